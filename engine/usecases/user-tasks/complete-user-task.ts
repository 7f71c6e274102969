import type { Variables } from '../../executors/port.ts';
import { recordTaskEnds } from '../../store/history.ts';
import { findInstanceFacts, loadInstanceAt } from '../../store/instances.ts';
import { deleteUserTask } from '../../store/user-tasks.ts';
import { taskVariables } from '../../store/standalone-tasks.ts';
import { loadScopes } from '../../store/variables.ts';
import type { Engine } from '../engine.ts';
import { ExecutionFailed, invalidRequest, restException } from '../errors.ts';
import { advanceInstance } from '../step/settle.ts';
import { inTransaction } from '../step/work.ts';
import type { Work } from '../step/work.ts';
import { takeVariables } from '../variables/take-variables.ts';
import type { VariableInputs } from '../variables/take-variables.ts';
import { resolveTask } from './resolve-user-task.ts';
import { completeStandaloneTask } from './standalone-task.ts';
import { takeTask, takeUserTask } from './take-user-task.ts';
import type { TakenTask } from './take-user-task.ts';
import { taskNotFound } from './task-errors.ts';

/**
 * Completes a user task and moves its instance on. A second completion is refused and changes nothing.
 *
 * @param options.withVariables whether to answer the process variables afterwards; they are empty when the instance ended.
 * @param options.byForm a form is submitted: that hands a delegated task back to its owner instead of completing it.
 * @throws EngineError 500 for a task that is not there (Camunda's choice), 400 for bad variables.
 */
export function completeUserTask(
  engine: Engine,
  id: string,
  inputs: VariableInputs | null | undefined,
  options: { withVariables: boolean; byForm: boolean },
): Promise<Variables> {
  return inTransaction(engine, async (work) => {
    const [taken, loaded] = await Promise.all([
      takeTask(work, id),
      loadInstanceAt(work.tx, { kind: 'user-task', id }),
    ]);
    const failed = `Cannot ${options.byForm ? 'submit task form' : 'complete task'} ${id}:`;
    if (!taken) throw restException(500, `${failed} Cannot find task with id ${id}: task is null`);
    if (options.byForm && taken.task.delegationState === 'PENDING') {
      await resolveTask(work, taken, inputs);
      return options.withVariables ? variablesOf(work, taken) : {};
    }
    if (taken.rootId === null) return completeStandaloneTask(work, taken.task, inputs);
    const { task, rootId } = taken;
    const variables = await takeVariables(work, rootId, inputs);
    await recordTaskEnds(work.tx, [id], 'completed', work.now);
    await deleteUserTask(work.tx, id);
    try {
      const { instanceId, executionId } = task;
      await advanceInstance(work, instanceId, { kind: 'complete', executionId, variables }, loaded);
    } catch (error) {
      if (!(error instanceof ExecutionFailed)) throw error;
      throw restException(500, `${failed} ${error.message}`, error);
    }
    return options.withVariables ? variablesOf(work, taken) : {};
  });
}

/** What is answered beside a task: the process variables, or those of a task that belongs to no instance. */
async function variablesOf(work: Work, { task }: TakenTask): Promise<Variables> {
  const { instanceId } = task;
  if (instanceId === null) return taskVariables(work.tx, task.id);
  const [instance, scopes] = await Promise.all([
    findInstanceFacts(work.tx, instanceId),
    loadScopes(work.tx, instanceId),
  ]);
  return instance ? (scopes[instanceId] ?? {}) : {};
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
    if (!report.errorCode) throw invalidRequest('The error code must not be empty or null.');
    const taken = await takeUserTask(work, id);
    if (!taken) throw taskNotFound(id);
    const { task, rootId } = taken;
    const variables = await takeVariables(work, rootId, report.variables);
    await recordTaskEnds(work.tx, [id], 'completed', work.now);
    await deleteUserTask(work.tx, id);
    await advanceInstance(work, task.instanceId, {
      kind: 'throw-error',
      executionId: task.executionId,
      code: report.errorCode,
      ...(report.errorMessage ? { message: report.errorMessage } : {}),
      variables,
    });
  });
}
