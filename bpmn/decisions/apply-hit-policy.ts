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
      return table.aggregation ? [aggregated(table, fold(table, table.aggregation, decisionId, hits))] : hits;
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

function fold(table: DecisionTable, aggregation: Aggregation, decisionId: string, hits: Hit[]): number {
  if (aggregation === 'COUNT') return hits.length;
  const name = table.outputs[0] ?? '';
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

function aggregated(table: DecisionTable, value: number): Hit {
  return { ruleId: '', outputs: { [table.outputs[0] ?? 'count']: value } };
}

function violation(decisionId: string, hits: Hit[], expectation: string): DecisionError {
  const rules = hits.map((hit) => `"${hit.ruleId}"`).join(', ');
  return new DecisionError(
    'hit-policy-violated',
    `Rules ${rules} of decision "${decisionId}" match the same input, but ${expectation}. Correct the table.`,
    { decisionId, ruleId: hits[1]?.ruleId },
  );
}
