import type { DecisionModel } from './decision-model.ts';

/** What an evaluation goes through. */
export interface EvaluatedParts {
  /** The decision and all that it requires, each once. */
  decisions: number;
  /** Cells of their tables, and one for each literal expression. */
  elements: number;
}

/** How much Camunda counts for one evaluation of a decision (`DecisionTableEvaluationHandler` of its DMN engine). */
export function countElements(model: DecisionModel, decisionId: string): EvaluatedParts {
  const seen = new Set<string>();
  let elements = 0;
  const visit = (id: string): void => {
    const decision = model.get(id);
    if (!decision || seen.has(id)) return;
    seen.add(id);
    decision.requiredDecisions.forEach(visit);
    const { logic } = decision;
    elements +=
      logic.kind === 'table' ? (logic.inputs.length + logic.outputs.length) * logic.rules.length : 1;
  };
  visit(decisionId);
  return { decisions: seen.size, elements };
}
