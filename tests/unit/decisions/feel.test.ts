import { expect, it } from 'vitest';
import { evaluateFeel, feelDate, plainValue } from '../../../bpmn/decisions/feel.ts';

const silent = (): void => undefined;

it('takes the name of a function for a variable, which is null when it was not given', () => {
  const warnings: unknown[] = [];
  expect(evaluateFeel('sum', {}, (warning) => warnings.push(warning))).toBeNull();
  expect(warnings).toEqual([{ code: 'NO_VARIABLE_FOUND', text: 'sum' }]);
  expect(evaluateFeel('sum', { sum: 7 }, silent)).toBe(7);
  expect(evaluateFeel('sum([1, 2])', {}, silent)).toBe(3);
});

it.each([
  ['date and time("2026-03-01T10:00:00Z")', new Date('2026-03-01T10:00:00Z')],
  ['date and time("2026-03-01T10:00:00@Africa/Nairobi")', new Date('2026-03-01T07:00:00Z')],
  ['date and time("2026-03-01T10:00:00")', new Date('2026-03-01T10:00:00')],
  ['date("2026-03-01")', '2026-03-01'],
  ['time("10:00:00")', '10:00:00'],
  ['duration("P1D")', 'P1D'],
  [
    '[when + duration("P1D"), { at: when }]',
    [new Date('2026-03-02T10:00:00Z'), { at: new Date('2026-03-01T10:00:00Z') }],
  ],
])('gives %s as plain JavaScript', (expression, value) => {
  const when = feelDate(new Date('2026-03-01T10:00:00Z'));
  expect(plainValue(evaluateFeel(expression, { when }, silent))).toEqual(value);
});
