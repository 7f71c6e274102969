import { deleteBatchItem, retryBatchItem } from '../../store/batches.ts';
import type { RetriedItem } from '../../store/batches.ts';
import { closeIncidents } from '../../store/incidents.ts';
import { deleteJob, updateJob } from '../../store/jobs.ts';
import type { LeasedJob } from '../../store/jobs.ts';
import type { Engine } from '../engine.ts';
import { invalidRequest, restException } from '../errors.ts';
import { inTransaction } from '../step/work.ts';
import type { Work } from '../step/work.ts';
import { openJobIncident } from './record-job-failure.ts';
import type { FailedJob } from './record-job-failure.ts';
import { takeJob } from './take-job.ts';
import { recordJobOperation } from './job-operations.ts';

/** Moves a timer to another moment; `null` makes it due at once. */
export function setJobDueDate(engine: Engine, id: string, dueAt: Date | null): Promise<void> {
  return inTransaction(engine, async (work) => {
    const job = await takeJob(work, id);
    if (!job) throw invalidRequest(`No job found with id '${id}'.`, 500);
    await updateJob(work.tx, { ...job, dueAt: dueAt ?? work.now });
    await recordJobOperation(work, 'SetDueDate', job, [{ property: 'duedate', from: job.dueAt, to: dueAt }]);
    work.hasFreshJobs = true;
  });
}

/** Sets how often a timer or an item of a batch is still tried; above zero its incident is resolved, at zero one is opened. */
export function setJobRetries(engine: Engine, id: string, retries: number, dueAt?: Date): Promise<void> {
  if (retries < 0)
    throw invalidRequest(
      `ENGINE-13054 The number of job retries must be a non-negative Integer, but '${retries}' has been provided.`,
      500,
    );
  return inTransaction(engine, async (work) => {
    const job = await setRetriesOfJob(work, id, retries, dueAt);
    const changes = [{ property: 'retries', from: job.retries, to: retries }];
    await recordJobOperation(work, 'SetJobRetries', job, changes);
  });
}

async function followRetriesOfItem(work: Work, item: RetriedItem, retries: number): Promise<void> {
  if (retries > 0) await closeIncidents(work.tx, [item.id], 'resolved', work.now);
  else await openJobIncident(work, { ...itemAsJob(item.id), exceptionMessage: item.message });
}

/** An item of a batch as the job that clients know it as: one of no instance. */
export function itemAsJob(id: string): FailedJob {
  const nowhere = { instanceId: null, definitionId: null, executionId: null, activityId: null };
  return { id, ...nowhere, exceptionMessage: null };
}

/** As `setJobRetries`, within a transaction; returns the job as it was. */
export async function setRetriesOfJob(
  work: Work,
  id: string,
  retries: number,
  dueAt?: Date,
): Promise<FailedJob & { retries: number }> {
  const item = await retryBatchItem(work.tx, id, retries);
  if (item) {
    await followRetriesOfItem(work, item, retries);
    return { ...itemAsJob(id), retries: item.retries };
  }
  const job = await takeJob(work, id);
  if (!job) throw invalidRequest(`ENGINE-13053 No job found with id '${id}'.'`, 500);
  const changed = { ...job, retries, dueAt: dueAt ?? job.dueAt };
  if (retries > 0) await closeIncidents(work.tx, [id], 'resolved', work.now);
  else await openJobIncident(work, changed);
  await updateJob(work.tx, changed);
  work.hasFreshJobs = true;
  return job;
}

/** Sets how urgent a job is: where jobs run by priority, the highest goes first. */
export function setJobPriority(engine: Engine, id: string, priority: number): Promise<void> {
  return inTransaction(engine, async (work) => {
    const job = await requireJob(work, id);
    await updateJob(work.tx, { ...job, priority });
    const changes = [{ property: 'priority', from: job.priority, to: priority }];
    await recordJobOperation(work, 'SetPriority', job, changes);
  });
}

/**
 * Removes a job for good: what waits for it waits for ever, and what a batch was to do with it is not done.
 *
 * @throws EngineError 404 when there is no such job, 500 when it runs at this moment.
 */
export function removeJob(engine: Engine, id: string): Promise<void> {
  return inTransaction(engine, async (work) => {
    const isItem = await deleteBatchItem(work.tx, id);
    const job = isItem ? undefined : await requireJob(work, id);
    if (job?.lockExpiresAt && job.lockExpiresAt > work.now)
      throw restException(500, 'Cannot delete job when the job is being executed. Try again later.');
    if (job) await deleteJob(work.tx, id, 'deletion', work.now);
    await closeIncidents(work.tx, [id], 'deleted', work.now);
    await recordJobOperation(work, 'Delete', job ?? itemAsJob(id));
  });
}

async function requireJob(work: Work, id: string): Promise<LeasedJob> {
  const job = await takeJob(work, id);
  if (!job) throw invalidRequest(`No job found with id '${id}': job is null`, 404);
  return job;
}
