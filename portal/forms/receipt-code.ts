const DIGITS = 16;

/** A receipt code as people type it (spaces, dashes, dots) as four groups of four digits; null when it is none. */
export function readReceiptCode(typed: string): string | null {
  const digits = typed.replaceAll(/[\s.\-–]/g, '');
  if (!/^\d+$/.test(digits) || digits.length !== DIGITS) return null;
  return digits.replaceAll(/(\d{4})(?=\d)/g, '$1 ');
}

/** Whether `typed` are the last four digits of a code: the proof that it was written down. */
export function isLastFour(typed: string, code: string): boolean {
  const digits = typed.replaceAll(/\D/g, '');
  return digits.length === 4 && code.replaceAll(' ', '').endsWith(digits);
}
