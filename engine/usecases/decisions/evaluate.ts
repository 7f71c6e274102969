import { DecisionError } from '../../../bpmn/decisions/decision-error.ts';
import type { DecisionModel } from '../../../bpmn/decisions/decision-model.ts';
import { countElements } from '../../../bpmn/decisions/count-elements.ts';
import { evaluateDecision } from '../../../bpmn/decisions/evaluate-decision.ts';
import type { DecisionResult } from '../../../bpmn/decisions/evaluate-decision.ts';
import { feelDate, plainValue } from '../../../bpmn/decisions/feel.ts';
import { ExecutorFailure } from '../../executors/executor-failure.ts';
import type { Log } from '../../log.ts';
import type { DecisionDefinitionRow } from '../../store/decision-definitions.ts';
import type { Meters } from '../metrics/meters.ts';

/** A decision that is ready to be evaluated. */
export interface LoadedDecision {
  definition: DecisionDefinitionRow;
  model: DecisionModel;
}

/** An evaluation with the decision it is of. */
export interface Evaluation extends DecisionResult {
  definition: DecisionDefinitionRow;
}

/**
 * Evaluates a decision; dates go in and come out as Date.
 *
 * @throws ExecutorFailure naming decision and rule
 */
export function evaluateLoaded(
  { definition, model }: LoadedDecision,
  variables: Record<string, unknown>,
): Evaluation {
  const input = Object.fromEntries(
    Object.entries(variables).map(([name, value]) => [name, value instanceof Date ? feelDate(value) : value]),
  );
  try {
    const { rows, ruleIds, inputs, warnings } = evaluateDecision(model, definition.key, input);
    return {
      definition,
      rows: rows.map((row) => plainValue(row) as Record<string, unknown>),
      ruleIds,
      inputs: inputs.map((one) => ({ ...one, value: plainValue(one.value) })),
      warnings,
    };
  } catch (error) {
    if (!(error instanceof DecisionError)) throw error;
    throw new ExecutorFailure(error.message, { cause: error });
  }
}

/** Tells the log what is null in an evaluation because something is not there. */
export function logWarnings(log: Log, { definition, warnings }: Evaluation): void {
  for (const { decisionId, at, code, text } of warnings) {
    log('warn', 'decision-without-value', { definitionId: definition.id, decisionId, at, code, text });
  }
}

/** Counts evaluations that were made, for Camunda's metrics. */
export function countEvaluations(meters: Meters, made: readonly LoadedDecision[]): void {
  for (const { definition, model } of made) {
    const { decisions, elements } = countElements(model, definition.key);
    meters.mark('executed-decision-instances', decisions);
    meters.mark('executed-decision-elements', elements);
  }
}
