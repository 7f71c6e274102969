import { nextCronDate, parseCron } from './cron.ts';
import { addDuration, parseDuration } from './duration.ts';
import type { Duration } from './duration.ts';

/** The three ways BPMN writes a timer. */
export type TimerType = 'date' | 'duration' | 'cycle';

/** When a timer is due and, for a cycle, how often it fires again after that (`null` = for ever). */
export interface Schedule {
  dueAt: Date;
  cycle?: { expression: string; remaining: number | null };
}

/**
 * When a timer that starts now is due for the first time. `value` is the text or Date its expression gave: an ISO 8601
 * date, a duration (P…), a repeating interval (R3/PT10H, R/PT1M, R3/start/PT10H, R3/PT10H/end) or Quartz cron.
 * Null when the cycle lies wholly in the past. @throws TypeError when the text is none of these.
 */
export function firstSchedule(type: TimerType, value: string | Date, now: Date): Schedule | null {
  if (value instanceof Date) return { dueAt: value };
  const text = value.trim();
  // As in Camunda, also where a date stands, but a cycle must say that it is one.
  const duration = type === 'cycle' ? null : parseDuration(text);
  if (duration) return { dueAt: addDuration(now, duration) };
  if (type === 'date') return { dueAt: parseDate(text) };
  if (type === 'duration')
    throw new TypeError('the timer duration is not an ISO 8601 duration such as PT4H or P7D');
  const remaining = parseInterval(text)?.repetitions ?? null;
  const dueAt = nextDate(text, null, now);
  if (!dueAt || remaining === 0) return null;
  return { dueAt, cycle: { expression: text, remaining: remaining === null ? null : remaining - 1 } };
}

/**
 * When a cycle fires again after it fired at `schedule`; null when it has no repetition left. Repetitions missed while
 * nothing ran are skipped, not caught up one by one.
 */
export function nextSchedule(schedule: Schedule, now: Date): Schedule | null {
  const { cycle } = schedule;
  if (!cycle || cycle.remaining === 0) return null;
  const dueAt = nextDate(cycle.expression, schedule.dueAt, now);
  if (!dueAt) return null;
  const remaining = cycle.remaining === null ? null : cycle.remaining - 1;
  return { dueAt, cycle: { expression: cycle.expression, remaining } };
}

interface Interval {
  /** null = for ever. */
  repetitions: number | null;
  start: Date | null;
  period: Duration;
  end: Date | null;
}

function nextDate(expression: string, previous: Date | null, now: Date): Date | null {
  const interval = parseInterval(expression);
  if (!interval) {
    const cron = parseCron(expression);
    if (cron) return nextCronDate(cron, now);
    throw new TypeError(
      'the timer cycle is neither a repeating interval such as R3/PT10H nor a cron expression',
    );
  }
  if (interval.end && !interval.start && !previous) return backFrom(interval.end, interval, now);
  const first = previous ?? interval.start;
  const due = first ? after(first, interval.period, now) : addDuration(now, interval.period);
  return interval.end && due > interval.end ? null : due;
}

/** The first of first, first + period, first + 2 periods … that lies after `now`. */
function after(first: Date, period: Duration, now: Date): Date {
  if (first > now) return first;
  const length = addDuration(first, period).getTime() - first.getTime();
  if (length <= 0) throw new TypeError('the period of a timer cycle must be longer than nothing');
  // Months and years differ in length: start a little early and step.
  let times = Math.max(0, Math.floor((now.getTime() - first.getTime()) / (length * 1.1)));
  while (addDuration(first, period, times) <= now) times += 1;
  return addDuration(first, period, times);
}

function backFrom(end: Date, { period, repetitions }: Interval, now: Date): Date | null {
  let due = end;
  for (let step = 1; step < (repetitions ?? Infinity); step += 1) {
    const earlier = addDuration(end, period, -step);
    if (earlier <= now) break;
    due = earlier;
  }
  return due < now ? null : due;
}

function parseInterval(expression: string): Interval | null {
  const match = /^R(\d*)\/(.+)$/.exec(expression);
  if (!match) return null;
  const [first = '', second, ...rest] = (match[2] ?? '').split('/');
  const repetitions = match[1] ? Number(match[1]) : null;
  if (rest.length > 0) return null;
  const leading = parseDuration(first);
  if (leading) return { repetitions, start: null, period: leading, end: second ? parseDate(second) : null };
  const period = second ? parseDuration(second) : null;
  return period && { repetitions, start: parseDate(first), period, end: null };
}

function parseDate(text: string): Date {
  const date = new Date(/^\d{4}-\d{2}-\d{2}([T ]|$)/.test(text) ? text : NaN);
  if (Number.isNaN(date.getTime()))
    throw new TypeError('the timer date is not an ISO 8601 date such as 2026-01-15T10:30:00Z');
  return date;
}
