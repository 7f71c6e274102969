const PATTERN = /^P(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?$/;

/**
 * The moment an ISO 8601 duration after `from`; years and months by the calendar (UTC), a day that a month lacks becomes its
 * last.
 *
 * @throws RangeError for a text that is not such a duration.
 */
export function addDuration(from: Date, duration: string): Date {
  const match = PATTERN.exec(duration);
  if (!match || match.slice(1).every((part) => part === undefined)) {
    throw new RangeError(`"${duration}" is not an ISO 8601 duration such as PT6H or P14D.`);
  }
  const [years = 0, months = 0, weeks = 0, days = 0, hours = 0, minutes = 0, seconds = 0] = match
    .slice(1)
    .map((part) => Number(part ?? 0));
  const result = new Date(from);
  const day = result.getUTCDate();
  result.setUTCDate(1);
  result.setUTCMonth(result.getUTCMonth() + years * 12 + months);
  const lastDay = new Date(Date.UTC(result.getUTCFullYear(), result.getUTCMonth() + 1, 0)).getUTCDate();
  result.setUTCDate(Math.min(day, lastDay));
  const rest = (((weeks * 7 + days) * 24 + hours) * 60 + minutes) * 60 + seconds;
  return new Date(result.getTime() + rest * 1_000);
}
