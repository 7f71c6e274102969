import { transientFailure } from '../../store/database.ts';
import { findDefinition } from '../../store/process-definitions.ts';
import { hasIncident, closeIncidents, insertIncident } from '../../store/incidents.ts';
import { lockTree } from '../../store/instances.ts';
import { deleteJob, findJobForUpdate, insertJobs, instanceOfJob, updateJob } from '../../store/jobs.ts';
import type { JobRow } from '../../store/jobs.ts';
import { nextSchedule } from '../../timers/timer-schedule.ts';
import { describeError } from '../../log.ts';
import type { Engine } from '../engine.ts';
import { invalidRequest } from '../errors.ts';
import { createInstance } from '../step/create-instance.ts';
import { advanceInstance, settle } from '../step/settle.ts';
import { inTransaction } from '../step/work.ts';
import type { Work } from '../step/work.ts';
import { JOB_RETRIES } from '../step/persist-changes.ts';

/** Camunda cuts exception messages at this length. */
const MAX_MESSAGE = 4_000;

/**
 * Fires a timer this process has leased; a timer that is gone, or leased by another process by now, is left alone.
 * A failure costs one try; without tries left an incident is opened.
 */
export async function fireLeasedTimer(engine: Engine, id: string, owner: string): Promise<void> {
  try {
    await inTransaction(engine, async (work) => {
      const job = await takeJob(work, id);
      if (job?.lockOwner === owner) await fire(work, job);
    });
  } catch (error) {
    engine.log('warn', 'timer-failed', { jobId: id, ...describeError(error) });
    await recordFailure(engine, id, error);
  }
}

/**
 * Fires a timer now, whatever its due date.
 *
 * @throws EngineError 404 when there is no such job; what failed, after one try was taken from it.
 */
export async function executeJob(engine: Engine, id: string): Promise<void> {
  let found = false;
  try {
    await inTransaction(engine, async (work) => {
      const job = await takeJob(work, id);
      if (!job) throw invalidRequest(`No job found with id '${id}'`, 404);
      found = true;
      await fire(work, job);
    });
  } catch (error) {
    if (found) await recordFailure(engine, id, error);
    throw error;
  }
}

/** Locks a timer together with the case around it. */
export async function takeJob(
  work: Work,
  id: string,
): Promise<(JobRow & { lockOwner: string | null }) | undefined> {
  const seen = await instanceOfJob(work.tx, id);
  if (seen?.instanceId) await lockTree(work.tx, seen.instanceId);
  return findJobForUpdate(work.tx, id);
}

async function fire(work: Work, job: JobRow): Promise<void> {
  await deleteJob(work.tx, job.id);
  await closeIncidents(work.tx, [job.id], 'resolved', work.now);
  if (job.instanceId !== null && job.executionId !== null) {
    await advanceInstance(work, job.instanceId, { kind: 'fire-timer', executionId: job.executionId });
    return;
  }
  await startByTimer(work, job);
}

async function startByTimer(work: Work, job: JobRow): Promise<void> {
  const definition = await findDefinition(work.tx, job.definitionId);
  if (!definition) return;
  await repeat(work, job);
  if (definition.suspended) return;
  await createInstance(work, {
    definition,
    businessKey: null,
    variables: {},
    startActivityId: job.activityId,
  });
  await settle(work);
}

async function repeat(work: Work, job: JobRow): Promise<void> {
  if (job.cycleExpression === null || job.dueAt === null) return;
  const cycle = { expression: job.cycleExpression, remaining: job.cycleRemaining };
  const next = nextSchedule({ dueAt: job.dueAt, cycle }, work.now);
  if (!next) return;
  await insertJobs(work.tx, [
    {
      ...job,
      id: work.engine.newId(),
      dueAt: next.dueAt,
      cycleRemaining: next.cycle?.remaining ?? null,
      retries: JOB_RETRIES,
      exceptionMessage: null,
      createdAt: work.now,
    },
  ]);
}

/** Takes one try from a timer, unless the database was the reason: then the lease runs out and it is tried again. */
async function recordFailure(engine: Engine, id: string, failure: unknown): Promise<void> {
  if (transientFailure(failure)) return;
  await inTransaction(engine, async (work) => {
    const job = await takeJob(work, id);
    if (!job) return;
    const message = failure instanceof Error ? failure.message.slice(0, MAX_MESSAGE) : 'unknown';
    const failed = { ...job, retries: Math.max(0, job.retries - 1), exceptionMessage: message };
    await updateJob(work.tx, failed);
    if (failed.retries === 0) await openJobIncident(work, failed);
  });
}

/** Asks an operator to look at a job that has no tries left. */
export async function openJobIncident(work: Work, job: JobRow): Promise<void> {
  if (await hasIncident(work.tx, job.id)) return;
  await insertIncident(work.tx, {
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
  work.engine.log('warn', 'incident-opened', { type: 'failedJob', jobId: job.id });
}
