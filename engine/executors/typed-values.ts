import { LongValue } from '../expressions/long-value.ts';
import { JsonNode, isJsonObject } from '../expressions/json-node.ts';
import type { TypedValue } from './port.ts';
import { TypedVariable } from './typed-variable.ts';

const MAX_INTEGER = 2_147_483_647;

/** The value an expression sees for a variable: Date as Date, Json as `JsonNode`, the rest as it is. */
export function toExpressionValue({ type, value }: TypedValue): unknown {
  if (value === null || value === undefined) return null;
  if (type === 'Date') return new Date(value as string);
  if (type === 'Json' || type === 'Object') return new JsonNode(fromJsonText(value));
  return value;
}

/** The variable that holds the result of an expression, typed as Camunda would type it. */
export function toTypedValue(result: unknown): TypedValue {
  if (result === null || result === undefined) return { type: 'Null', value: null };
  if (result instanceof LongValue) return { type: 'Long', value: result.value };
  if (result instanceof TypedVariable) return result.variable;
  if (result instanceof Date) return { type: 'Date', value: result.toISOString() };
  if (result instanceof JsonNode) return { type: 'Json', value: result.toText() };
  if (typeof result === 'boolean') return { type: 'Boolean', value: result };
  if (typeof result === 'number') return { type: numberType(result), value: result };
  if (typeof result === 'string') return { type: 'String', value: result };
  if (Array.isArray(result) || isJsonObject(result))
    return { type: 'Json', value: JSON.stringify(result, plainJson) };
  throw new TypeError('the result of the expression cannot be kept in a process variable');
}

/** The elements of a list variable or of a list an expression gave; null when it is none. */
export function toList(value: unknown): unknown[] | null {
  const data = value instanceof JsonNode ? value.data : value;
  return Array.isArray(data) ? (data as unknown[]) : null;
}

function numberType(value: number): string {
  if (!Number.isInteger(value)) return 'Double';
  return Math.abs(value) <= MAX_INTEGER ? 'Integer' : 'Long';
}

function plainJson(_key: string, value: unknown): unknown {
  return value instanceof JsonNode ? value.data : value;
}

/** Json arrives as text; a value some other program stored unserialised is taken as it is. */
function fromJsonText(value: unknown): unknown {
  if (typeof value !== 'string') return value;
  try {
    return JSON.parse(value) as unknown;
  } catch {
    return value;
  }
}
