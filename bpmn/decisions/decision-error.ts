/** What can go wrong with a decision; stable, for logs and tests. */
export type DecisionErrorCode =
  'invalid-dmn' | 'unknown-decision' | 'unsupported' | 'bad-input' | 'bad-expression' | 'hit-policy-violated';

/** A decision that cannot be read or evaluated; the message names the decision, the rule where there is one, and what to do. */
export class DecisionError extends Error {
  readonly code: DecisionErrorCode;
  readonly decisionId: string | null;
  readonly ruleId: string | null;

  constructor(
    code: DecisionErrorCode,
    message: string,
    where: { decisionId?: string | undefined; ruleId?: string | undefined; cause?: unknown } = {},
  ) {
    super(message, where.cause === undefined ? undefined : { cause: where.cause });
    this.name = 'DecisionError';
    this.code = code;
    this.decisionId = where.decisionId ?? null;
    this.ruleId = where.ruleId ?? null;
  }
}
