import type { Row } from '../directus/context.ts';
import { sealIdentity } from '../../../../model/identity/client-identity.ts';
import { isSealed } from '../../../../model/identity/sealed-text.ts';

/**
 * Fields named `…_sealed` never reach the database in plain: what somebody types into one is sealed on the way. Returns
 * the payload to store.
 */
export function sealFields(payload: Row, identityKey: string): Row {
  const open = Object.entries(payload).filter(
    ([field, value]) =>
      field.endsWith('_sealed') && typeof value === 'string' && value !== '' && !isSealed(value),
  );
  if (open.length === 0) return payload;
  return {
    ...payload,
    ...Object.fromEntries(
      open.map(([field, value]) => [field, sealIdentity({ note: String(value) }, identityKey)]),
    ),
  };
}
