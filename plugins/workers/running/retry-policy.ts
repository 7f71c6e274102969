/** Pauses before the second, third, … try of a task, in ms; after the last one the next failure is an incident. */
export type RetryPolicy = readonly number[];

const SECOND = 1_000;
const MINUTE = 60 * SECOND;

/** Rides out a restart in seconds and an outage of three quarters of an hour, then asks for a person. */
export const DEFAULT_RETRY_POLICY: RetryPolicy = [
  5 * SECOND,
  30 * SECOND,
  2 * MINUTE,
  10 * MINUTE,
  30 * MINUTE,
];

/**
 * What to tell the engine after a failure that may pass.
 *
 * `retriesLeft` is the engine's count, null before the first failure; the answer's `retries` of 0 raises an incident.
 */
export function nextTry(
  policy: RetryPolicy,
  retriesLeft: number | null,
): { retries: number; retryTimeout: number } {
  const left = Math.min(retriesLeft ?? policy.length + 1, policy.length + 1);
  const retries = Math.max(left - 1, 0);
  return { retries, retryTimeout: retries === 0 ? 0 : (policy[policy.length - retries] ?? 0) };
}
