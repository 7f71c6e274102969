import { DecisionError } from './decision-error.ts';
import { applyHitPolicy } from './apply-hit-policy.ts';
import type { Hit } from './apply-hit-policy.ts';
import { evaluateFeel, matchesFeel } from './feel.ts';
import type { FeelContext } from './feel.ts';
import type { Decision, DecisionModel, DecisionTable, TableInput } from './decision-model.ts';

/** What a decision answers. */
export interface DecisionResult {
  /** One entry per row of the answer: outputs by name. Empty when no rule matches. */
  rows: Record<string, unknown>[];
  /** Ids of the rules behind the rows, in order; empty for a literal expression or an aggregate. */
  ruleIds: string[];
  /** What the input columns of the table gave. */
  inputs: { id: string | null; label: string; value: unknown }[];
}

/**
 * Evaluates one decision and, before it, the decisions it requires. Pure: no clock, no I/O.
 *
 * As in Camunda, outputs of a required decision are visible by their names (a list of values if it answers several rows);
 * besides, as in the DMN standard, by the name of the decision's variable.
 *
 * @throws DecisionError naming decision and rule when the model, an expression or an input is wrong.
 */
export function evaluateDecision(
  model: DecisionModel,
  decisionId: string,
  input: FeelContext,
): DecisionResult {
  const decision = model.get(decisionId);
  if (!decision) {
    const known = [...model.keys()].join(', ');
    throw new DecisionError(
      'unknown-decision',
      `There is no decision "${decisionId}"; the file has ${known}.`,
    );
  }
  let context = input;
  for (const requiredId of decision.requiredDecisions) {
    context = { ...context, ...visibleResult(model, requiredId, context) };
  }
  if (decision.logic.kind === 'table') return evaluateTable(decision, decision.logic, context);
  const { expression } = decision.logic;
  const value = inDecision(decision, undefined, () => evaluateFeel(expression, context));
  return { rows: [{ [decision.variable ?? decision.id]: value }], ruleIds: [], inputs: [] };
}

function visibleResult(model: DecisionModel, decisionId: string, context: FeelContext): FeelContext {
  const { rows } = evaluateDecision(model, decisionId, context);
  const required = model.get(decisionId) as Decision;
  const names = required.logic.kind === 'table' ? required.logic.outputs : Object.keys(rows[0] ?? {});
  const isList = rows.length > 1;
  const visible: FeelContext = {};
  for (const name of names) {
    visible[name] = isList ? rows.map((row) => row[name]) : (rows[0]?.[name] ?? null);
  }
  const onlyName = names.length === 1 ? names[0] : undefined;
  if (required.variable && required.variable !== onlyName) {
    visible[required.variable] = onlyName ? visible[onlyName] : isList ? rows : (rows[0] ?? null);
  }
  return visible;
}

function evaluateTable(decision: Decision, table: DecisionTable, context: FeelContext): DecisionResult {
  const values = table.inputs.map((input) =>
    typedValue(
      decision,
      input,
      inDecision(decision, undefined, () => evaluateFeel(input.expression, context)),
    ),
  );
  const hits: Hit[] = [];
  for (const rule of table.rules) {
    inDecision(decision, rule.id, () => {
      const isMatch = values.every((value, index) => matchesFeel(rule.tests[index] ?? '', value, context));
      if (!isMatch) return;
      const outputs = table.outputs.map((name, index) => [
        name,
        evaluateFeel(rule.results[index] ?? '', context),
      ]);
      hits.push({ ruleId: rule.id, outputs: Object.fromEntries(outputs) as Record<string, unknown> });
    });
    if (table.hitPolicy === 'FIRST' && hits.length > 0) break;
  }
  const answer = applyHitPolicy(table, decision.id, hits);
  return {
    rows: answer.map((hit) => hit.outputs),
    ruleIds: answer.flatMap((hit) => (hit.ruleId ? [hit.ruleId] : [])),
    inputs: table.inputs.map(({ id, label }, index) => ({ id, label, value: values[index] })),
  };
}

/** Process variables may arrive as text ("12"): converted by the column's type as Camunda does, refused when that fails. */
function typedValue(decision: Decision, input: TableInput, value: unknown): unknown {
  if (value === null || value === undefined) return null;
  const type = input.typeRef?.toLowerCase();
  if (type && ['number', 'integer', 'long', 'double'].includes(type)) {
    const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
    if (typeof number === 'number' && Number.isFinite(number)) return number;
  } else if (type === 'boolean') {
    if (typeof value === 'boolean') return value;
    if (value === 'true' || value === 'false') return value === 'true';
  } else {
    return value;
  }
  throw new DecisionError(
    'bad-input',
    `Input "${input.label}" of decision "${decision.id}" must be a ${type}, but it is a ${typeof value}.`,
    { decisionId: decision.id },
  );
}

function inDecision<Value>(decision: Decision, ruleId: string | undefined, run: () => Value): Value {
  try {
    return run();
  } catch (error) {
    if (error instanceof DecisionError) throw error;
    const place = ruleId ? `Rule "${ruleId}" of decision "${decision.id}"` : `Decision "${decision.id}"`;
    throw new DecisionError('bad-expression', `${place}: ${(error as Error).message}`, {
      decisionId: decision.id,
      ruleId,
      cause: error,
    });
  }
}
