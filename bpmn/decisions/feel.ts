import { evaluate, unaryTest } from 'feelin';
import type { EvaluationResult, Warning } from 'feelin';

/** Values by name that an expression may use. */
export type FeelContext = Record<string, unknown>;

/** An expression that is wrong, or that used something that is not there. */
export class FeelProblem extends Error {
  override readonly name = 'FeelProblem';
}

/**
 * Value of a FEEL expression; an empty one is null.
 *
 * @throws FeelProblem for a syntax error, an unknown variable or function, or values of the wrong type: FEEL itself would
 *   answer null, and a decision about a person must not rest on a misspelt name.
 */
export function evaluateFeel(expression: string, context: FeelContext): unknown {
  if (expression === '') return null;
  return valueOf(expression, () => evaluate(expression, context));
}

/** A moment as FEEL knows it. */
export function feelDate(moment: Date): unknown {
  return evaluateFeel(`date and time("${moment.toISOString()}")`, {});
}

/** A value FEEL gave, as plain JavaScript: dates become Date. */
export function plainValue(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(plainValue);
  if (typeof value !== 'object' || value === null) return value;
  if ('toJSDate' in value && typeof value.toJSDate === 'function')
    return (value.toJSDate as () => Date).call(value);
  return Object.fromEntries(Object.entries(value).map(([name, part]) => [name, plainValue(part)]));
}

/**
 * Whether `value` passes a cell of unary tests (`>= 16`, `"a","b"`, `-`); values that cannot be compared do not match.
 *
 * @throws FeelProblem as `evaluateFeel`.
 */
export function matchesFeel(test: string, value: unknown, context: FeelContext): boolean {
  if (test === '' || test === '-') return true;
  return valueOf(test, () => unaryTest(test, { ...context, '?': value })) === true;
}

function valueOf<Value>(expression: string, run: () => EvaluationResult<Value>): Value {
  let result: EvaluationResult<Value>;
  try {
    result = run();
  } catch (error) {
    throw new FeelProblem(`"${expression}" is not a FEEL expression: ${(error as Error).message}`, {
      cause: error,
    });
  }
  const problem = result.warnings.find(isMistake);
  if (problem) throw new FeelProblem(`"${expression}": ${problem.message}`);
  return result.value;
}

/** Comparing with null is a plain "no match" in DMN; everything else feelin warns of is a mistake in the table or its input. */
function isMistake(warning: Warning): boolean {
  return warning.type !== 'NOT_COMPARABLE';
}
