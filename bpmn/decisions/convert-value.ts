import { FeelDateTime } from 'feelin';
import { feelDate, isTemporal } from './feel.ts';

/** A value that cannot be what its column says. */
export class WrongType extends Error {
  override readonly name = 'WrongType';
}

/**
 * A value as its column or variable is typed, converted as Camunda does; null stays null, and of other types (or none) all is taken
 * as it is. Besides, as in the standard, `number` is a type of inputs.
 *
 * @throws WrongType when it cannot be converted
 */
export function convertValue(typeRef: string | null, value: unknown): unknown {
  if (value === null || value === undefined) return null;
  const converter = CONVERTERS[typeRef?.toLowerCase() ?? ''];
  if (!converter) return value;
  const converted = converter(value);
  if (converted === undefined) throw new WrongType(`it must be a ${typeRef}, but it is a ${typeof value}.`);
  return converted;
}

/** As `convertValue`, of what a decision gives: there a `number` is whatever it is, as in Camunda. */
export function convertOutput(typeRef: string | null, value: unknown): unknown {
  return typeRef?.toLowerCase() === 'number' ? value : convertValue(typeRef, value);
}

const CONVERTERS: Readonly<Record<string, (value: unknown) => unknown>> = {
  string: (value) => (isPlain(value) || isTemporal(value) ? value.toString() : value),
  boolean: (value) => {
    const text = isPlain(value) ? value.toString().toLowerCase() : '';
    return text === 'true' || text === 'false' ? text === 'true' : undefined;
  },
  number: toNumber,
  double: toNumber,
  integer: toWhole,
  long: toWhole,
  date: toDate,
};

function isPlain(value: unknown): value is string | number | boolean {
  return ['string', 'number', 'boolean'].includes(typeof value);
}

function toNumber(value: unknown): number | undefined {
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  return typeof number === 'number' && Number.isFinite(number) ? number : undefined;
}

function toWhole(value: unknown): number | undefined {
  const number = toNumber(value);
  return Number.isInteger(number) ? number : undefined;
}

/** A text is a moment of the machine's time zone, as everywhere in Camunda. */
function toDate(value: unknown): unknown {
  if (value instanceof FeelDateTime) return value;
  const isMoment = typeof value === 'string' && /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}/.test(value);
  const moment = new Date(isMoment ? value : NaN);
  return Number.isNaN(moment.getTime()) ? undefined : feelDate(moment);
}
