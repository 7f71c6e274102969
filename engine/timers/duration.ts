/** An ISO 8601 duration by its parts; weeks are already days. */
export interface Duration {
  years: number;
  months: number;
  days: number;
  milliseconds: number;
  sign: 1 | -1;
}

const DURATION =
  /^(-)?P(?:(\d+)W|(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:[.,]\d+)?)S)?)?)$/;

/** Parses `P…` (for example P90D, PT1H30M, P2W); null when the text is not a duration or an empty one. */
export function parseDuration(text: string): Duration | null {
  const trimmed = text.trim();
  const match = DURATION.exec(trimmed);
  if (!match || !/\d/.test(trimmed) || trimmed.endsWith('T')) return null;
  const [, minus, weeks, years, months, days, hours, minutes, seconds] = match;
  return {
    years: Number(years ?? 0),
    months: Number(months ?? 0),
    days: Number(days ?? 0) + Number(weeks ?? 0) * 7,
    milliseconds:
      Number(hours ?? 0) * 3_600_000 +
      Number(minutes ?? 0) * 60_000 +
      Math.round(Number((seconds ?? '0').replace(',', '.')) * 1000),
    sign: minus ? -1 : 1,
  };
}

/** `date` plus `times` times the duration; years, months and days by the calendar of the server's time zone, as in Camunda. */
export function addDuration(date: Date, duration: Duration, times = 1): Date {
  const factor = duration.sign * times;
  const result = new Date(date);
  if (duration.years || duration.months) addMonths(result, (duration.years * 12 + duration.months) * factor);
  if (duration.days) result.setDate(result.getDate() + duration.days * factor);
  return new Date(result.getTime() + duration.milliseconds * factor);
}

/** 31 January plus a month is the last of February, not early March. */
function addMonths(date: Date, months: number): void {
  const day = date.getDate();
  date.setMonth(date.getMonth() + months);
  if (date.getDate() !== day) date.setDate(0);
}
