import { findExternalTaskForUpdate } from '../../store/external-tasks.ts';
import type { LockedExternalTask } from '../../store/external-tasks.ts';
import { lockTreeAt } from '../../store/load-instances.ts';
import { nullValue, restException, suspended } from '../errors.ts';
import type { EngineError } from '../errors.ts';
import type { Work } from '../step/work.ts';

/** A task that is locked together with the call hierarchy around it. */
export interface TakenTask {
  task: LockedExternalTask;
  rootId: string;
}

/**
 * Locks a task for a report of a worker, with the whole case around it.
 *
 * @param refusal the sentence Camunda uses when another worker has the task.
 * @throws EngineError 404 when there is no such task, 400 when another worker or nobody holds it.
 */
export async function takeTaskOfWorker(
  work: Work,
  id: string,
  workerId: string | null | undefined,
  refusal: (id: string) => string,
): Promise<TakenTask> {
  const worker = requireWorker(workerId);
  const taken = await takeTask(work, id);
  if (taken.task.workerId !== worker) throw lockedByAnother(refusal(id), worker, taken.task.workerId);
  return taken;
}

/** Locks a task, with the whole case around it. @throws EngineError 404 when there is no such task, 400 when suspended. */
export async function takeTask(work: Work, id: string): Promise<TakenTask> {
  const [rootId, task] = await Promise.all([
    lockTreeAt(work.tx, { kind: 'external-task', id }),
    findExternalTaskForUpdate(work.tx, id),
  ]);
  if (!task || rootId === undefined) throw noSuchTask(id);
  if (task.suspended) throw suspended(`ExternalTask with id '${id}'`);
  return { task, rootId };
}

/** 404 as Camunda words it. */
export function noSuchTask(id: string): EngineError {
  return restException(404, `External task with id ${id} does not exist`);
}

/** 400 as Camunda words it. */
export function lockedByAnother(refusal: string, workerId: string, holder: string | null): EngineError {
  return restException(
    400,
    `${refusal} by worker '${workerId}'. It is locked by worker '${holder ?? 'null'}'.`,
  );
}

/** The worker a request names. @throws EngineError 500 (sic) when it names none. */
export function requireWorker(workerId: string | null | undefined): string {
  if (workerId === null || workerId === undefined || workerId === '') throw nullValue('workerId is null');
  return workerId;
}
