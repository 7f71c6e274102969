import { expect, it } from 'vitest';
import { addDuration } from '../../../../engine/timers/duration.ts';
import { parseRetryCycle, pauseAfter } from '../../../../engine/timers/retry-cycle.ts';

/** Pauses in minutes before each further try. */
function pausesOf(text: string): number[] {
  const cycle = parseRetryCycle(text);
  if (!cycle) return [];
  const found: number[] = [];
  for (let left = cycle.tries; left > 1; left -= 1) {
    const pause = pauseAfter(cycle, left);
    if (pause) found.push(addDuration(new Date(0), pause).getTime() / 60_000);
  }
  return found;
}

it('repeats one pause as often as the interval says', () => {
  expect(parseRetryCycle('R4/PT10M')?.tries).toBe(4);
  expect(pausesOf('R4/PT10M')).toEqual([10, 10, 10]);
});

it('takes a list of pauses one after the other', () => {
  expect(pausesOf('PT10M, PT17M,PT20M')).toEqual([10, 17, 20]);
});

it('takes one duration as one more try', () => {
  expect(pausesOf('PT5M')).toEqual([5]);
});

it.each(['', 'R/PT1M', 'R3/PT1M,PT2M', 'soon'])('does not take %j', (text) => {
  expect(parseRetryCycle(text)).toBeNull();
});
