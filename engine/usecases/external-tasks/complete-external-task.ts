import { finishExternalTask, workerThatCompleted } from '../../store/external-tasks.ts';
import { closeIncidents } from '../../store/incidents.ts';
import { loadInstanceAt } from '../../store/load-instances.ts';
import type { Engine } from '../engine.ts';
import { EngineError, nullValue } from '../errors.ts';
import { advanceInstance } from '../step/settle.ts';
import type { Work } from '../step/work.ts';
import { takeVariables } from '../variables/take-variables.ts';
import type { VariableInputs } from '../variables/take-variables.ts';
import { countingFailures } from './count-failures.ts';
import { factsOf } from './facts-of-task.ts';
import { takeTaskOfWorker } from './take-task.ts';
import type { TakenTask } from './take-task.ts';

/** What a worker reports when it is done. */
export interface CompletionReport {
  workerId?: string | null | undefined;
  variables?: VariableInputs | null | undefined;
  localVariables?: VariableInputs | null | undefined;
}

/**
 * Completes a task and moves its instance on. The same worker may report the same task again (its first answer was lost
 * on the way): that is a success that changes nothing.
 *
 * @throws EngineError 404, 400 as `takeTaskOfWorker`; 500 when what follows fails: the task then stays as it was.
 */
export function completeExternalTask(engine: Engine, id: string, report: CompletionReport): Promise<void> {
  return countingFailures(engine, id, async (work) => {
    const [taken, loaded] = await Promise.all([
      takeUnlessDone(work, id, report.workerId),
      loadInstanceAt(work.tx, { kind: 'external-task', id }),
    ]);
    if (!taken) return;
    const { task, rootId } = taken;
    const variables = await takeVariables(work, rootId, report.variables);
    const localVariables = await takeVariables(work, rootId, report.localVariables);
    await finish(work, taken);
    const { instanceId, executionId } = task;
    const externalTask = factsOf(task);
    await advanceInstance(
      work,
      instanceId,
      { kind: 'complete', executionId, variables, localVariables, externalTask },
      loaded,
    );
  });
}

/** What a worker reports when the work ended with an error the model may catch. */
export interface BpmnErrorReport {
  workerId?: string | null | undefined;
  errorCode?: string | null | undefined;
  errorMessage?: string | null | undefined;
  variables?: VariableInputs | null | undefined;
}

/** Ends a task with an error that a boundary event or event subprocess may catch; uncaught, it ends its scope. */
export function throwExternalTaskError(engine: Engine, id: string, report: BpmnErrorReport): Promise<void> {
  return countingFailures(engine, id, async (work) => {
    if (!report.errorCode) {
      throw nullValue('errorCode is null');
    }
    const taken = await takeTaskOfWorker(
      work,
      id,
      report.workerId,
      (taskId) => `Bpmn error of External Task ${taskId} cannot be reported`,
    );
    const variables = await takeVariables(work, taken.rootId, report.variables);
    await finish(work, taken);
    await advanceInstance(work, taken.task.instanceId, {
      kind: 'throw-error',
      executionId: taken.task.executionId,
      code: report.errorCode,
      ...(report.errorMessage ? { message: report.errorMessage } : {}),
      variables,
    });
  });
}

async function takeUnlessDone(
  work: Work,
  id: string,
  workerId: string | null | undefined,
): Promise<TakenTask | undefined> {
  try {
    return await takeTaskOfWorker(
      work,
      id,
      workerId,
      (taskId) => `External Task ${taskId} cannot be completed`,
    );
  } catch (error) {
    const isGone = error instanceof EngineError && error.status === 404;
    if (isGone && (await workerThatCompleted(work.tx, id)) === workerId) return undefined;
    throw error;
  }
}

async function finish({ tx, engine, now }: Work, { task }: TakenTask): Promise<void> {
  await finishExternalTask(tx, task.id, { newId: engine.newId, at: now });
  if (task.hasIncident) await closeIncidents(tx, [task.id], 'resolved', now);
}
