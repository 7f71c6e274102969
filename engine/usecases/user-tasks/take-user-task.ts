import { lockTreeAt } from '../../store/instances.ts';
import { findUserTaskForUpdate } from '../../store/user-tasks.ts';
import type { UserTaskRow } from '../../store/user-tasks.ts';
import { suspended } from '../errors.ts';
import type { Work } from '../step/work.ts';

/** A user task and the top of the call hierarchy around it, both locked. */
export interface TakenTask {
  task: UserTaskRow;
  rootId: string;
}

/** Locks a user task together with the case around it; undefined when there is no such task (any more). */
export async function takeUserTask(work: Work, id: string): Promise<TakenTask | undefined> {
  const [rootId, task] = await Promise.all([
    lockTreeAt(work.tx, { kind: 'user-task', id }),
    findUserTaskForUpdate(work.tx, id),
  ]);
  if (!task || rootId === undefined) return undefined;
  if (task.suspended) throw suspended(`Task with id '${id}'`);
  return { task, rootId };
}
