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
    if (!cron.year(date.getFullYear()))
      (date.setFullYear(date.getFullYear() + 1, 0, 1), date.setHours(0, 0, 0));
    else if (!cron.month(date.getMonth() + 1))
      (date.setMonth(date.getMonth() + 1, 1), date.setHours(0, 0, 0));
    else if (!cron.day(date)) (date.setDate(date.getDate() + 1), date.setHours(0, 0, 0));
    else if (!cron.hour(date.getHours())) date.setHours(date.getHours() + 1, 0, 0);
    else if (!cron.minute(date.getMinutes())) date.setMinutes(date.getMinutes() + 1, 0);
    else if (!cron.second(date.getSeconds())) date.setSeconds(date.getSeconds() + 1);
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
    addRange(values, start, end, Number(step ?? 1), low, high);
  }
  return (value) => values.has(value);
}

/** A range may wrap around (FRI-MON). */
function addRange(
  values: Set<number>,
  start: number,
  end: number,
  step: number,
  low: number,
  high: number,
): void {
  const last = end >= start ? end : end + (high - low + 1);
  for (let value = start; value <= last; value += step)
    values.add(value > high ? value - (high - low + 1) : value);
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
