import { z } from 'zod';
import { RiskLevel } from '../../../schemas/codes.ts';
import type { DecisionModel } from '../../../bpmn/decisions/decision-model.ts';
import { evaluateDecision } from '../../../bpmn/decisions/evaluate-decision.ts';
import type { DecisionWarning } from '../../../bpmn/decisions/evaluate-decision.ts';
import { DecisionError } from '../../../bpmn/decisions/decision-error.ts';
import { FatalFailure } from '../worker-errors.ts';

/** The decision in `bpmn/screening.dmn`, its inputs and outputs. */
export const SCREENING_DECISION = 'screening';

/** What the risk of a case is judged by. */
export interface RiskFacts {
  /** 1–5; null when nobody has judged it yet. */
  likelihood: number | null;
  impact: number | null;
  isDetained: boolean;
  isChild: boolean;
  isSexualViolence: boolean;
  /** The same person came within 30 days before. */
  isRepeat: boolean;
}

const ScreeningAnswer = z.object({ riskLevel: RiskLevel, riskScore: z.number() });
/** Risk level and score of a case. */
export type ScreeningAnswer = z.infer<typeof ScreeningAnswer>;

/** A person who tells their story gives no numbers: until an officer judges, the middle, so that unknown never means low. */
const UNKNOWN = 3;

/**
 * Risk level and score by the decision table that coordinators may redraw.
 *
 * @throws FatalFailure when the table has no answer or a wrong one: a person must look, a default could cost a life.
 */
export function assessRisk(decisions: DecisionModel, facts: RiskFacts): ScreeningAnswer {
  const input = { ...facts, likelihood: facts.likelihood ?? UNKNOWN, impact: facts.impact ?? UNKNOWN };
  try {
    const { rows, warnings } = evaluateDecision(decisions, SCREENING_DECISION, input);
    const [warning] = warnings;
    if (warning) throw new FatalFailure('screening-decision', wordsOf(warning));
    const answer = ScreeningAnswer.safeParse(rows[0]);
    if (answer.success) return answer.data;
  } catch (error) {
    if (error instanceof DecisionError)
      throw new FatalFailure('screening-decision', error.message, { cause: error });
    throw error;
  }
  throw new FatalFailure(
    'screening-decision',
    `Decision "${SCREENING_DECISION}" gives no usable riskLevel and riskScore for this case; correct bpmn/screening.dmn.`,
  );
}

/** What the table asks for and nobody gave may be a misspelt name: a decision about a person must not rest on it. */
function wordsOf({ decisionId, at, code, text }: DecisionWarning): string {
  return `Decision "${decisionId}"${at === null ? '' : `, "${at}"`}: "${text}" gives nothing (${code}); correct bpmn/screening.dmn.`;
}
