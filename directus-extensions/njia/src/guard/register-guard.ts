import type { EventContext } from '@directus/types';
import type { DirectusContext, Row } from '../directus/context.ts';
import { checkChangedRows, checkNewRow } from './check-form-rules.ts';
import type { WriteContext } from './check-form-rules.ts';
import { checkHasCase, checkLinks } from './check-links.ts';
import { sealFields } from './seal-fields.ts';

/** Directus' way to hang a check before a write. */
export type RegisterFilter = (
  event: string,
  handler: (payload: unknown, meta: Record<string, unknown>, context: EventContext) => Promise<unknown>,
) => void;

/** Checks every write that somebody makes (not those the system makes itself) against form rules and foreign links. */
export function registerGuard(filter: RegisterFilter, directus: DirectusContext, identityKey: string): void {
  const { ItemsService } = directus.services;
  filter('items.create', async (given, meta, event) => {
    const payload = sealFields(given as Row, identityKey);
    const context = writeContext(event, meta);
    if (!context) return payload;
    checkHasCase(context, payload);
    await checkLinks(context, ItemsService, payload);
    await checkNewRow(context, payload);
    return payload;
  });

  filter('items.update', async (given, meta, event) => {
    const payload = sealFields(given as Row, identityKey);
    const context = writeContext(event, meta);
    if (!context) return payload;
    await checkLinks(context, ItemsService, payload);
    await checkChangedRows(context, ItemsService, meta['keys'] as unknown[], payload);
    return payload;
  });
}

function writeContext(event: EventContext, meta: Record<string, unknown>): WriteContext | null {
  const { accountability, schema, database } = event;
  if (!accountability || !schema) return null;
  return { accountability, schema, database, collection: String(meta['collection']) };
}
