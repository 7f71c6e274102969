import { describe, toText } from './coercion.ts';
import { compileNode } from './evaluator.ts';
import type { Evaluate, ExpressionScope } from './evaluator.ts';
import { EvaluationProblem, ExpressionError, UNRESOLVED } from './expression-error.ts';
import { parseExpression } from './parser.ts';
import { isLongNode } from './long-value.ts';
import { splitTemplate } from './template.ts';
import type { TemplatePart } from './template.ts';

/** A text of a model that may contain expressions, parsed once. */
export interface CompiledExpression {
  readonly text: string;
  /** True when there is no `${…}` or `#{…}` in it: `evaluate` answers the text itself. */
  readonly isLiteral: boolean;
  /** True when a whole number it gives is a Long in JUEL: it is written down or computed, not read from a variable. */
  readonly givesLong: boolean;
  /** One expression answers its value, text with expressions in it a string. @throws ExpressionError */
  evaluate(scope: ExpressionScope): unknown;
  /** As `evaluate`, for conditions. @throws ExpressionError also when the value is not true or false. */
  evaluateCondition(scope: ExpressionScope): boolean;
}

/** Parses the text of an attribute or element of a model. @throws ExpressionError when an expression in it is wrong. */
export function compileExpression(text: string): CompiledExpression {
  const parts = parseParts(text);
  const compiled = guarded(text, PARSING, () => parts.map(compilePart));
  const evaluate = (scope: ExpressionScope): unknown =>
    guarded(text, EVALUATION, () => evaluateParts(compiled, scope));
  return {
    text,
    isLiteral: parts.every((part) => part.kind === 'text'),
    givesLong: parts.length === 1 && parts.every(isComputed),
    evaluate,
    evaluateCondition: (scope) => {
      const value = evaluate(scope);
      if (typeof value === 'boolean') return value;
      throw new ExpressionError(
        text,
        `condition expression returns non-Boolean: ${text} gives ${describe(value)}`,
      );
    },
  };
}

/** Answers compiled expressions by text; each text is compiled once. One per model, so it is as long-lived as that. */
export function createExpressionCache(): (text: string) => CompiledExpression {
  const compiled = new Map<string, CompiledExpression>();
  return (text) => {
    let expression = compiled.get(text);
    if (!expression) compiled.set(text, (expression = compileExpression(text)));
    return expression;
  };
}

function parseParts(text: string): TemplatePart[] {
  return guarded(text, PARSING, () => splitTemplate(text));
}

function compilePart(part: TemplatePart): Evaluate {
  return part.kind === 'text' ? () => part.value : compileNode(parseExpression(part.source));
}

function isComputed(part: TemplatePart): boolean {
  return part.kind !== 'text' && isLongNode(parseExpression(part.source));
}

function evaluateParts(parts: Evaluate[], scope: ExpressionScope): unknown {
  const [only, ...others] = parts;
  if (only && others.length === 0) return only(scope);
  return parts.map((part) => toText(part(scope))).join('');
}

/** Camunda's wording, which people search for. */
const PARSING = 'Error while parsing expression';
const EVALUATION = 'Error while evaluating expression';

function guarded<T>(text: string, label: string, work: () => T): T {
  try {
    return work();
  } catch (cause) {
    if (cause instanceof RangeError) throw new ExpressionError(text, `${label}: it is too long.`, { cause });
    if (!(cause instanceof EvaluationProblem)) throw cause;
    const isUnresolved = cause.message.startsWith('Cannot resolve identifier');
    throw new ExpressionError(
      text,
      `${isUnresolved ? UNRESOLVED : label}: ${text}. Cause: ${cause.message}`,
      {
        cause,
      },
    );
  }
}
