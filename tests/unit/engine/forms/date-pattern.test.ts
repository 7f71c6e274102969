import { expect, it } from 'vitest';
import { formatDate, parseDate } from '../../../../engine/forms/date-pattern.ts';

const noon = new Date(2026, 0, 5, 12, 30, 9);

it('writes and reads dates as the pattern of a field says', () => {
  expect(formatDate(noon, 'dd/MM/yyyy')).toBe('05/01/2026');
  expect(formatDate(noon, "yyyy-MM-dd'T'HH:mm:ss")).toBe('2026-01-05T12:30:09');
  expect(formatDate(noon, "d.M.yy 'o''clock' H")).toBe("5.1.26 o'clock 12");
  expect(parseDate('2026-01-05T12:30:09', "yyyy-MM-dd'T'HH:mm:ss")).toEqual(noon);
  expect(parseDate(' 05/01/2026 ', 'dd/MM/yyyy')).toEqual(new Date(2026, 0, 5));
  expect(parseDate('5.1.26', 'd.M.yy')).toEqual(new Date(2026, 0, 5));
});

it('takes no text that is no such date', () => {
  for (const text of ['', '2026-01-05', '31/02/2026', '05/13/2026', '05/01/2026 x', '05/01']) {
    expect(parseDate(text, 'dd/MM/yyyy')).toBeUndefined();
  }
  expect(parseDate('25', 'HH')).toBeUndefined();
});
