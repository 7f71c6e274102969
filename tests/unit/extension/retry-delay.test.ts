import { describe, expect, it } from 'vitest';
import { retryDelayMs } from '../../../directus-extensions/njia/src/outbox/retry-delay.ts';

describe('the wait before an order is tried again', () => {
  it('grows with each failure and never exceeds half a minute', () => {
    const delays = [0, 1, 2, 3, 4, 5, 50].map(retryDelayMs);
    expect(delays).toEqual([1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000]);
  });
});
