import { findDecisionDefinition, setDecisionHistoryTtl } from '../../store/decision-definitions.ts';
import type { Engine } from '../engine.ts';
import { invalidRequest } from '../errors.ts';
import { recordOperation } from '../history/record-operation.ts';
import { inTransaction } from '../step/work.ts';

/**
 * Says for how many days evaluations of a decision are kept; null: for ever. Those of an instance stay as long as the instance.
 *
 * @throws EngineError 400 for null where definitions must say how long
 */
export function setDecisionTtl(engine: Engine, id: string, days: number | null): Promise<void> {
  return inTransaction(engine, async (work) => {
    if (days === null && engine.enforceTtl) {
      throw invalidRequest('Null historyTimeToLive values are not allowed.');
    }
    const before = await findDecisionDefinition(work.tx, { id });
    if (!before) return;
    await setDecisionHistoryTtl(work.tx, id, days);
    await recordOperation(work, {
      type: 'UpdateHistoryTimeToLive',
      entity: 'DecisionDefinition',
      changes: [
        { property: 'historyTimeToLive', from: before.historyTtlDays, to: days },
        { property: 'decisionDefinitionId', to: id },
        { property: 'decisionDefinitionKey', to: before.key },
      ],
    });
  });
}
