/** First wait after a failed delivery; a short hiccup of the engine is hardly noticed. */
const FIRST_DELAY_MS = 1_000;
/** Longest wait: after a long outage everything goes on within this time. */
const LONGEST_DELAY_MS = 30_000;

/** ms to wait after so many failed attempts: doubles each time, up to half a minute. */
export function retryDelayMs(failedAttempts: number): number {
  return Math.min(FIRST_DELAY_MS * 2 ** Math.min(failedAttempts, 10), LONGEST_DELAY_MS);
}
