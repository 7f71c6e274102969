import { expect, it } from 'vitest';
import { DEFAULT_RETRY_POLICY, nextTry } from '../../../plugins/workers/running/retry-policy.ts';

it('waits longer before each try and then asks for a person', () => {
  // when
  const steps: { retries: number; retryTimeout: number }[] = [];
  for (let left: number | null = null; left !== 0; left = steps.at(-1)?.retries ?? 0) {
    steps.push(nextTry([5, 50, 500], left));
  }

  // then
  expect(steps).toEqual([
    { retries: 3, retryTimeout: 5 },
    { retries: 2, retryTimeout: 50 },
    { retries: 1, retryTimeout: 500 },
    { retries: 0, retryTimeout: 0 },
  ]);
});

it('starts over when an operator grants more retries than the policy has', () => {
  expect(nextTry([5, 50], 99)).toEqual({ retries: 2, retryTimeout: 5 });
});

it('gives an outage three quarters of an hour by default', () => {
  const total = DEFAULT_RETRY_POLICY.reduce((sum, pause) => sum + pause, 0);
  expect(total).toBeGreaterThanOrEqual(42 * 60_000);
});
