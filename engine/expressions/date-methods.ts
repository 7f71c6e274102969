import { EvaluationProblem } from './expression-error.ts';
import { toNumber } from './coercion.ts';

type DateMethod = (date: Date, args: unknown[]) => unknown;
type Unit = 'Seconds' | 'Minutes' | 'Hours' | 'Days' | 'Weeks' | 'Months' | 'Years';

const UNITS: readonly Unit[] = ['Seconds', 'Minutes', 'Hours', 'Days', 'Weeks', 'Months', 'Years'];

/** Methods of `now()` (a Java Date in Camunda) and `dateTime()` (a Joda DateTime there) that models use. */
export const DATE_METHODS: ReadonlyMap<string, DateMethod> = new Map<string, DateMethod>([
  ['getTime', (date) => date.getTime()],
  ['getMillis', (date) => date.getTime()],
  ['toDate', (date) => date],
  ['toString', (date) => date.toISOString()],
  ['before', (date, [other]) => date < asDate(other)],
  ['after', (date, [other]) => date > asDate(other)],
  ['isBefore', (date, [other]) => date < asDate(other)],
  ['isAfter', (date, [other]) => date > asDate(other)],
  ['equals', (date, [other]) => other instanceof Date && date.getTime() === other.getTime()],
  ...UNITS.flatMap((unit): [string, DateMethod][] => [
    [`plus${unit}`, (date, [amount]) => shift(date, unit, toNumber(amount))],
    [`minus${unit}`, (date, [amount]) => shift(date, unit, -toNumber(amount))],
  ]),
]);

function asDate(value: unknown): Date {
  if (value instanceof Date) return value;
  throw new EvaluationProblem('a date can only be compared with a date');
}

function shift(date: Date, unit: Unit, amount: number): Date {
  const shifted = new Date(date);
  if (unit === 'Seconds') shifted.setTime(date.getTime() + amount * 1000);
  else if (unit === 'Minutes') shifted.setTime(date.getTime() + amount * 60_000);
  else if (unit === 'Hours') shifted.setTime(date.getTime() + amount * 3_600_000);
  else if (unit === 'Days') shifted.setDate(date.getDate() + amount);
  else if (unit === 'Weeks') shifted.setDate(date.getDate() + amount * 7);
  else if (unit === 'Months') shifted.setMonth(date.getMonth() + amount);
  else shifted.setFullYear(date.getFullYear() + amount);
  return shifted;
}
