import { findExternalTaskForUpdate, updateExternalTask } from '../../store/external-tasks.ts';
import type { ExternalTaskRow } from '../../store/external-tasks.ts';
import type { Engine } from '../engine.ts';
import { restException, suspended } from '../errors.ts';
import { inTransaction } from '../step/work.ts';
import type { Work } from '../step/work.ts';
import { recordTaskOperation } from './task-operation.ts';
import { lockedByAnother, noSuchTask, requireWorker } from './take-task.ts';

/** Locks a task for a worker, taking it over when its lock has run out. */
export function lockExternalTask(
  engine: Engine,
  id: string,
  {
    workerId,
    lockDuration,
  }: { workerId?: string | null | undefined; lockDuration?: number | null | undefined },
): Promise<void> {
  return inTransaction(engine, async (work) => {
    const worker = requireWorker(workerId);
    const task = await findTask(work, id);
    const isHeld = task.workerId !== null && task.lockExpiresAt !== null && task.lockExpiresAt > work.now;
    if (isHeld && task.workerId !== worker) {
      throw lockedByAnother(`External Task ${id} cannot be locked`, worker, task.workerId);
    }
    await setLock(work, task, worker, positive(lockDuration, 'lockDuration'));
  });
}

/** Prolongs a worker's lock, counted from now; only its holder may, and only before it runs out. */
export function extendExternalTaskLock(
  engine: Engine,
  id: string,
  {
    workerId,
    newDuration,
  }: { workerId?: string | null | undefined; newDuration?: number | null | undefined },
): Promise<void> {
  return inTransaction(engine, async (work) => {
    const worker = requireWorker(workerId);
    const durationMs = positive(newDuration, 'newDuration');
    const task = await findTask(work, id);
    if (task.workerId !== worker) {
      throw lockedByAnother(`The lock of the External Task ${id} cannot be extended`, worker, task.workerId);
    }
    if (!task.lockExpiresAt || task.lockExpiresAt <= work.now) {
      throw restException(400, `Cannot extend a lock that expired: External Task ${id}`);
    }
    await setLock(work, task, worker, durationMs);
  });
}

/** Frees a task for any worker, whoever holds it. */
export function unlockExternalTask(engine: Engine, id: string): Promise<void> {
  return inTransaction(engine, async (work) => {
    const task = await findTask(work, id);
    await updateExternalTask(work.tx, { ...task, workerId: null, lockExpiresAt: null });
    work.freshTopics.add(task.topic);
    await recordTaskOperation(work, 'Unlock', task);
  });
}

async function findTask(work: Work, id: string): Promise<ExternalTaskRow> {
  const task = await findExternalTaskForUpdate(work.tx, id);
  if (!task) throw noSuchTask(id);
  if (task.suspended) throw suspended(`ExternalTask with id '${id}'`);
  return task;
}

async function setLock(
  work: Work,
  task: ExternalTaskRow,
  workerId: string,
  durationMs: number,
): Promise<void> {
  const lockExpiresAt = new Date(work.now.getTime() + durationMs);
  await updateExternalTask(work.tx, { ...task, workerId, lockExpiresAt });
}

function positive(durationMs: number | null | undefined, name: string): number {
  if (durationMs === null || durationMs === undefined || durationMs <= 0) {
    throw restException(400, `lockTime is not greater than 0: ${name}`);
  }
  return durationMs;
}
