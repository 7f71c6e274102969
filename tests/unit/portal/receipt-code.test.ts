import { describe, expect, it } from 'vitest';
import { isLastFour, readReceiptCode } from '../../../portal/forms/receipt-code.ts';

describe('a receipt code', () => {
  it.each(['1234567890123456', ' 1234 5678 9012 3456 ', '1234-5678-9012-3456', '1234.5678.9012.3456'])(
    'is understood as people type it: %j',
    (typed) => {
      expect(readReceiptCode(typed)).toBe('1234 5678 9012 3456');
    },
  );

  it.each(['', '123456789012345', '12345678901234567', '1234 5678 9012 345a', '١٢٣٤٥٦٧٨٩٠١٢٣٤٥٦'])(
    'is not %j',
    (typed) => {
      expect(readReceiptCode(typed)).toBeNull();
    },
  );

  it('is proved by its last four digits only', () => {
    const code = '1234 5678 9012 3456';
    expect(['3456', ' 34 56 ', '1234', '456', '', '23456'].map((typed) => isLastFour(typed, code))).toEqual([
      ...[true, true, false, false, false, false],
    ]);
  });
});
