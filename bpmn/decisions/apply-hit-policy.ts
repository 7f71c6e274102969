import { isDeepStrictEqual } from 'node:util';
import { DecisionError } from './decision-error.ts';
import type { Aggregation, DecisionTable } from './decision-model.ts';

/** One rule that matched and its outputs by name. */
export interface Hit {
  ruleId: string;
  outputs: Record<string, unknown>;
}

/**
 * The rows a table answers with, from the rules that match in table order.
 *
 * @throws DecisionError `hit-policy-violated` when UNIQUE or ANY finds rules that contradict each other.
 */
export function applyHitPolicy(table: DecisionTable, decisionId: string, hits: Hit[]): Hit[] {
  const [first] = hits;
  if (!first) return table.aggregation === 'COUNT' ? [aggregated(table, 0)] : [];
  switch (table.hitPolicy) {
    case 'FIRST':
      return [first];
    case 'RULE ORDER':
      return hits;
    case 'COLLECT':
      return table.aggregation ? aggregate(table, table.aggregation, decisionId, hits) : hits;
    case 'UNIQUE':
      if (hits.length > 1) throw violation(decisionId, hits, 'only one may match (hit policy UNIQUE)');
      return [first];
    case 'ANY':
      if (!hits.every((hit) => isDeepStrictEqual(hit.outputs, first.outputs))) {
        throw violation(decisionId, hits, 'all must give the same result (hit policy ANY)');
      }
      return [first];
  }
}

/** Of the rules that give an output; as in Camunda all rows stay when none does. */
function aggregate(table: DecisionTable, aggregation: Aggregation, decisionId: string, hits: Hit[]): Hit[] {
  const giving = hits.filter(({ outputs }) => Object.keys(outputs).length > 0);
  if (aggregation === 'COUNT') return [aggregated(table, giving.length)];
  return giving.length > 0 ? [aggregated(table, fold(table, aggregation, decisionId, giving))] : hits;
}

function fold(
  table: DecisionTable,
  aggregation: Exclude<Aggregation, 'COUNT'>,
  decisionId: string,
  hits: Hit[],
): number {
  const name = nameOf(table);
  const numbers = hits.map(({ ruleId, outputs }) => {
    const value = outputs[name];
    if (typeof value === 'number') return value;
    throw new DecisionError(
      'bad-expression',
      `Rule "${ruleId}" of decision "${decisionId}" gives no number for "${name}"; ${aggregation} needs one.`,
      { decisionId, ruleId },
    );
  });
  if (aggregation === 'SUM') return numbers.reduce((sum, value) => sum + value, 0);
  return aggregation === 'MIN' ? Math.min(...numbers) : Math.max(...numbers);
}

function nameOf({ outputs: [output] }: DecisionTable): string {
  return output?.name ?? 'count';
}

function aggregated(table: DecisionTable, value: number): Hit {
  return { ruleId: '', outputs: { [nameOf(table)]: value } };
}

function violation(decisionId: string, hits: Hit[], expectation: string): DecisionError {
  const rules = hits.map((hit) => `"${hit.ruleId}"`).join(', ');
  return new DecisionError(
    'hit-policy-violated',
    `Rules ${rules} of decision "${decisionId}" match the same input, but ${expectation}. Correct the table.`,
    { decisionId, ruleId: hits[1]?.ruleId },
  );
}
