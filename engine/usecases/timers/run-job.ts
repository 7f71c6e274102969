import { findDefinition } from '../../store/process-definitions.ts';
import { closeIncidents } from '../../store/incidents.ts';
import { loadInstanceAt } from '../../store/load-instances.ts';
import type { LoadedInstance } from '../../store/load-instances.ts';
import { deleteJob, insertJobs } from '../../store/jobs.ts';
import type { JobRow } from '../../store/jobs.ts';
import { nextSchedule } from '../../timers/timer-schedule.ts';
import { describeError } from '../../log.ts';
import { executeBatchItem } from '../batches/work-on-item.ts';
import { applyDefinitionSuspension } from '../deployment/manage-definition.ts';
import type { Engine } from '../engine.ts';
import { invalidRequest } from '../errors.ts';
import { createInstance } from '../step/create-instance.ts';
import { advanceInstance, settle } from '../step/settle.ts';
import { inSharedTransaction, inTransaction } from '../step/work.ts';
import type { Work } from '../step/work.ts';
import { JOB_RETRIES } from '../step/persist-changes.ts';
import { recordJobFailure } from './record-job-failure.ts';
import type { PlannedChange } from './plan-change.ts';
import { applyJobDefinitionSuspension } from './suspend-jobs.ts';
import { takeJob } from './take-job.ts';
import { recordJobOperation } from './job-operations.ts';

/**
 * Runs a job this process has leased; one that is gone, or leased by another process by now, is left alone.
 * A failure costs one try; without tries left an incident is opened.
 */
export async function runLeasedJob(engine: Engine, id: string, owner: string): Promise<void> {
  try {
    await inSharedTransaction(engine, async (work) => {
      const [job, loaded] = await Promise.all([
        takeJob(work, id),
        loadInstanceAt(work.tx, { kind: 'job', id }),
      ]);
      if (job?.lockOwner === owner) await fire(work, job, loaded);
    });
  } catch (error) {
    engine.log('warn', 'timer-failed', { jobId: id, ...describeError(error) });
    await recordJobFailure(engine, id, error);
  }
}

/**
 * Runs a job, or works on an item of a batch, now, whatever its due date.
 *
 * @throws EngineError 404 when there is no such job; what failed, after one try was taken from it.
 */
export async function executeJob(engine: Engine, id: string): Promise<void> {
  let found = false;
  try {
    await inTransaction(engine, async (work) => {
      const job = await takeJob(work, id);
      if (!job) return;
      found = true;
      await recordJobOperation(work, 'Execute', job);
      await fire(work, job);
    });
  } catch (error) {
    if (found) await recordJobFailure(engine, id, error);
    throw error;
  }
  if (!found && !(await executeBatchItem(engine, id)))
    throw invalidRequest(`ENGINE-14026 No job found with id '${id}'`, 404);
}

async function fire(work: Work, job: JobRow, loaded?: LoadedInstance): Promise<void> {
  await deleteJob(work.tx, job.id, 'success', work.now);
  await closeIncidents(work.tx, [job.id], 'resolved', work.now);
  if (job.instanceId !== null && job.executionId !== null) {
    const kind = job.type === 'message' ? 'continue' : 'fire-timer';
    await advanceInstance(work, job.instanceId, { kind, executionId: job.executionId }, loaded);
    return;
  }
  if (job.change !== null) return makeChange(work, job.change as PlannedChange);
  await startByTimer(work, job);
}

function makeChange(work: Work, change: PlannedChange): Promise<void> {
  return change.kind === 'definition'
    ? applyDefinitionSuspension(work, change.choice, change)
    : applyJobDefinitionSuspension(work, change.selection, change);
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
    startActivityId: job.activityId ?? undefined,
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
      exceptionStacktrace: null,
      failedActivityId: null,
      createdAt: work.now,
    },
  ]);
}
