import { expect, it } from 'vitest';
import { addDuration } from '../../../plugins/workers/sla/add-duration.ts';

it.each([
  ['PT1H', '2026-01-31T11:30:00.000Z'],
  ['P3DT12H', '2026-02-03T22:30:00.000Z'],
  ['P2W', '2026-02-14T10:30:00.000Z'],
  ['P1M', '2026-02-28T10:30:00.000Z'],
  ['P1Y', '2027-01-31T10:30:00.000Z'],
  ['PT90M', '2026-01-31T12:00:00.000Z'],
])('adds %s', (duration, expected) => {
  expect(addDuration(new Date('2026-01-31T10:30:00Z'), duration).toISOString()).toBe(expected);
});

it.each(['', 'P', 'PT', '3 days', 'P-1D', '-P1D'])('refuses %j, saying what is expected', (text) => {
  expect(() => addDuration(new Date(0), text)).toThrow('ISO 8601 duration such as PT6H');
});
