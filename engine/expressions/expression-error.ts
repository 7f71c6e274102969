/** Camunda's wording, which people search for. */
export const UNRESOLVED = 'Unknown property used in expression';

/** An expression that cannot be parsed or evaluated; the message quotes the expression and says why. */
export class ExpressionError extends Error {
  readonly code = 'ENGINE_EXPRESSION';
  /** The whole text as it stands in the model. */
  readonly expression: string;

  constructor(expression: string, reason: string, options?: ErrorOptions) {
    super(reason, options);
    this.name = 'ExpressionError';
    this.expression = expression;
  }

  /** True when a name in the expression stands for nothing (yet). */
  get isUnresolved(): boolean {
    return this.message.startsWith(UNRESOLVED);
  }
}

/** A script that failed; the message is the script's own. */
export class ScriptError extends ExpressionError {}

/** Why a step of the evaluation failed, before it is known in which expression. */
export class EvaluationProblem extends Error {
  override readonly name = 'EvaluationProblem';
}
