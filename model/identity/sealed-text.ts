import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from 'node:crypto';

/** Marks sealed text and names its format, so that keys and ciphers can change later. */
const PREFIX = 'sealed.v1.';

/** Whether a column value is sealed text made by `sealText`. */
export function isSealed(value: unknown): value is string {
  return typeof value === 'string' && value.startsWith(PREFIX);
}

/** Seals text with AES-256-GCM under a key derived from `identityKey`; sealing twice gives two different texts. */
export function sealText(plain: string, identityKey: string): string {
  const iv = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', derivedKey(identityKey, 'identity'), iv);
  const body = Buffer.concat([cipher.update(plain, 'utf8'), cipher.final()]);
  return PREFIX + [iv, cipher.getAuthTag(), body].map((part) => part.toString('base64url')).join('.');
}

/**
 * Opens sealed text.
 *
 * @throws when the text was changed, or sealed under another key.
 */
export function openSealedText(sealed: string, identityKey: string): string {
  const [iv, tag, body] = sealed
    .slice(PREFIX.length)
    .split('.')
    .map((part) => Buffer.from(part, 'base64url'));
  if (!isSealed(sealed) || !iv || !tag || !body) throw new Error('The sealed text has an unknown format.');
  const decipher = createDecipheriv('aes-256-gcm', derivedKey(identityKey, 'identity'), iv, {
    authTagLength: 16,
  });
  decipher.setAuthTag(tag);
  return Buffer.concat([decipher.update(body), decipher.final()]).toString('utf8');
}

/**
 * A keyed fingerprint of a phone number, equal for the ways people write one number (`0772 123456`, `+256772123456`).
 * Compares the last nine digits: in the countries we serve these identify a subscriber. Null for fewer than seven digits.
 */
export function phoneHash(phone: string, identityKey: string): string | null {
  const digits = phone.replace(/\D/g, '');
  if (digits.length < 7) return null;
  return keyedHash(digits.slice(-9), 'phone', identityKey);
}

/** HMAC-SHA-256 of a value for one purpose, as hex: without the key nobody can try all phones or all receipt codes. */
export function keyedHash(value: string, purpose: string, identityKey: string): string {
  return createHmac('sha256', derivedKey(identityKey, purpose)).update(value).digest('hex');
}

function derivedKey(identityKey: string, purpose: string): Buffer {
  return Buffer.from(hkdfSync('sha256', identityKey, 'njia', purpose, 32));
}
