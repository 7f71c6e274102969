import { keyedHash } from '../../../../model/identity/sealed-text.ts';

/**
 * The receipt code of a submission: 16 digits in four groups. It follows from the submission id and a key outside the
 * database, so that sending the same submission again answers the same code although only a hash is stored.
 */
export function receiptCodeOf(submissionId: string, identityKey: string): string {
  const hash = keyedHash(submissionId.toLowerCase(), 'receipt-code', identityKey);
  const digits = (BigInt(`0x${hash}`) % 10n ** 16n).toString().padStart(16, '0');
  return digits.replace(/(\d{4})(?=\d)/g, '$1 ');
}

/** What is stored of a receipt code; spaces and dashes in it do not matter. Null when it has not 16 digits. */
export function receiptHashOf(receiptCode: string, identityKey: string): string | null {
  const digits = receiptCode.replace(/[\s-]/g, '');
  return /^\d{16}$/.test(digits) ? keyedHash(digits, 'receipt-hash', identityKey) : null;
}
