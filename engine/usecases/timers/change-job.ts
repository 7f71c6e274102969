import { retryBatchItem } from '../../store/batches.ts';
import { closeIncidents } from '../../store/incidents.ts';
import { deleteJob, updateJob } from '../../store/jobs.ts';
import type { LeasedJob } from '../../store/jobs.ts';
import type { Engine } from '../engine.ts';
import { invalidRequest, restException } from '../errors.ts';
import { inTransaction } from '../step/work.ts';
import type { Work } from '../step/work.ts';
import { openJobIncident } from './record-job-failure.ts';
import { takeJob } from './take-job.ts';

/** Moves a timer to another moment; `null` makes it due at once. */
export function setJobDueDate(engine: Engine, id: string, dueAt: Date | null): Promise<void> {
  return inTransaction(engine, async (work) => {
    const job = await takeJob(work, id);
    if (!job) throw invalidRequest(`No job found with id '${id}'.`, 500);
    await updateJob(work.tx, { ...job, dueAt: dueAt ?? work.now });
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
    if (!(await retryBatchItem(work.tx, id, retries))) return setRetriesOfJob(work, id, retries, dueAt);
    if (retries > 0) await closeIncidents(work.tx, [id], 'resolved', work.now);
  });
}

/** As `setJobRetries`, within a transaction. */
export async function setRetriesOfJob(work: Work, id: string, retries: number, dueAt?: Date): Promise<void> {
  const job = await takeJob(work, id);
  if (!job) throw invalidRequest(`ENGINE-13053 No job found with id '${id}'.'`, 500);
  const changed = { ...job, retries, dueAt: dueAt ?? job.dueAt };
  if (retries > 0) await closeIncidents(work.tx, [id], 'resolved', work.now);
  else await openJobIncident(work, changed);
  await updateJob(work.tx, changed);
  work.hasFreshJobs = true;
}

/** Sets how urgent a job is; Camunda runs the highest first, here it is kept and shown. */
export function setJobPriority(engine: Engine, id: string, priority: number): Promise<void> {
  return inTransaction(engine, async (work) => {
    await updateJob(work.tx, { ...(await requireJob(work, id)), priority });
  });
}

/**
 * Removes a job for good: what waits for it waits for ever.
 *
 * @throws EngineError 404 when there is no such job, 500 when it runs at this moment.
 */
export function removeJob(engine: Engine, id: string): Promise<void> {
  return inTransaction(engine, async (work) => {
    const job = await requireJob(work, id);
    if (job.lockExpiresAt && job.lockExpiresAt > work.now)
      throw restException(500, 'Cannot delete job when the job is being executed. Try again later.');
    await deleteJob(work.tx, id, 'deletion', work.now);
    await closeIncidents(work.tx, [id], 'deleted', work.now);
  });
}

async function requireJob(work: Work, id: string): Promise<LeasedJob> {
  const job = await takeJob(work, id);
  if (!job) throw invalidRequest(`No job found with id '${id}': job is null`, 404);
  return job;
}
