import { failedJobsOf, setJobDefinitionPriority } from '../../store/job-definitions.ts';
import type { Engine } from '../engine.ts';
import { invalidRequest } from '../errors.ts';
import { inTransaction } from '../step/work.ts';
import { setRetriesOfJob } from './change-job.ts';
import { declareJobs } from './declare-jobs.ts';
import { recordOperation } from '../history/record-operation.ts';

/** Gives the jobs of a job definition that have no tries left new ones; `dueAt` moves them as well. */
export function setRetriesOfFailedJobs(
  engine: Engine,
  id: string,
  retries: number,
  dueAt?: Date,
): Promise<void> {
  return inTransaction(engine, async (work) => {
    for (const jobId of await failedJobsOf(work.tx, id)) await setRetriesOfJob(work, jobId, retries, dueAt);
  });
}

/**
 * Overrides the priority of the jobs to come; `null` overrides no more.
 *
 * @throws EngineError 404 when there is no such job definition.
 */
export async function overridePriority(
  engine: Engine,
  id: string,
  order: { priority: number | null; includeJobs: boolean },
): Promise<void> {
  await declareJobs(engine);
  await inTransaction(engine, async (work) => {
    if (await setJobDefinitionPriority(work.tx, id, order)) {
      return recordOperation(work, {
        jobDefinitionId: id,
        type: 'SetPriority',
        entity: 'JobDefinition',
        changes: [{ property: 'overridingPriority', to: order.priority }],
      });
    }
    throw invalidRequest(`Job definition with id '${id}' does not exist: jobDefinition is null`, 404);
  });
}
