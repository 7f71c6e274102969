import type { Variables } from '../../executors/port.ts';
import { lastVariables } from '../../store/history.ts';
import { findInstanceFacts, loadInstanceAt } from '../../store/load-instances.ts';
import type { LoadedInstance } from '../../store/load-instances.ts';
import { endUserTask } from '../../store/user-tasks.ts';
import { taskVariables } from '../../store/standalone-tasks.ts';
import { loadScopes } from '../../store/variables.ts';
import type { Engine } from '../engine.ts';
import { ExecutionFailed, restException } from '../errors.ts';
import { advanceInstance } from '../step/settle.ts';
import { openTask } from '../step/open-task.ts';
import { inSharedTransaction, inTransaction } from '../step/work.ts';
import type { Work } from '../step/work.ts';
import { takeVariables } from '../variables/take-variables.ts';
import type { VariableInputs } from '../variables/take-variables.ts';
import { completeStandaloneTask } from './standalone-task.ts';
import { takeTask, takeUserTask } from './take-user-task.ts';
import type { TakenTask } from './take-user-task.ts';
import { taskNotFound } from './task-errors.ts';
import { recordTaskOperation } from './task-operations.ts';

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
  return endingTask(engine, { id, inputs, refusal: `Cannot complete task ${id}:` }, (work, ending) =>
    finishTask(work, ending, options),
  );
}

/** A task about to end, the instance around it, and the variables that somebody gave with it. */
export interface EndingTask {
  taken: TakenTask;
  loaded: LoadedInstance | undefined;
  variables: Variables;
}

/** Takes a task and its instance in one round trip and lets `end` do the rest; failures begin with `refusal`. */
export function endingTask(
  engine: Engine,
  { id, inputs, refusal }: { id: string; inputs: VariableInputs | null | undefined; refusal: string },
  end: (work: Work, ending: EndingTask) => Promise<Variables>,
): Promise<Variables> {
  return inSharedTransaction(engine, async (work) => {
    const [taken, loaded] = await Promise.all([
      takeTask(work, id),
      loadInstanceAt(work.tx, { kind: 'user-task', id }),
    ]);
    if (!taken) throw restException(500, `${refusal} Cannot find task with id ${id}: task is null`);
    const variables = await takeVariables(work, taken.rootId ?? id, inputs, `${refusal} `);
    try {
      return await end(work, { taken, loaded, variables });
    } catch (error) {
      throw explainEnding(error, refusal);
    }
  });
}

/** Ends a task and moves its instance on; answers the variables afterwards when they are asked for. */
export async function finishTask(
  work: Work,
  { taken, loaded, variables }: EndingTask,
  options: { withVariables: boolean },
): Promise<Variables> {
  await recordTaskOperation(work, 'Complete', taken.task, [{ property: 'delete', from: false, to: true }]);
  if (taken.rootId === null) return completeStandaloneTask(work, taken.task, variables);
  const { id, instanceId, executionId } = taken.task;
  await endUserTask(work.tx, id, 'completed', work.now);
  const event = { kind: 'complete' as const, executionId, variables, task: openTask(taken.task) };
  await advanceInstance(work, instanceId, event, loaded);
  return options.withVariables ? variablesBeside(work, taken) : {};
}

/** What failed in the model while a task ended, as Camunda's resource of tasks words it. */
function explainEnding(error: unknown, failed: string): unknown {
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
