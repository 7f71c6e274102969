/** Business rule tasks that a decision does. */
import { ExecutorFailure } from '../../executors/executor-failure.ts';
import { toExpressionValue } from '../../executors/typed-values.ts';
import { JsonNode } from '../../expressions/json-node.ts';
import { evaluateText, placeOf, typed } from '../evaluate.ts';
import type { Behaviour, DecisionMapping, Element } from '../model.ts';
import type { StateNode } from '../state.ts';
import type { Step } from '../step.ts';
import { bindingOf } from './calls.ts';

type Row = Record<string, unknown>;

/** The variable of the task that holds what the decision gave, as Camunda names it. */
const WHOLE_RESULT = 'decisionResult';

/** Evaluates a decision with everything the task sees, keeps its result, and goes on. */
export function decisionTask(
  step: Step,
  node: StateNode,
  element: Element,
  { call, mapping, resultVariable }: Extract<Behaviour, { kind: 'decision' }>,
): void {
  const place = placeOf(step, node.id);
  const decision = evaluateText(step, call.reference, place);
  if (decision === null || !step.context.decide) {
    throw new ExecutorFailure(`'${call.reference.text}' does not name a decision.`, {
      activityId: element.id,
    });
  }
  const request = {
    decision,
    binding: bindingOf(step, call, place),
    ...(call.tenantId ? { tenantId: evaluateText(step, call.tenantId, place) } : {}),
  };
  const { rows, evaluation } = step.context.decide(request, inputOf(step, place.path));
  step.effects.push({
    kind: 'decision-evaluated',
    ...step.ref(node.id, element, [...place.path]),
    evaluation,
  });
  // As in Camunda the whole result is there for the output parameters and listeners of the task, beside a variable for it.
  const isSeen = element.outputs.length > 0 || element.listeners.end.length > 0;
  if (isSeen || resultVariable === null) step.variables.setLocal(node.id, WHOLE_RESULT, typed(rows, place));
  if (resultVariable === WHOLE_RESULT) {
    throw new ExecutorFailure(
      `The whole result is named '${WHOLE_RESULT}': name the resultVariable otherwise.`,
      {
        activityId: element.id,
      },
    );
  }
  if (resultVariable !== null)
    step.variables.set(place.path, resultVariable, typed(mapResult(rows, mapping, element.id), place));
  step.next({ do: 'leave', node: node.id });
}

function inputOf(step: Step, path: readonly string[]): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(step.variables.visible(path)).map(([name, variable]) => {
      const value = toExpressionValue(variable);
      return [name, value instanceof JsonNode ? value.data : value];
    }),
  );
}

function mapResult(rows: readonly Row[], mapping: DecisionMapping, activityId: string): unknown {
  switch (mapping) {
    case 'singleEntry':
      return entryOf(onlyRow(rows, mapping, activityId), mapping, activityId);
    case 'singleResult':
      return onlyRow(rows, mapping, activityId) ?? null;
    case 'collectEntries':
      return rows.map((row) => entryOf(row, mapping, activityId));
    case 'resultList':
      return rows;
  }
}

function onlyRow(rows: readonly Row[], mapping: DecisionMapping, activityId: string): Row | undefined {
  const [row, another] = rows;
  if (!another) return row;
  throw new ExecutorFailure(
    `The decision gives ${rows.length} rows, but mapDecisionResult="${mapping}" takes one at most.`,
    { activityId },
  );
}

function entryOf(row: Row | undefined, mapping: DecisionMapping, activityId: string): unknown {
  const values = Object.values(row ?? {});
  if (values.length <= 1) return values[0] ?? null;
  throw new ExecutorFailure(
    `The decision gives ${values.length} outputs, but mapDecisionResult="${mapping}" takes one.`,
    { activityId },
  );
}
