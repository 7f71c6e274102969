import type { Variables } from '../../executors/port.ts';
import { findInstanceFacts } from '../../store/load-instances.ts';
import {
  deleteTaskVariables,
  insertStandaloneTask,
  taskVariables,
  upsertTaskVariables,
} from '../../store/standalone-tasks.ts';
import { endUserTask } from '../../store/user-tasks.ts';
import type { StandaloneTaskRow } from '../../store/user-tasks.ts';
import type { Engine } from '../engine.ts';
import { invalidRequest, processEngineException } from '../errors.ts';
import { inTransaction } from '../step/work.ts';
import type { Work } from '../step/work.ts';
import { takeVariables } from '../variables/take-variables.ts';
import type { VariableInputs } from '../variables/take-variables.ts';
import { recordHolders, takeParent } from './assign-user-task.ts';
import type { TaskChange } from './assign-user-task.ts';
import { takeTask } from './take-user-task.ts';
import { changesOf, recordTaskOperation } from './task-operations.ts';

/** What people say of a task they make. */
export type NewTask = Required<TaskChange> & {
  /** @default a new one */
  id?: string | undefined;
  tenantId: string | null;
};

/**
 * Makes a task that belongs to no instance.
 *
 * @throws EngineError 400 when the id is taken, or when the task above it is not there or is another tenant's.
 */
export function createTask(engine: Engine, given: NewTask): Promise<void> {
  return inTransaction(engine, async (work) => {
    const tenantId = await tenantOf(work, given);
    const id = given.id ?? engine.newId();
    const task = { ...given, id, tenantId, instanceId: null, formKey: null, createdAt: work.now };
    if (!(await insertStandaloneTask(work.tx, task))) {
      throw invalidRequest(`Could not save task: there is or was a task with id '${id}'.`);
    }
    await recordHolders(work, { assignee: null, owner: null }, task);
    await recordTaskOperation(work, 'Create', task, changesOf(undefined, task));
  });
}

/** A part of a task belongs to the tenant of the whole. */
async function tenantOf(work: Work, { parentTaskId, tenantId }: NewTask): Promise<string | null> {
  if (parentTaskId === null) return tenantId;
  const above = await takeParent(work, parentTaskId);
  const { instanceId } = above;
  const whole =
    instanceId === null ? above.tenantId : ((await findInstanceFacts(work.tx, instanceId))?.tenantId ?? null);
  if (tenantId === null || tenantId === whole) return whole;
  throw invalidRequest(
    `Could not save task: the tenant of its parent task '${parentTaskId}' is not '${tenantId}'.`,
  );
}

/** Deletes a task that belongs to no instance, and its parts; one that is not there is fine, as in Camunda. */
export function deleteTask(engine: Engine, id: string): Promise<void> {
  return inTransaction(engine, async (work) => {
    const taken = await takeTask(work, id);
    if (!taken) return;
    if (taken.rootId !== null) {
      throw processEngineException('The task cannot be deleted because is part of a running process');
    }
    await endUserTask(work.tx, id, 'deleted', work.now);
    await recordTaskOperation(work, 'Delete', taken.task, [{ property: 'delete', from: false, to: true }]);
  });
}

/** Ends a task that belongs to no instance. Variables go with it: only those of a form are set before. */
export async function completeStandaloneTask(
  work: Work,
  task: StandaloneTaskRow,
  variables: Variables,
): Promise<Variables> {
  await upsertTaskVariables(work.tx, task.id, variables, work.now);
  const after = await taskVariables(work.tx, task.id);
  await endUserTask(work.tx, task.id, 'completed', work.now);
  return after;
}

/** Sets variables of a task that belongs to no instance. @throws EngineError 400 for a value that does not fit its type. */
export async function setTaskVariables(
  work: Work,
  taskId: string,
  inputs: VariableInputs | null | undefined,
): Promise<void> {
  const variables = await takeVariables(work, taskId, inputs);
  await upsertTaskVariables(work.tx, taskId, variables, work.now);
}

/** Removes variables of a task that belongs to no instance; names that are not there are fine. */
export async function removeTaskVariables(work: Work, taskId: string, names: string[]): Promise<void> {
  if (names.length > 0) await deleteTaskVariables(work.tx, taskId, names, work.now);
}
