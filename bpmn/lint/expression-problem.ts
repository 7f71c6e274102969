import { compileExpression } from '../../engine/expressions/expression.ts';
import { ExpressionError } from '../../engine/expressions/expression-error.ts';
import { splitTemplate } from '../../engine/expressions/template.ts';

/** What is wrong with the expressions in a text, in Camunda's words; null when nothing is. */
export function expressionProblem(source: string): string | null {
  try {
    compileExpression(source);
    return null;
  } catch (error) {
    if (error instanceof ExpressionError) return error.message;
    throw error;
  }
}

/**
 * As `expressionProblem`, for texts that must be one `${…}` or `#{…}` and nothing beside it: only then does the value
 * keep its type.
 */
export function singleExpressionProblem(source: string): string | null {
  const problem = expressionProblem(source);
  if (problem !== null) return problem;
  const parts = splitTemplate(source);
  return parts.length === 1 && parts[0]?.kind === 'expression'
    ? null
    : `The condition is '${source}': write one expression in \${ }, such as \${riskLevel == 'high'}.`;
}
