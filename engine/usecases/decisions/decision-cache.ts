import type { DecisionModel } from '../../../bpmn/decisions/decision-model.ts';
import { parseDecisions } from '../../../bpmn/decisions/parse-decisions.ts';
import type { Tx } from '../../store/database.ts';
import { findDecisionSource } from '../../store/decision-definitions.ts';
import type { DecisionDefinitionRow } from '../../store/decision-definitions.ts';

/** Parsed files that stay in memory; a table takes some kilobytes. */
const CAPACITY = 200;

/** Parsed decisions by definition; a definition never changes. */
export class DecisionCache {
  readonly #models = new Map<string, DecisionModel>();

  /** All decisions of the file a definition came from. */
  async load(tx: Tx, { id }: Pick<DecisionDefinitionRow, 'id'>): Promise<DecisionModel> {
    const known = this.#models.get(id);
    if (known) return known;
    const model = await parseDecisions((await findDecisionSource(tx, 'decision_definitions', id)) ?? '');
    this.#models.set(id, model);
    const [oldest] = this.#models.keys();
    if (this.#models.size > CAPACITY && oldest !== undefined) this.#models.delete(oldest);
    return model;
  }
}
