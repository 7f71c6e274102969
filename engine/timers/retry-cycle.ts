import { parseDuration } from './duration.ts';
import type { Duration } from './duration.ts';

/** How a failing job is tried again. */
export interface RetryCycle {
  /** Tries in all. */
  tries: number;
  /** Pauses between them; the last one counts for all that follow. */
  pauses: Duration[];
}

/**
 * Reads `camunda:failedJobRetryTimeCycle`: `R5/PT10M` (five tries), one duration (two tries) or several separated by
 * commas (one more try than there are durations). Null when it is none of these: Camunda then falls back to its default.
 */
export function parseRetryCycle(text: string): RetryCycle | null {
  const [, repetitions, rest = text] = /^\s*R(\d+)\/(.*)$/.exec(text) ?? [];
  const pauses = rest.split(',').map(parseDuration);
  if (!pauses.every((pause) => pause !== null)) return null;
  if (repetitions === undefined) return { tries: pauses.length + 1, pauses };
  return pauses.length === 1 ? { tries: Number(repetitions), pauses } : null;
}

/** The pause before the next try when `left` tries were left before the last one failed, as Camunda counts. */
export function pauseAfter({ pauses }: RetryCycle, left: number): Duration | undefined {
  return pauses[Math.max(0, Math.min(pauses.length - 1, pauses.length - (left - 1)))];
}
