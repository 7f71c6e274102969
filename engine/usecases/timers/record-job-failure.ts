import { ExecutorFailure } from '../../executors/executor-failure.ts';
import { transientFailure } from '../../store/database.ts';
import { hasIncident } from '../../store/incidents.ts';
import { recordJobFailure as logFailure } from '../../store/job-failures.ts';
import { updateJob } from '../../store/jobs.ts';
import type { JobRow } from '../../store/jobs.ts';
import { addDuration } from '../../timers/duration.ts';
import { parseRetryCycle, pauseAfter } from '../../timers/retry-cycle.ts';
import type { Engine } from '../engine.ts';
import { openIncident } from '../instances/open-incident.ts';
import { inTransaction } from '../step/work.ts';
import type { Work } from '../step/work.ts';
import { takeJob } from './take-job.ts';

/** Camunda cuts exception messages at this length. */
const MAX_MESSAGE = 4_000;

/** Enough to find the place; deeper frames are the same for all jobs. */
const MAX_STACKTRACE = 20_000;

/** Takes one try from a job, unless the database was the reason: then the lease runs out and it is tried again. */
export async function recordJobFailure(engine: Engine, id: string, failure: unknown): Promise<void> {
  if (transientFailure(failure)) return;
  await inTransaction(engine, async (work) => {
    const job = await takeJob(work, id);
    if (!job) return;
    const described = describeFailure(failure);
    await logFailure(work.tx, id, described, work.now);
    const failed = { ...job, ...afterFailure(job, work.now), ...described };
    await updateJob(work.tx, failed);
    if (failed.retries === 0) await openJobIncident(work, failed);
  });
}

/** As in Camunda the first failure brings the number of tries of the cycle into force. */
function afterFailure(job: JobRow, now: Date): Pick<JobRow, 'retries' | 'dueAt'> {
  const cycle = job.retryCycle === null ? null : parseRetryCycle(job.retryCycle);
  const left = cycle && job.exceptionMessage === null ? cycle.tries : job.retries;
  const pause = cycle && pauseAfter(cycle, left);
  return { retries: Math.max(0, left - 1), dueAt: pause ? addDuration(now, pause) : job.dueAt };
}

function describeFailure(
  failure: unknown,
): Pick<JobRow, 'exceptionMessage' | 'exceptionStacktrace' | 'failedActivityId'> {
  if (!(failure instanceof Error))
    return { exceptionMessage: 'unknown', exceptionStacktrace: null, failedActivityId: null };
  const { cause } = failure;
  return {
    exceptionMessage: failure.message.slice(0, MAX_MESSAGE),
    exceptionStacktrace: (failure.stack ?? failure.message).slice(0, MAX_STACKTRACE),
    failedActivityId: cause instanceof ExecutorFailure ? cause.activityId : null,
  };
}

/** A job without tries left; the items of batches are jobs of no instance. */
export interface FailedJob extends Pick<
  JobRow,
  'id' | 'instanceId' | 'executionId' | 'activityId' | 'exceptionMessage'
> {
  definitionId: string | null;
}

/** Asks an operator to look at a job that has no tries left. */
export async function openJobIncident(work: Work, job: FailedJob): Promise<void> {
  if (await hasIncident(work.tx, job.id)) return;
  await openIncident(work.engine, work.tx, {
    id: work.engine.newId(),
    instanceId: job.instanceId,
    definitionId: job.definitionId,
    executionId: job.executionId,
    activityId: job.activityId,
    type: 'failedJob',
    configuration: job.id,
    message: job.exceptionMessage,
    createdAt: work.now,
  });
  const fields = { type: 'failedJob', jobId: job.id };
  work.afterCommit.push(() => work.engine.log('warn', 'incident-opened', fields));
}
