import { z } from 'zod';
import { openSealedText, sealText } from './sealed-text.ts';

/** Who a client is; kept sealed in `clients.identity_sealed`. */
export const ClientIdentity = z.object({
  name: z.string().optional(),
  phone: z.string().optional(),
  address: z.string().optional(),
  /** When and how it is safe to make contact, in the client's words. */
  contact: z.string().optional(),
  /** Text somebody typed straight into the sealed field. */
  note: z.string().optional(),
});
export type ClientIdentity = z.infer<typeof ClientIdentity>;

/** Seals an identity; null when nothing was given. */
export function sealIdentity(identity: ClientIdentity, identityKey: string): string | null {
  const given = Object.fromEntries(Object.entries(identity).filter(([, value]) => value));
  return Object.keys(given).length === 0 ? null : sealText(JSON.stringify(given), identityKey);
}

/** Opens a sealed identity; an empty one for null. */
export function openIdentity(sealed: string | null, identityKey: string): ClientIdentity {
  return sealed === null ? {} : ClientIdentity.parse(JSON.parse(openSealedText(sealed, identityKey)));
}
