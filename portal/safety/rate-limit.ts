/** Lets a sender do something, or not now. */
export type RateLimit = (sender: string) => boolean;

interface Bucket {
  tokens: number;
  at: number;
}

/** Beyond this many senders the ones that have not been seen longest are forgotten: memory stays bounded. */
const MAX_SENDERS = 10_000;

/**
 * A token bucket for each sender, in memory only. `burst`: how many at once; `perMinute`: how many come back; `now`: milliseconds.
 */
export function createRateLimit(burst: number, perMinute: number, now: () => number): RateLimit {
  const buckets = new Map<string, Bucket>();
  return (sender) => {
    const at = now();
    const before = buckets.get(sender) ?? { tokens: burst, at };
    const tokens = Math.min(burst, before.tokens + ((at - before.at) / 60_000) * perMinute);
    buckets.delete(sender);
    buckets.set(sender, { tokens: tokens >= 1 ? tokens - 1 : tokens, at });
    if (buckets.size > MAX_SENDERS) forgetOldest(buckets);
    return tokens >= 1;
  };
}

/** A Map keeps the order of insertion, and a sender is put in anew each time. */
function forgetOldest(buckets: Map<string, Bucket>): void {
  const [oldest] = buckets.keys();
  if (oldest !== undefined) buckets.delete(oldest);
}
