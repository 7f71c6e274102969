import type { TypedValue } from '../executors/port.ts';
import { formatDate, parseDate } from './date-pattern.ts';
import type { FieldType } from './form.ts';

/** A value does not fit the type of its field. */
export class FieldMismatch extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'FieldMismatch';
  }
}

/** A value as the variable of a field holds it. @throws FieldMismatch */
export function toModelValue(type: FieldType, { type: given, value }: TypedValue): TypedValue {
  switch (type.kind) {
    case 'string':
      return { type: 'String', value: isNothing(value) ? null : textOf(value) };
    case 'long':
      return { type: 'Long', value: isNothing(value) ? null : toLong(value) };
    case 'boolean':
      return { type: 'Boolean', value: isNothing(value) ? null : toBoolean(value) };
    case 'date':
      return { type: 'Date', value: given === 'Date' ? value : toDate(value, type.pattern) };
    case 'enum':
      return { type: 'String', value: isNothing(value) ? null : toChoice(value, type.values) };
  }
}

/** A variable as its field shows it: dates are texts. @throws FieldMismatch */
export function toFormValue(type: FieldType, variable: TypedValue): TypedValue {
  const model = toModelValue(type, variable);
  if (type.kind !== 'date') return model;
  const { value } = model;
  return {
    type: 'String',
    value: typeof value === 'string' ? formatDate(new Date(value), type.pattern) : '',
  };
}

const isNothing = (value: unknown): value is null | undefined => value === null || value === undefined;

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

function toLong(value: unknown): number {
  const number = typeof value === 'string' && /^[+-]?\d+$/.test(value) ? Number(value) : value;
  if (typeof number === 'number' && Number.isSafeInteger(number)) return number;
  throw new FieldMismatch(`Value '${textOf(value)}' is not of type Long.`);
}

/** As in Camunda any other text than `true` is false. */
function toBoolean(value: unknown): boolean {
  if (typeof value === 'boolean') return value;
  if (typeof value === 'string') return value.toLowerCase() === 'true';
  throw new FieldMismatch(`Value '${textOf(value)}' is not of type Boolean.`);
}

function toDate(value: unknown, pattern: string): string | null {
  if (isNothing(value)) return null;
  if (typeof value !== 'string')
    throw new FieldMismatch(`Value '${textOf(value)}' cannot be transformed into a Date.`);
  if (value.trim() === '') return null;
  const date = parseDate(value, pattern);
  if (date) return date.toISOString();
  throw new FieldMismatch(`Could not parse value '${value}' as date using date format '${pattern}'.`);
}

function toChoice(value: unknown, values: ReadonlyMap<string, string>): string {
  if (typeof value !== 'string') throw new FieldMismatch(`Value '${textOf(value)}' is not of type String.`);
  if (values.has(value)) return value;
  throw new FieldMismatch(`Invalid value for enum form property: ${value}`);
}
