import { isDeepStrictEqual } from 'node:util';
import { DecisionError } from './decision-error.ts';
import { applyHitPolicy } from './apply-hit-policy.ts';
import type { Hit } from './apply-hit-policy.ts';
import { evaluateFeel, matchesFeel } from './feel.ts';
import type { FeelContext, FeelWarning, Warn } from './feel.ts';
import type { Decision, DecisionModel, DecisionTable } from './decision-model.ts';
import { convertOutput, convertValue, WrongType } from './convert-value.ts';

/** What a decision answers. */
export interface DecisionResult {
  /** One entry per row of the answer: outputs by name. Empty when no rule matches. */
  rows: Record<string, unknown>[];
  /** Ids of the rules behind the rows, in order; empty for a literal expression or an aggregate. */
  ruleIds: string[];
  /** What the input columns of the table gave. */
  inputs: { id: string | null; label: string; value: unknown }[];
  /** Why something is null, of the required decisions too: each reason once for each place. */
  warnings: DecisionWarning[];
}

/** Why something in a decision is null. */
export interface DecisionWarning extends FeelWarning {
  decisionId: string;
  /** Id of the rule or input; null: the expression of the decision. */
  at: string | null;
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
  const warnings: DecisionWarning[] = [];
  let context = input;
  for (const requiredId of decision.requiredDecisions) {
    const required = evaluateDecision(model, requiredId, context);
    warnings.push(...required.warnings);
    context = { ...context, ...visibleResult(model.get(requiredId) as Decision, required) };
  }
  const place: Place = { decision, context, warnings };
  if (decision.logic.kind === 'table') return { ...evaluateTable(place, decision.logic), warnings };
  const { expression, typeRef } = decision.logic;
  const value = at(place, null, (warn) => convertOutput(typeRef, evaluateFeel(expression, context, warn)));
  return { rows: [{ [decision.variable ?? decision.id]: value }], ruleIds: [], inputs: [], warnings };
}

/** What is evaluated, with what, and where warnings go. */
interface Place {
  decision: Decision;
  context: FeelContext;
  warnings: DecisionWarning[];
}

function visibleResult(required: Decision, { rows }: DecisionResult): FeelContext {
  const names =
    required.logic.kind === 'table'
      ? required.logic.outputs.map(({ name }) => name)
      : Object.keys(rows[0] ?? {});
  const isList = rows.length > 1;
  const visible: FeelContext = {};
  for (const name of names) {
    visible[name] = isList ? rows.map((row) => row[name] ?? null) : (rows[0]?.[name] ?? null);
  }
  const onlyName = names.length === 1 ? names[0] : undefined;
  if (required.variable && required.variable !== onlyName) {
    visible[required.variable] = onlyName ? visible[onlyName] : isList ? rows : (rows[0] ?? null);
  }
  return visible;
}

function evaluateTable(place: Place, table: DecisionTable): Omit<DecisionResult, 'warnings'> {
  const { decision, context } = place;
  const inputs = table.inputs.map(({ id, label, expression, typeRef, variable }) => {
    const value = at(place, { id: id ?? label, isRule: false }, (warn) =>
      convertValue(typeRef, evaluateFeel(expression, context, warn)),
    );
    return { id, label, value, inCells: { ...context, [variable]: value } };
  });
  const hits: Hit[] = [];
  for (const rule of table.rules) {
    at(place, { id: rule.id, isRule: true }, (warn) => {
      const isMatch = inputs.every(({ value, inCells }, index) =>
        matchesFeel(rule.tests[index] ?? '', value, inCells, warn),
      );
      if (!isMatch) return;
      // As in Camunda a cell that is left empty gives no output, and not null.
      const outputs = table.outputs.flatMap(({ name, typeRef }, index) => {
        const cell = rule.results[index] ?? '';
        return cell === '' ? [] : [[name, convertOutput(typeRef, evaluateFeel(cell, context, warn))]];
      });
      hits.push({ ruleId: rule.id, outputs: Object.fromEntries(outputs) as Record<string, unknown> });
    });
    if (table.hitPolicy === 'FIRST' && hits.length > 0) break;
  }
  const answer = applyHitPolicy(table, decision.id, hits);
  return {
    rows: answer.map((hit) => hit.outputs),
    ruleIds: answer.flatMap((hit) => (hit.ruleId ? [hit.ruleId] : [])),
    inputs: inputs.map(({ id, label, value }) => ({ id, label, value })),
  };
}

/** Evaluates something that stands somewhere: errors and warnings say where. */
function at<Value>(
  { decision, warnings }: Place,
  spot: { id: string; isRule: boolean } | null,
  run: (warn: Warn) => Value,
): Value {
  const warn: Warn = ({ code, text }) => {
    const warning = { decisionId: decision.id, at: spot?.id ?? null, code, text };
    if (!warnings.some((known) => isDeepStrictEqual(known, warning))) warnings.push(warning);
  };
  try {
    return run(warn);
  } catch (error) {
    if (error instanceof DecisionError) throw error;
    const ruleId = spot?.isRule ? spot.id : undefined;
    const where = spot ? `${spot.isRule ? 'Rule' : 'Input'} "${spot.id}" of decision` : 'Decision';
    const code = error instanceof WrongType && spot?.isRule === false ? 'bad-input' : 'bad-expression';
    throw new DecisionError(code, `${where} "${decision.id}": ${(error as Error).message}`, {
      decisionId: decision.id,
      ruleId,
      cause: error,
    });
  }
}
