import type { StartTimer } from '../../executors/port.ts';
import { firstSchedule } from '../../timers/timer-schedule.ts';
import type { Schedule } from '../../timers/timer-schedule.ts';

/**
 * When a timer that starts instances is due, counted from `now`; null when it lies wholly in the past.
 *
 * @throws TypeError or ExpressionError when it does not say when
 */
export function startSchedule(timer: StartTimer, now: Date): Schedule | null {
  const value = timer.valueAt ? timer.valueAt(now) : timer.expression;
  return firstSchedule(timer.type, value instanceof Date ? value : String(value), now);
}
