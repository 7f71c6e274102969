import type { ExternalTaskRow } from '../../store/external-tasks.ts';
import { findExternalTaskForUpdate, updateExternalTask } from '../../store/external-tasks.ts';
import { recordExternalTask } from '../../store/external-task-log.ts';
import { closeIncidents, hasIncident } from '../../store/incidents.ts';
import { findInstanceFacts } from '../../store/load-instances.ts';
import type { Engine } from '../engine.ts';
import { restException } from '../errors.ts';
import { openIncident } from '../instances/open-incident.ts';
import { advanceInstance } from '../step/settle.ts';
import { inTransaction } from '../step/work.ts';
import type { Work } from '../step/work.ts';
import { setVisibleVariables, setLocalVariables } from '../variables/set-variables.ts';
import type { VariableInputs } from '../variables/take-variables.ts';
import { factsOf } from './facts-of-task.ts';
import { takeTask, takeTaskOfWorker } from './take-task.ts';
import { recordTaskOperation } from './task-operation.ts';

/** Camunda cuts error messages at this length; clients rely on getting no more. */
const MAX_ERROR_MESSAGE = 666;

/** What a worker reports when it could not do the work. */
export interface FailureReport {
  workerId?: string | null | undefined;
  errorMessage?: string | null | undefined;
  errorDetails?: string | null | undefined;
  /** Tries left; left out means none (Camunda's default), which opens an incident at once. */
  retries?: number | null | undefined;
  /** Pause before the next try, in ms. */
  retryTimeout?: number | null | undefined;
  variables?: VariableInputs | null | undefined;
  localVariables?: VariableInputs | null | undefined;
}

/** Records a failure: the task waits for its next try or, when no try is left, for an operator. */
export function failExternalTask(engine: Engine, id: string, report: FailureReport): Promise<void> {
  return inTransaction(engine, async (work) => {
    const retries = report.retries ?? 0;
    const retryTimeoutMs = report.retryTimeout ?? 0;
    if (retries < 0) throw restException(400, 'The number of retries cannot be negative');
    if (retryTimeoutMs < 0) throw restException(400, 'Retry duration cannot be negative');
    const { task, rootId } = await takeTaskOfWorker(
      work,
      id,
      report.workerId,
      (taskId) => `Failure of External Task ${taskId} cannot be reported`,
    );
    await setVisibleVariables(work, { ...task, rootId }, report.variables);
    await setLocalVariables(work, { ...task, rootId }, report.localVariables);
    const failed: ExternalTaskRow = {
      ...task,
      errorMessage: report.errorMessage?.slice(0, MAX_ERROR_MESSAGE) ?? null,
      errorDetails: report.errorDetails ?? null,
      retries,
      lockExpiresAt: new Date(work.now.getTime() + retryTimeoutMs),
    };
    await updateExternalTask(work.tx, failed);
    // As in Camunda, the log says how many tries there were before.
    const logged = { ...failed, retries: task.retries };
    await recordExternalTask(work.tx, logged, 'failure', { newId: engine.newId, at: work.now });
    if (await becomesError(work, failed)) return;
    await followRetries(work, failed);
  });
}

/** Lets the model make an error of a failure (`camunda:errorEventDefinition`): the task is gone then. */
async function becomesError(work: Work, task: ExternalTaskRow): Promise<boolean> {
  const { tx, engine } = work;
  const { id, instanceId, executionId } = task;
  const instance = await findInstanceFacts(tx, instanceId);
  if (!instance) return false;
  const { definitionId, definitionKey: key, executor } = instance;
  const { model } = await engine.models.load(tx, { id: definitionId, key, executor });
  if (!model.errorTasks?.has(task.activityId)) return false;
  await advanceInstance(work, instanceId, { kind: 'fail', executionId, failure: factsOf(task) });
  return (await findExternalTaskForUpdate(tx, id)) === undefined;
}

/** Sets a task's priority: higher ones are fetched first. */
export function setExternalTaskPriority(engine: Engine, id: string, priority: number): Promise<void> {
  return inTransaction(engine, async (work) => {
    const { task } = await takeTask(work, id);
    await updateExternalTask(work.tx, { ...task, priority });
    const changes = [{ property: 'priority', from: task.priority, to: priority }];
    await recordTaskOperation(work, 'SetPriority', task, changes);
  });
}

/** Offers a task again that may be tried again, and asks an operator to look at one that may not. */
export async function followRetries(work: Work, task: ExternalTaskRow): Promise<void> {
  const { tx, now, engine } = work;
  if ((task.retries ?? 1) > 0) {
    await closeIncidents(tx, [task.id], 'resolved', now);
    work.freshTopics.add(task.topic);
    return;
  }
  const instance = await findInstanceFacts(tx, task.instanceId);
  if (!instance || (await hasIncident(tx, task.id))) return;
  await openIncident(engine, tx, {
    id: engine.newId(),
    instanceId: task.instanceId,
    definitionId: instance.definitionId,
    executionId: task.executionId,
    activityId: task.activityId,
    type: 'failedExternalTask',
    configuration: task.id,
    message: task.errorMessage,
    createdAt: now,
  });
  const fields = { type: 'failedExternalTask', externalTaskId: task.id, topic: task.topic };
  work.afterCommit.push(() => engine.log('warn', 'incident-opened', fields));
}
