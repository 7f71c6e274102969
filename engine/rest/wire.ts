import type { TypedValue, Variables } from '../executors/port.ts';
import type { SentVariable, SentVariables } from '../../schemas/camunda/answers/variables.ts';
import { toWireDate } from '../../schemas/camunda/dates.ts';

/** JSON as Camunda 7 writes it: dates with a numeric offset, nulls written out. */
export function toWireJson(payload: unknown): string {
  return JSON.stringify(payload, function (this: Record<string, unknown>, key: string, value: unknown) {
    const original = this[key];
    return original instanceof Date ? toWireDate(original) : value;
  });
}

/**
 * A variable as clients get it: file bytes stay behind, dates are written Camunda's way.
 *
 * @param deserialize whether an Object that is JSON is sent as what it says instead of as text; Java's own serialisation
 * always stays text. @default false
 */
export function toWireVariable({ type, value, valueInfo }: TypedValue, deserialize = false): SentVariable {
  const info = valueInfo ?? {};
  const isJson = type === 'Object' && info['serializationDataFormat'] === 'application/json';
  const sent = deserialize && isJson ? parsed(value) : wireValue(type, value);
  return { type, value: sent, valueInfo: info };
}

/** Variables by name as clients get them. */
export function toWireVariables(variables: Variables, deserialize = false): SentVariables {
  return Object.fromEntries(
    Object.entries(variables).map(([name, value]) => [name, toWireVariable(value, deserialize)]),
  );
}

/** Whoever stored the object vouched for it being JSON; when it is not, clients get what is there. */
function parsed(value: unknown): unknown {
  try {
    return typeof value === 'string' ? (JSON.parse(value) as unknown) : value;
  } catch {
    return value;
  }
}

function wireValue(type: string, value: unknown): unknown {
  if (type === 'File') return null;
  if (type !== 'Date' || typeof value !== 'string') return value ?? null;
  const date = new Date(value);
  return Number.isNaN(date.getTime()) ? value : toWireDate(date);
}
