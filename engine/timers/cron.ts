/** A parsed cron expression: answers whether a part of a date fits. */
export interface Cron {
  second: (value: number) => boolean;
  minute: (value: number) => boolean;
  hour: (value: number) => boolean;
  day: (date: Date) => boolean;
  month: (value: number) => boolean;
  year: (value: number) => boolean;
}

const MONTHS = ['JAN', 'FEB', 'MAR', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP', 'OCT', 'NOV', 'DEC'];
const WEEKDAYS = ['SUN', 'MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT'];
/** Quartz stops at 2099; an expression without a hit until then never fires. */
const LAST_YEAR = 2099;

/**
 * Parses a Quartz cron expression: seconds, minutes, hours, day of month, month, day of week (1 or SUN is Sunday),
 * optionally year; lists, ranges, steps, names, `?`, `L`, `W`, `#`. Null when the text is none.
 */
export function parseCron(text: string): Cron | null {
  const fields = text.trim().toUpperCase().split(/\s+/);
  if (fields.length < 6 || fields.length > 7) return null;
  const [second, minute, hour, day, month, weekday, year = '*'] = fields as [
    string,
    string,
    string,
    string,
    string,
    string,
    string?,
  ];
  const parsed = {
    second: parseField(second, 0, 59),
    minute: parseField(minute, 0, 59),
    hour: parseField(hour, 0, 23),
    day: parseDay(day, weekday),
    month: parseField(month, 1, 12, MONTHS),
    year: parseField(year, 1970, LAST_YEAR),
  };
  return Object.values(parsed).every((field) => field !== null) ? (parsed as Cron) : null;
}

/** The first date strictly after `after` that fits, in the server's time zone; null when there is none until 2099. */
export function nextCronDate(cron: Cron, after: Date): Date | null {
  const date = new Date(after);
  date.setMilliseconds(0);
  date.setSeconds(date.getSeconds() + 1);
  while (date.getFullYear() <= LAST_YEAR) {
    const [year, month, day, hour] = [date.getFullYear(), date.getMonth(), date.getDate(), date.getHours()];
    // Each part that does not fit moves to its next value and starts the smaller parts anew.
    if (!cron.year(year)) date.setTime(+new Date(year + 1, 0, 1));
    else if (!cron.month(month + 1)) date.setTime(+new Date(year, month + 1, 1));
    else if (!cron.day(date)) date.setTime(+new Date(year, month, day + 1));
    else if (!cron.hour(hour)) date.setTime(+new Date(year, month, day, hour + 1));
    else if (!cron.minute(date.getMinutes())) date.setTime(+date + (60 - date.getSeconds()) * 1000);
    else if (!cron.second(date.getSeconds())) date.setTime(+date + 1000);
    else return date;
  }
  return null;
}

type Field = (value: number) => boolean;

function parseField(text: string, low: number, high: number, names: string[] = []): Field | null {
  const values = new Set<number>();
  for (const item of text.split(',')) {
    const match = /^(\*|\?|[A-Z\d]+)(?:-([A-Z\d]+))?(?:\/(\d+))?$/.exec(item);
    if (!match) return null;
    const [, from = '', to, step] = match;
    const every = from === '*' || from === '?';
    const start = every ? low : valueOf(from, names, low);
    const openEnd = every || step !== undefined ? high : start;
    const end = to === undefined ? openEnd : valueOf(to, names, low);
    if (![start, end].every((value) => value >= low && value <= high) || step === '0') return null;
    for (const value of range(start, end, Number(step ?? 1), { low, high })) values.add(value);
  }
  return (value) => values.has(value);
}

/** A range may wrap around (FRI-MON). */
function range(start: number, end: number, step: number, bounds: { low: number; high: number }): number[] {
  const size = bounds.high - bounds.low + 1;
  const last = end >= start ? end : end + size;
  const values: number[] = [];
  for (let value = start; value <= last; value += step)
    values.push(value > bounds.high ? value - size : value);
  return values;
}

function valueOf(text: string, names: string[], low: number): number {
  const index = names.indexOf(text);
  return index >= 0 ? index + low : /^\d+$/.test(text) ? Number(text) : NaN;
}

function parseDay(day: string, weekday: string): Cron['day'] | null {
  const byDay = day === '?' ? null : parseDayOfMonth(day);
  const byWeekday = weekday === '?' ? null : parseWeekday(weekday);
  if ((day !== '?' && !byDay) || (weekday !== '?' && !byWeekday)) return null;
  return (date) => (byDay?.(date) ?? true) && (byWeekday?.(date) ?? true);
}

function parseDayOfMonth(text: string): Cron['day'] | null {
  if (text === 'L') return (date) => date.getDate() === lastDay(date);
  if (text === 'LW') return (date) => date.getDate() === nearestWeekday(date, lastDay(date));
  const fromLast = /^L-(\d{1,2})$/.exec(text);
  if (fromLast) return (date) => date.getDate() === lastDay(date) - Number(fromLast[1]);
  const nearest = /^(\d{1,2})W$/.exec(text);
  if (nearest) return (date) => date.getDate() === nearestWeekday(date, Number(nearest[1]));
  const field = parseField(text, 1, 31);
  return field && ((date) => field(date.getDate()));
}

function parseWeekday(text: string): Cron['day'] | null {
  const special = /^([A-Z]{3}|[1-7])(?:L|#([1-5]))$/.exec(text);
  if (special) {
    const weekday = valueOf(special[1] ?? '', WEEKDAYS, 1) - 1;
    const nth = special[2] === undefined ? null : Number(special[2]);
    if (Number.isNaN(weekday)) return null;
    return (date) =>
      date.getDay() === weekday &&
      (nth === null ? date.getDate() > lastDay(date) - 7 : Math.ceil(date.getDate() / 7) === nth);
  }
  const field = parseField(text === 'L' ? '7' : text, 1, 7, WEEKDAYS);
  return field && ((date) => field(date.getDay() + 1));
}

function lastDay(date: Date): number {
  return new Date(date.getFullYear(), date.getMonth() + 1, 0).getDate();
}

/** Monday to Friday nearest to `day` within the same month. */
function nearestWeekday(date: Date, day: number): number {
  const weekday = new Date(date.getFullYear(), date.getMonth(), day).getDay();
  if (weekday === 6) return day > 1 ? day - 1 : day + 2;
  if (weekday === 0) return day < lastDay(date) ? day + 1 : day - 2;
  return day;
}
