import { expect, it } from 'vitest';
import { createRateLimit } from '../../../portal/safety/rate-limit.ts';

it('lets a burst through, then as many as come back each minute, for each sender apart', () => {
  let now = 0;
  const may = createRateLimit(2, 1, () => now);
  expect([may('a'), may('a'), may('a'), may('b')]).toEqual([true, true, false, true]);
  now += 60_000;
  expect([may('a'), may('a')]).toEqual([true, false]);
});

it('never saves up more than the burst', () => {
  let now = 0;
  const may = createRateLimit(2, 60, () => now);
  now += 3_600_000;
  expect([may('a'), may('a'), may('a')]).toEqual([true, true, false]);
});

it('forgets the sender not seen for longest when there are too many, so that memory stays bounded', () => {
  const may = createRateLimit(1, 0, () => 0);
  expect([may('first'), may('first')]).toEqual([true, false]);
  for (let index = 0; index < 10_000; index += 1) may(`sender-${index}`);
  expect(may('first')).toBe(true);
});
