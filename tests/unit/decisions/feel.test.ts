import { expect, it } from 'vitest';
import { evaluateFeel, feelDate, plainValue } from '../../../bpmn/decisions/feel.ts';

const silent = (): void => undefined;

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
