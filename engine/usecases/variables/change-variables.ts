import { lockTree } from '../../store/instances.ts';
import type { Engine } from '../engine.ts';
import { inTransaction } from '../step/work.ts';
import { removeTaskVariables, setTaskVariables } from '../user-tasks/standalone-task.ts';
import { isLocal, resolvePlace, standaloneTaskOf } from './read-variables.ts';
import type { VariableOwner } from './read-variables.ts';
import {
  announceVariables,
  removeLocalVariables,
  setLocalVariables,
  setVisibleVariables,
} from './set-variables.ts';
import type { VariableInputs } from './take-variables.ts';

/**
 * Sets and removes variables of a running instance; conditional events look at them in the same transaction.
 *
 * @throws EngineError 400 for a value that does not fit its type, 500 (sic) when the owner is not there.
 */
export function changeVariables(
  engine: Engine,
  owner: VariableOwner,
  change: { modifications?: VariableInputs | null | undefined; deletions?: string[] | null | undefined },
): Promise<void> {
  return inTransaction(engine, async (work) => {
    const alone = await standaloneTaskOf(work.tx, owner);
    if (alone !== undefined) {
      await setTaskVariables(work, alone, change.modifications);
      return removeTaskVariables(work, alone, change.deletions ?? []);
    }
    const { instanceId } = await resolvePlace(work.tx, owner);
    await lockTree(work.tx, instanceId);
    const place = await resolvePlace(work.tx, owner);
    const set = isLocal(owner) ? setLocalVariables : setVisibleVariables;
    const changes = await set(work, place, change.modifications);
    changes.push(...(await removeLocalVariables(work, place, change.deletions ?? [])));
    await announceVariables(work, instanceId, changes);
  });
}
