import { evaluate, FeelDate, FeelDateTime, FeelDuration, FeelTime, unaryTest } from 'feelin';
import type { EvaluationResult } from 'feelin';

/** Values by name that an expression may use. */
export type FeelContext = Record<string, unknown>;

/** An expression that cannot be read, or that calls a function nobody knows. */
export class FeelProblem extends Error {
  override readonly name = 'FeelProblem';
}

/** Why FEEL answered null: a code such as `NO_VARIABLE_FOUND`, and what it is about as the model writes it; never a value. */
export interface FeelWarning {
  code: string;
  text: string;
}

/** Hears why an expression, or a part of it, is null. */
export type Warn = (warning: FeelWarning) => void;

/**
 * Value of a FEEL expression; an empty one is null. As the standard wants it, what cannot be computed (a variable that is not
 * there, values of the wrong type) is null.
 *
 * @throws FeelProblem for a syntax error or an unknown function: there are functions that other engines know.
 */
export function evaluateFeel(expression: string, context: FeelContext, warn: Warn): unknown {
  if (expression === '') return null;
  const value = valueOf(expression, () => evaluate(expression, context), warn);
  if (typeof value !== 'function') return value;
  // The name of a function, such as `sum`, where a variable of that name was not given.
  warn({ code: 'NO_VARIABLE_FOUND', text: expression });
  return null;
}

/** A moment as FEEL knows it. */
export function feelDate(moment: Date): unknown {
  return evaluateFeel(`date and time("${moment.toISOString()}")`, {}, () => undefined);
}

/** A value FEEL gave, as plain JavaScript: moments become Date, other dates, times and durations their text. */
export function plainValue(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(plainValue);
  if (typeof value !== 'object' || value === null || value instanceof Date) return value;
  if (value instanceof FeelDateTime) return toMoment(value);
  if (isTemporal(value)) return value.toString();
  return Object.fromEntries(Object.entries(value).map(([name, part]) => [name, plainValue(part)]));
}

/** Whether a value is a date, a time, both, or a duration. */
export function isTemporal(value: unknown): value is FeelDate | FeelTime | FeelDateTime | FeelDuration {
  return [FeelDate, FeelTime, FeelDateTime, FeelDuration].some((kind) => value instanceof kind);
}

/** Without a zone it is a moment of the machine's. */
function toMoment(value: FeelDateTime): Date {
  const zone = value.zone ?? Intl.DateTimeFormat().resolvedOptions().timeZone;
  return new Date(value.unwrap().toZonedDateTime(zone).epochMilliseconds);
}

/**
 * Whether `value` passes a cell of unary tests (`>= 16`, `"a","b"`, `-`); values that cannot be compared do not match.
 *
 * @throws FeelProblem as `evaluateFeel`.
 */
export function matchesFeel(test: string, value: unknown, context: FeelContext, warn: Warn): boolean {
  if (test === '' || test === '-') return true;
  if (boundsIn(test).some((bound) => isOfOtherType(value, boundOf(bound, context)))) return false;
  return valueOf(test, () => unaryTest(test, { ...context, '?': value }), warn) === true;
}

/** What a comparison or interval compares with; of a list of several tests none. */
function boundsIn(test: string): string[] {
  const [, from, to] = /^[[\](]([^,]+?)\.\.((?:(?!\.\.)[^,])+)[\][)]$/.exec(test) ?? [];
  if (from !== undefined && to !== undefined) return [from, to];
  const [, value] = /^[<>]=?([^,]+)$/.exec(test) ?? [];
  return value === undefined ? [] : [value];
}

function boundOf(text: string, context: FeelContext): unknown {
  const number = Number(text);
  return Number.isNaN(number) ? evaluateFeel(text.trim(), context, () => undefined) : number;
}

/** feelin takes any text and any boolean to be at least, and at most, any number; in FEEL they cannot be compared. */
function isOfOtherType(value: unknown, bound: unknown): boolean {
  const types = [typeof value, typeof bound];
  return types[0] !== types[1] && types.every((type) => ['string', 'number', 'boolean'].includes(type));
}

function valueOf<Value>(expression: string, run: () => EvaluationResult<Value>, warn: Warn): Value {
  let result: EvaluationResult<Value>;
  try {
    result = run();
  } catch (error) {
    throw new FeelProblem(`"${expression}" is not a FEEL expression: ${(error as Error).message}`, {
      cause: error,
    });
  }
  for (const { type, position } of result.warnings) {
    const text = expression.slice(position.from, position.to);
    if (type === 'NO_FUNCTION_FOUND')
      throw new FeelProblem(`"${expression}": there is no function "${text}"`);
    // That null is neither smaller nor larger is what tables count on.
    if (type !== 'NOT_COMPARABLE') warn({ code: type, text });
  }
  return result.value;
}
