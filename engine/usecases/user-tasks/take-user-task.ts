import { lockTreeAt } from '../../store/load-instances.ts';
import { findUserTaskForUpdate } from '../../store/user-tasks.ts';
import type { StandaloneTaskRow, UserTaskRow } from '../../store/user-tasks.ts';
import { invalidRequest, suspended } from '../errors.ts';
import type { Work } from '../step/work.ts';

/** A task of an instance and the top of the call hierarchy around it, both locked. */
export interface TakenUserTask {
  task: UserTaskRow;
  rootId: string;
}

/** Any task, locked; one that belongs to no instance has nothing around it. */
export type TakenTask = TakenUserTask | { task: StandaloneTaskRow; rootId: null };

/** Locks a task together with the case around it; undefined when there is no such task (any more). */
export async function takeTask(work: Work, id: string): Promise<TakenTask | undefined> {
  const [rootId, task] = await Promise.all([
    lockTreeAt(work.tx, { kind: 'user-task', id }),
    findUserTaskForUpdate(work.tx, id),
  ]);
  if (!task) return undefined;
  if (task.suspended) throw suspended(`Task with id '${id}'`);
  if (task.instanceId === null) return { task, rootId: null };
  return rootId === undefined ? undefined : { task, rootId };
}

/** As `takeTask`, for what only a task within a process can do. @throws EngineError 400 for any other task. */
export async function takeUserTask(work: Work, id: string): Promise<TakenUserTask | undefined> {
  const taken = await takeTask(work, id);
  if (taken?.rootId !== null) return taken;
  throw invalidRequest(`Task with id '${id}' does not belong to a running process instance.`);
}
