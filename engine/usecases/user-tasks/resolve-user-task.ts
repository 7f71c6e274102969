import type { Variables } from '../../executors/port.ts';
import { upsertTaskVariables } from '../../store/standalone-tasks.ts';
import type { Engine } from '../engine.ts';
import { inTransaction } from '../step/work.ts';
import type { Work } from '../step/work.ts';
import { announceVariables, setVisible } from '../variables/set-variables.ts';
import { takeVariables } from '../variables/take-variables.ts';
import type { VariableInputs } from '../variables/take-variables.ts';
import { saveTask } from './assign-user-task.ts';
import { takeTask } from './take-user-task.ts';
import type { TakenTask } from './take-user-task.ts';
import { taskIsNull } from './task-errors.ts';
import type { TaskRow } from '../../store/user-tasks.ts';
import { changesOf, recordTaskOperation } from './task-operations.ts';

/** Hands a delegated task back to its owner, who completes it; any other task as well, as in Camunda. */
export function resolveUserTask(
  engine: Engine,
  id: string,
  inputs: VariableInputs | null | undefined,
): Promise<void> {
  return inTransaction(engine, async (work) => {
    const taken = await takeTask(work, id);
    if (!taken) throw taskIsNull(id);
    const failed = `Cannot resolve task ${id}: `;
    const variables = await takeVariables(work, taken.rootId ?? id, inputs, failed);
    // As in Camunda they are set around a task, and around one without a process there is nothing.
    await resolveTask(work, taken, taken.rootId === null ? {} : variables);
  });
}

/** As `resolveUserTask`, within a transaction. */
export async function resolveTask(work: Work, taken: TakenTask, variables: Variables): Promise<void> {
  const { task, rootId } = taken;
  const resolved: TaskRow = { ...task, delegationState: 'RESOLVED', assignee: task.owner };
  await saveTask(work, task, resolved);
  await recordTaskOperation(work, 'Resolve', task, changesOf(task, resolved));
  if (rootId === null) return upsertTaskVariables(work.tx, task.id, variables, work.now);
  const { instanceId, scopePath } = taken.task;
  const changes = await setVisible(work, { instanceId, rootId, scopePath }, variables);
  await announceVariables(work, instanceId, changes);
}
