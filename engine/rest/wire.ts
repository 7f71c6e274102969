import type { TypedValue, Variables } from '../executors/port.ts';
import { toWireDate } from '../../schemas/camunda/dates.ts';

/** JSON as Camunda 7 writes it: dates with a numeric offset, nulls written out. */
export function toWireJson(payload: unknown): string {
  return JSON.stringify(payload, function (this: Record<string, unknown>, key: string, value: unknown) {
    const original = this[key];
    return original instanceof Date ? toWireDate(original) : value;
  });
}

/** A variable as clients get it: file bytes stay behind, dates are written Camunda's way. */
export function toWireVariable({ type, value, valueInfo }: TypedValue): TypedValue {
  return { type, value: wireValue(type, value), valueInfo: valueInfo ?? {} };
}

/** Variables by name as clients get them. */
export function toWireVariables(variables: Variables): Variables {
  return Object.fromEntries(Object.entries(variables).map(([name, value]) => [name, toWireVariable(value)]));
}

function wireValue(type: string, value: unknown): unknown {
  if (type === 'File') return null;
  if (type !== 'Date' || typeof value !== 'string') return value ?? null;
  const date = new Date(value);
  return Number.isNaN(date.getTime()) ? value : toWireDate(date);
}
