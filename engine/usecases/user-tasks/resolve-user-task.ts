import type { Engine } from '../engine.ts';
import { inTransaction } from '../step/work.ts';
import type { Work } from '../step/work.ts';
import { announceVariables, setVisibleVariables } from '../variables/set-variables.ts';
import type { VariableInputs } from '../variables/take-variables.ts';
import { saveTask } from './assign-user-task.ts';
import { setTaskVariables } from './standalone-task.ts';
import { takeTask } from './take-user-task.ts';
import type { TakenTask } from './take-user-task.ts';
import { taskIsNull } from './task-errors.ts';

/** Hands a delegated task back to its owner, who completes it; any other task as well, as in Camunda. */
export function resolveUserTask(
  engine: Engine,
  id: string,
  inputs: VariableInputs | null | undefined,
): Promise<void> {
  return inTransaction(engine, async (work) => {
    const taken = await takeTask(work, id);
    if (!taken) throw taskIsNull(id);
    await resolveTask(work, taken, inputs);
  });
}

/** As `resolveUserTask`, within a transaction. */
export async function resolveTask(
  work: Work,
  taken: TakenTask,
  inputs: VariableInputs | null | undefined,
): Promise<void> {
  const { task, rootId } = taken;
  await saveTask(work, { ...task, delegationState: 'RESOLVED', assignee: task.owner });
  if (rootId === null) return setTaskVariables(work, task.id, inputs);
  const { instanceId, scopePath } = taken.task;
  await setVisibleVariables(work, { instanceId, rootId, scopePath }, inputs);
  await announceVariables(work, instanceId);
}
