import { setInstancesSuspended } from '../../store/instances.ts';
import { setDefinitionsSuspended, setHistoryTtl } from '../../store/process-definitions.ts';
import type { Engine } from '../engine.ts';
import { invalidRequest } from '../errors.ts';
import { inTransaction } from '../step/work.ts';
import type { DefinitionChoice } from '../start-instance.ts';

/**
 * Suspends a definition (it starts no instances) or activates it again.
 *
 * @param includeInstances also suspends or activates its running instances.
 * @throws EngineError 404 when unknown.
 */
export function suspendDefinition(
  engine: Engine,
  choice: DefinitionChoice,
  { suspended, includeInstances }: { suspended: boolean; includeInstances: boolean },
): Promise<void> {
  return inTransaction(engine, async ({ tx }) => {
    if ((await setDefinitionsSuspended(tx, choice, suspended)) === 0) {
      throw invalidRequest(`No matching process definition: ${'id' in choice ? choice.id : choice.key}`, 404);
    }
    if (!includeInstances) return;
    const selection = 'id' in choice ? { definitionId: choice.id } : { definitionKey: choice.key };
    await setInstancesSuspended(tx, selection, suspended);
  });
}

/** Sets how many days the history of a definition's instances is kept; null for ever. */
export function setTtl(engine: Engine, id: string, days: number | null): Promise<void> {
  return inTransaction(engine, async ({ tx }) => {
    if (days === null && engine.enforceTtl) {
      throw invalidRequest('Null historyTimeToLive values are not allowed.');
    }
    await setHistoryTtl(tx, id, days);
  });
}
