const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** Whether a task should have been done by now. */
export function isOverdue(dueAt: string | null, now: Date): boolean {
  return dueAt !== null && Date.parse(dueAt) < now.getTime();
}

/** When a task is due, as one says it: "Overdue by 2 days", "Due in 3 hours", "No due date". */
export function dueText(dueAt: string | null, now: Date): string {
  if (dueAt === null) return 'No due date';
  const left = Date.parse(dueAt) - now.getTime();
  const amount = roughly(Math.abs(left));
  return left < 0 ? `Overdue by ${amount}` : `Due in ${amount}`;
}

/** Sorts by due date, the most urgent first; what has none comes last, older tasks before newer. */
export function byDueDate<T extends { dueAt: string | null; createdAt: string | null }>(a: T, b: T): number {
  const due = (task: T): number => (task.dueAt ? Date.parse(task.dueAt) : Number.MAX_SAFE_INTEGER);
  return due(a) - due(b) || (a.createdAt ?? '').localeCompare(b.createdAt ?? '');
}

/** Rounded to whole units: two days less a minute are two days to anybody. */
function roughly(ms: number): string {
  const count = (unit: number, name: string): string => {
    const whole = Math.round(ms / unit);
    return `${whole} ${name}${whole === 1 ? '' : 's'}`;
  };
  if (ms >= 23.5 * HOUR) return count(DAY, 'day');
  if (ms >= 59.5 * MINUTE) return count(HOUR, 'hour');
  return count(MINUTE, 'minute').replace(/^0 minutes$/, 'less than a minute');
}
