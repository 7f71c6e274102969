import { lockTree } from '../../store/load-instances.ts';
import type { OperationContext } from '../../store/user-operations.ts';
import type { Engine } from '../engine.ts';
import { recordOperation } from '../history/record-operation.ts';
import { inTransaction } from '../step/work.ts';
import type { Work } from '../step/work.ts';
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
      await removeTaskVariables(work, alone, change.deletions ?? []);
      return recordVariableOperation(work, { taskId: alone }, change);
    }
    const { instanceId } = await resolvePlace(work.tx, owner);
    await lockTree(work.tx, instanceId);
    const place = await resolvePlace(work.tx, owner);
    const set = isLocal(owner) ? setLocalVariables : setVisibleVariables;
    const changes = await set(work, place, change.modifications);
    changes.push(...(await removeLocalVariables(work, place, change.deletions ?? [])));
    await recordVariableOperation(
      work,
      { instanceId, ...(owner.kind === 'task' ? { taskId: owner.id } : { executionId: owner.id }) },
      change,
    );
    await announceVariables(work, instanceId, changes);
  });
}

/** Sets variables of an instance, as an item of a batch. @throws EngineError as `changeVariables` */
export async function setVariablesOfInstance(
  work: Work,
  id: string,
  variables: VariableInputs,
): Promise<void> {
  await lockTree(work.tx, id);
  const place = await resolvePlace(work.tx, { kind: 'instance', id });
  await announceVariables(work, id, await setVisibleVariables(work, place, variables));
}

/** Names and values of variables are not noted, as in Camunda. */
async function recordVariableOperation(
  work: Work,
  context: OperationContext,
  { modifications, deletions }: Pick<Parameters<typeof changeVariables>[2], 'modifications' | 'deletions'>,
): Promise<void> {
  const category = context.taskId === undefined ? 'Operator' : 'TaskWorker';
  const types = [
    ...(Object.keys(modifications ?? {}).length > 0 ? ['SetVariable'] : []),
    ...((deletions ?? []).length > 0 ? ['RemoveVariable'] : []),
  ];
  const type = types.length > 1 ? 'ModifyVariable' : types[0];
  if (type) await recordOperation(work, { ...context, type, entity: 'Variable', category });
}
