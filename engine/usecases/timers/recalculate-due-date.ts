import { findDefinition } from '../../store/process-definitions.ts';
import { loadInstanceAt } from '../../store/load-instances.ts';
import { updateJob } from '../../store/jobs.ts';
import type { JobRow } from '../../store/jobs.ts';
import { startSchedule } from '../deployment/start-schedule.ts';
import type { Engine } from '../engine.ts';
import { EngineError, ExecutionFailed, invalidRequest } from '../errors.ts';
import { inTransaction } from '../step/work.ts';
import type { Work } from '../step/work.ts';
import { takeJob } from './take-job.ts';
import { recordJobOperation } from './job-operations.ts';

/**
 * Sets the due date of a timer again from what the model says and the variables are now.
 *
 * @param fromCreation counted from when the timer was made, and not from now.
 * @throws EngineError 404 when there is no such job, 500 when it is no timer or its expression fails.
 */
export function recalculateDueDate(engine: Engine, id: string, fromCreation: boolean): Promise<void> {
  return inTransaction(engine, async (work) => {
    const job = await takeJob(work, id);
    if (!job) {
      const message = `No job found with id '${id}': job is null`;
      throw new EngineError(404, 'InvalidRequestException', message, { code: 0 });
    }
    if (job.type !== 'timer') {
      throw invalidRequest(
        `Only timer jobs can be recalculated, but the job with id '${id}' is of type 'async-continuation'.`,
        500,
      );
    }
    const dueAt = await dueDateOf(work, job, fromCreation ? job.createdAt : work.now);
    await updateJob(work.tx, { ...job, dueAt: dueAt ?? job.dueAt });
    await recordJobOperation(work, 'RecalculateDueDate', job, [
      { property: 'duedate', from: job.dueAt, to: dueAt ?? job.dueAt },
      { property: 'creationDateBased', to: fromCreation },
    ]);
    work.hasFreshJobs = true;
  });
}

async function dueDateOf(work: Work, job: JobRow, countedFrom: Date): Promise<Date | undefined> {
  if (job.instanceId === null || job.executionId === null) return startDateOf(work, job, countedFrom);
  const found = await loadInstanceAt(work.tx, { kind: 'instance', id: job.instanceId });
  if (!found) return undefined;
  const { instance, scopes } = found;
  const { executor, model } = await work.engine.models.load(work.tx, {
    id: instance.definitionId,
    key: instance.definitionKey,
    executor: instance.executor,
  });
  if (!executor.timerSchedule) {
    throw invalidRequest(`Executor '${executor.name}' cannot calculate due dates again: set one instead.`);
  }
  const context = {
    instanceId: instance.id,
    businessKey: instance.businessKey,
    definitionId: instance.definitionId,
    definitionKey: instance.definitionKey,
    variables: scopes,
    now: countedFrom,
    newId: work.engine.newId,
  };
  try {
    return executor.timerSchedule(model, instance.state, job.executionId, context)?.dueAt;
  } catch (error) {
    throw new ExecutionFailed(error);
  }
}

async function startDateOf(work: Work, job: JobRow, countedFrom: Date): Promise<Date | undefined> {
  const definition = await findDefinition(work.tx, job.definitionId);
  if (!definition) return undefined;
  const { model } = await work.engine.models.load(work.tx, definition);
  const start = model.startEvents.find(({ activityId }) => activityId === job.activityId);
  if (start?.kind !== 'timer') return undefined;
  return startSchedule(start.timer, countedFrom)?.dueAt;
}
