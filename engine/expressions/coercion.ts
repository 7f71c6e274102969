import { isDeepStrictEqual } from 'node:util';

import { EvaluationProblem } from './expression-error.ts';
import { JsonNode, isJsonObject } from './json-node.ts';
import type { BinaryOperator } from './parser.ts';

/** Rules of the Expression Language (EL 3.0, chapter 1.23 "type conversion") for the types process variables have. */

/** Json values that are a single string, number, boolean or null stand for that value. */
export function unwrapScalar(value: unknown): unknown {
  if (!(value instanceof JsonNode)) return value ?? null;
  return typeof value.data === 'object' && value.data !== null ? value : (value.data ?? null);
}

/** null and '' are 0, strings are parsed. @throws EvaluationProblem for anything that is not a number. */
export function toNumber(input: unknown): number {
  const value = unwrapScalar(input);
  if (value === null || value === '') return 0;
  if (typeof value === 'number') return value;
  if (typeof value === 'string') {
    const number = Number(value.trim());
    if (!Number.isNaN(number)) return number;
  }
  throw new EvaluationProblem(`cannot convert ${describe(value)} to a number`);
}

/** null and '' are false, the string 'true' is true. @throws EvaluationProblem for numbers and structures. */
export function toBoolean(input: unknown): boolean {
  const value = unwrapScalar(input);
  if (value === null || value === '') return false;
  if (typeof value === 'boolean') return value;
  if (typeof value === 'string') return value.toLowerCase() === 'true';
  throw new EvaluationProblem(`cannot convert ${describe(value)} to true or false`);
}

/** null is '', dates are ISO 8601, structures their JSON text. */
export function toText(input: unknown): string {
  const value = unwrapScalar(input);
  if (value === null) return '';
  if (typeof value === 'string') return value;
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  if (value instanceof Date) return value.toISOString();
  if (value instanceof JsonNode) return value.toText();
  if (Array.isArray(value) || isJsonObject(value)) return JSON.stringify(value);
  throw new EvaluationProblem(`cannot convert ${describe(value)} to text`);
}

/** True for null, '', and lists and maps without entries. */
export function isEmpty(input: unknown): boolean {
  const value = input instanceof JsonNode ? input.data : input;
  if (value === null || value === undefined || value === '') return true;
  if (Array.isArray(value)) return value.length === 0;
  return isJsonObject(value) && Object.keys(value).length === 0;
}

/** EL equality: numbers with numbers, booleans with booleans, text with text, else by content. */
export function areEqual(a: unknown, b: unknown): boolean {
  const left = unwrapScalar(a);
  const right = unwrapScalar(b);
  if (left === right) return true;
  if (left === null || right === null) return false;
  if (typeof left === 'number' || typeof right === 'number') return toNumber(left) === toNumber(right);
  if (typeof left === 'boolean' || typeof right === 'boolean') return toBoolean(left) === toBoolean(right);
  if (left instanceof Date || right instanceof Date) return toTime(left) === toTime(right);
  if (typeof left === 'string' || typeof right === 'string') return toText(left) === toText(right);
  return isDeepStrictEqual(plain(left), plain(right));
}

/** Compares with `<`, `>`, `<=` or `>=`; with null on either side only `null <= null` and `null >= null` hold. */
export function compare(operator: BinaryOperator, a: unknown, b: unknown): boolean {
  const left = unwrapScalar(a);
  const right = unwrapScalar(b);
  if (left === null || right === null) return left === right && (operator === '<=' || operator === '>=');
  const order = orderOf(left, right);
  if (operator === '<') return order < 0;
  if (operator === '>') return order > 0;
  return operator === '<=' ? order <= 0 : order >= 0;
}

function orderOf(left: unknown, right: unknown): number {
  if (typeof left === 'number' || typeof right === 'number') return toNumber(left) - toNumber(right);
  if (left instanceof Date || right instanceof Date) return toTime(left) - toTime(right);
  if (typeof left === 'string' || typeof right === 'string') {
    const [a, b] = [toText(left), toText(right)];
    if (a === b) return 0;
    return a < b ? -1 : 1;
  }
  throw new EvaluationProblem(`cannot compare ${describe(left)} with ${describe(right)}`);
}

function toTime(value: unknown): number {
  const time = value instanceof Date ? value.getTime() : typeof value === 'string' ? Date.parse(value) : NaN;
  if (Number.isNaN(time)) throw new EvaluationProblem(`cannot compare ${describe(value)} with a date`);
  return time;
}

function plain(value: unknown): unknown {
  return value instanceof JsonNode ? value.data : value;
}

/** Names the kind of a value, never its content: messages reach logs and incidents. */
export function describe(value: unknown): string {
  if (value === null || value === undefined) return 'null';
  if (value instanceof Date) return 'a date';
  if (value instanceof JsonNode) return 'a JSON structure';
  if (Array.isArray(value)) return 'a list';
  return typeof value === 'object' ? 'an object' : `a ${typeof value}`;
}
