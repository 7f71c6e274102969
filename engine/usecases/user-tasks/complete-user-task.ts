import type { Variables } from '../../executors/port.ts';
import { lastVariables } from '../../store/history.ts';
import { findInstanceFacts, loadInstanceAt } from '../../store/instances.ts';
import type { LoadedInstance } from '../../store/instances.ts';
import { endUserTask } from '../../store/user-tasks.ts';
import { taskVariables } from '../../store/standalone-tasks.ts';
import { loadScopes } from '../../store/variables.ts';
import type { Engine } from '../engine.ts';
import { ExecutionFailed, restException } from '../errors.ts';
import { advanceInstance } from '../step/settle.ts';
import { openTask } from '../step/open-task.ts';
import { inTransaction } from '../step/work.ts';
import type { Work } from '../step/work.ts';
import { takeVariables } from '../variables/take-variables.ts';
import type { VariableInputs } from '../variables/take-variables.ts';
import { completeStandaloneTask } from './standalone-task.ts';
import { takeTask, takeUserTask } from './take-user-task.ts';
import type { TakenTask } from './take-user-task.ts';
import { taskNotFound } from './task-errors.ts';

/**
 * Completes a user task and moves its instance on. A second completion is refused and changes nothing.
 *
 * @param options.withVariables whether to answer the process variables afterwards, the last ones when the instance ended.
 * @throws EngineError 500 for a task that is not there (Camunda's choice), 400 for bad variables.
 */
export function completeUserTask(
  engine: Engine,
  id: string,
  inputs: VariableInputs | null | undefined,
  options: { withVariables: boolean },
): Promise<Variables> {
  return inTransaction(engine, async (work) => {
    const { taken, loaded } = await takeForEnding(work, id);
    const failed = `Cannot complete task ${id}:`;
    if (!taken) throw restException(500, `${failed} Cannot find task with id ${id}: task is null`);
    const variables = await takeVariables(work, taken.rootId ?? id, inputs, `${failed} `);
    try {
      return await finishTask(work, { taken, loaded, variables }, options);
    } catch (error) {
      throw explainEnding(error, failed);
    }
  });
}

/** A task about to end, with the instance around it, in one round trip. */
export async function takeForEnding(
  work: Work,
  id: string,
): Promise<{ taken: TakenTask | undefined; loaded: LoadedInstance | undefined }> {
  const [taken, loaded] = await Promise.all([
    takeTask(work, id),
    loadInstanceAt(work.tx, { kind: 'user-task', id }),
  ]);
  return { taken, loaded };
}

/** Ends a task and moves its instance on; answers the variables afterwards when they are asked for. */
export async function finishTask(
  work: Work,
  {
    taken,
    loaded,
    variables,
  }: { taken: TakenTask; loaded: LoadedInstance | undefined; variables: Variables },
  options: { withVariables: boolean },
): Promise<Variables> {
  if (taken.rootId === null) return completeStandaloneTask(work, taken.task, variables);
  const { id, instanceId, executionId } = taken.task;
  await endUserTask(work.tx, id, 'completed', work.now);
  const event = { kind: 'complete' as const, executionId, variables, task: openTask(taken.task) };
  await advanceInstance(work, instanceId, event, loaded);
  return options.withVariables ? variablesBeside(work, taken) : {};
}

/** What failed in the model while a task ended, as Camunda's resource of tasks words it. */
export function explainEnding(error: unknown, failed: string): unknown {
  if (!(error instanceof ExecutionFailed)) return error;
  return restException(500, `${failed} ${error.message}`, error);
}

/** What is answered beside a task: the process variables, or those of a task that belongs to no instance. */
export async function variablesBeside(work: Work, { task }: TakenTask): Promise<Variables> {
  const { instanceId } = task;
  if (instanceId === null) return taskVariables(work.tx, task.id);
  const [instance, scopes] = await Promise.all([
    findInstanceFacts(work.tx, instanceId),
    loadScopes(work.tx, instanceId),
  ]);
  return instance ? (scopes[instanceId] ?? {}) : lastVariables(work.tx, instanceId);
}

/** Ends a user task with an error that a boundary event or event subprocess may catch. */
export function throwUserTaskError(
  engine: Engine,
  id: string,
  report: {
    errorCode?: string | null | undefined;
    errorMessage?: string | null | undefined;
    variables?: VariableInputs | null | undefined;
  },
): Promise<void> {
  return inTransaction(engine, async (work) => {
    if (!report.errorCode) throw restException(400, 'errorCode is null');
    const taken = await takeUserTask(work, id);
    if (!taken) throw taskNotFound(id);
    const { task, rootId } = taken;
    const variables = await takeVariables(work, rootId, report.variables);
    await endUserTask(work.tx, id, 'deleted', work.now);
    await advanceInstance(work, task.instanceId, {
      kind: 'throw-error',
      executionId: task.executionId,
      code: report.errorCode,
      ...(report.errorMessage ? { message: report.errorMessage } : {}),
      variables,
      task: openTask(task),
    });
  });
}
