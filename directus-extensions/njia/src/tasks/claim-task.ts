import type { Accountability } from '@directus/types';
import type { Knex } from 'knex';
import type { DirectusContext } from '../directus/context.ts';
import { TaskGone, TaskNotClaimed, TaskTaken } from '../errors.ts';
import { touchTask } from './touch-task.ts';
import type { TaskRow } from './task-access.ts';

/**
 * Takes a task. Of two people at once, one gets it; taking a task one has already changes nothing.
 *
 * @throws TaskTaken, TaskGone
 */
export async function claimTask(directus: DirectusContext, user: string, taskId: string): Promise<void> {
  await directus.database.transaction(async (trx) => {
    const task = await lockTask(trx, taskId);
    if (task.state !== 'open') throw new TaskGone();
    if (task.assignee && task.assignee !== user) throw new TaskTaken();
    await trx('tasks').where({ id: taskId }).update({ assignee: user });
  });
  await touchTask(directus, taskId);
}

/**
 * Gives a task back to its group. A task one does not hold stays as it is, unless the caller is an administrator.
 *
 * @throws TaskNotClaimed, TaskGone
 */
export async function unclaimTask(
  directus: DirectusContext,
  accountability: Accountability,
  taskId: string,
): Promise<void> {
  await directus.database.transaction(async (trx) => {
    const task = await lockTask(trx, taskId);
    if (task.state !== 'open') throw new TaskGone();
    if (task.assignee && task.assignee !== accountability.user && !accountability.admin)
      throw new TaskNotClaimed();
    await trx('tasks').where({ id: taskId }).update({ assignee: null });
  });
  await touchTask(directus, taskId);
}

/** Reads a task and keeps others from changing it until the transaction ends. @throws TaskGone */
export async function lockTask(trx: Knex.Transaction, taskId: string): Promise<TaskRow> {
  const task = await trx('tasks').where({ id: taskId }).forUpdate().first<TaskRow | undefined>();
  if (!task) throw new TaskGone();
  return task;
}
