import { isDeepStrictEqual } from 'node:util';
import type {
  Advance,
  AdvanceContext,
  ExecutorEvent,
  OpenTask,
  VariableScopes,
} from '../../executors/port.ts';
import type { Thrown } from '../../executors/thrown.ts';
import { saveState } from '../../store/instances.ts';
import { loadInstanceAt, lockTree } from '../../store/load-instances.ts';
import type { InstanceRow } from '../../store/instances.ts';
import type { LoadedInstance } from '../../store/load-instances.ts';
import { findUserTasksOf } from '../../store/user-tasks.ts';
import { DecisionNeeded, withDecisions } from '../decisions/with-decisions.ts';
import { ExecutionFailed, processEngineException } from '../errors.ts';
import type { LoadedModel } from '../model-cache.ts';
import { collectChanges, scopesAfter } from './collect-changes.ts';
import type { StepChanges } from './collect-changes.ts';
import { endInstance } from './end-instance.ts';
import { openTask } from './open-task.ts';
import { persistChanges } from './persist-changes.ts';
import { isCaughtAbove, thrownToEndCaller } from './thrown-above.ts';
import { UnreadableState, otherFormat } from './unreadable-state.ts';
import type { Work } from './work.ts';

/** Steps of one transaction; a model that takes more never waits for anything. */
const MAX_STEPS = 5_000;

/**
 * Moves one running instance for one event and writes the outcome; does nothing when the instance is gone.
 *
 * @param given the instance, when it was read under the lock of its tree and nothing was written to it since
 */
export async function stepInstance(
  work: Work,
  instanceId: string,
  event: ExecutorEvent,
  given?: LoadedInstance,
): Promise<void> {
  const found = given ?? (await lockAndLoad(work, instanceId));
  if (!found) return;
  const { instance, scopes } = found;
  work.touched.set(instanceId, 'running');
  const loaded = await work.engine.models.load(work.tx, {
    id: instance.definitionId,
    key: instance.definitionKey,
    executor: instance.executor,
  });
  if (loaded.executor.stateFormat !== instance.stateFormat) {
    const reason = otherFormat(instanceId, instance.stateFormat, [loaded.executor.stateFormat]);
    throw new UnreadableState(instanceId, reason);
  }
  const { state, changes } = await moveTokens(work, loaded, { instance, scopes, event });
  changes.closedWaits = changes.closedWaits.filter((executionId) => executionId !== goneWith(event));
  if (!changes.ended) await saveState(work.tx, { ...instance, state });
  await persistOutcome(work, instance, scopes, changes);
}

async function lockAndLoad({ tx }: Work, id: string): Promise<LoadedInstance | undefined> {
  const [, found] = await Promise.all([lockTree(tx, id), loadInstanceAt(tx, { kind: 'instance', id })]);
  return found;
}

/** The wait whose task, timer or called instance was removed before the step: nothing is left to close. */
function goneWith(event: ExecutorEvent): string | undefined {
  switch (event.kind) {
    case 'complete':
    case 'throw-error':
    case 'fire-timer':
    case 'continue':
    case 'call-ended':
      return event.executionId;
    default:
      return undefined;
  }
}

/** One event of one instance. */
interface TokenStep {
  instance: Omit<InstanceRow, 'revision'>;
  scopes: VariableScopes;
  event: ExecutorEvent;
}

/** Asks the executor what one event leads to. @throws ExecutionFailed when the model or an expression fails. */
export async function moveTokens(
  work: Work,
  loaded: LoadedModel,
  step: TokenStep,
): Promise<{ state: unknown; changes: StepChanges }> {
  const isCalled = step.instance.superId !== null;
  const moved = await advanceOnce(work, loaded, step, { isCalled });
  if (!isCalled) return moved;
  // Nothing was written yet: where it matters what the callers do with what is thrown, the same event happens again.
  const error = moved.changes.ended?.error;
  if (error && !(await isCaughtAbove(work, step.instance, error.code)))
    return advanceOnce(work, loaded, step, { isCalled: false });
  const ending = await thrownToEndCaller(work, step.instance, moved.changes);
  if (ending.length === 0) return moved;
  const endsCaller = (thrown: Thrown): boolean => ending.some((one) => isDeepStrictEqual(one, thrown));
  return advanceOnce(work, loaded, step, { isCalled, endsCaller });
}

async function advanceOnce(
  work: Work,
  { executor, model }: LoadedModel,
  step: TokenStep,
  caller: Pick<AdvanceContext, 'isCalled' | 'endsCaller'>,
): Promise<{ state: unknown; changes: StepChanges }> {
  work.steps += 1;
  if (work.steps > MAX_STEPS) {
    throw processEngineException(`More than ${MAX_STEPS} steps without a wait: the model seems to loop.`);
  }
  const { instance, scopes, event } = step;
  const context: AdvanceContext = {
    instanceId: instance.id,
    businessKey: instance.businessKey,
    definitionId: instance.definitionId,
    definitionKey: instance.definitionKey,
    ...caller,
    variables: scopes,
    now: work.now,
    newId: work.engine.newId,
    authenticatedUserId: work.engine.userId ?? null,
    ...(model.needsOpenTasks ? { openTasks: await openTasksOf(work, instance.id) } : {}),
  };
  const advance = await withDecisions(work, instance, (decide): Advance => {
    try {
      return executor.advance(model, instance.state, event, { ...context, decide });
    } catch (error) {
      throw error instanceof DecisionNeeded ? error : new ExecutionFailed(error);
    }
  });
  const changes = collectChanges(advance.effects, instance.id, work.now);
  if (event.kind === 'modify') changes.byHand = { skipCustomListeners: event.skipCustomListeners ?? false };
  return { state: advance.state, changes };
}

async function openTasksOf({ tx }: Work, instanceId: string): Promise<Record<string, OpenTask>> {
  const tasks = await findUserTasksOf(tx, instanceId);
  return Object.fromEntries(tasks.map((task) => [task.executionId, openTask(task)]));
}

/** Writes the changes of a step and, when it was the last one, the end of the instance. */
export async function persistOutcome(
  work: Work,
  instance: InstanceRow,
  scopes: VariableScopes,
  changes: StepChanges,
): Promise<void> {
  await persistChanges(work, instance, changes);
  const after = scopesAfter(scopes, changes);
  work.scopes.set(instance.id, after);
  tellCaller(work, instance, changes);
  if (changes.ended) await endInstance(work, instance, changes.ended, after[instance.id] ?? {});
}

/** What was thrown goes to the call activity that waits for the instance; without one it is lost, as in Camunda. */
function tellCaller(
  work: Work,
  { superId, superExecutionId: executionId }: InstanceRow,
  { escalations, lostErrors }: StepChanges,
): void {
  if (superId === null || executionId === null) return;
  const tell = (event: ExecutorEvent): void =>
    void work.pending.push({ kind: 'advance', instanceId: superId, event });
  for (const { code, variables } of escalations) tell({ kind: 'escalate', executionId, code, variables });
  for (const { variables } of lostErrors) tell({ kind: 'take-results', executionId, variables });
}
