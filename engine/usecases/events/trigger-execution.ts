import { openActivitiesOf } from '../../store/activity-reads.ts';
import type { OpenActivity } from '../../store/activity-reads.ts';
import { closeWaits } from '../../store/close-waits.ts';
import { findSubscriptions } from '../../store/event-subscriptions.ts';
import { findInstanceFacts, lockTree } from '../../store/load-instances.ts';
import type { InstanceFacts } from '../../store/instances.ts';
import type { Engine } from '../engine.ts';
import { ExecutionFailed, restException } from '../errors.ts';
import { parseExecutionRef } from '../execution-ref.ts';
import { advanceInstance, settle } from '../step/settle.ts';
import { inTransaction } from '../step/work.ts';
import type { Work } from '../step/work.ts';
import { takeVariables } from '../variables/take-variables.ts';
import type { VariableInputs } from '../variables/take-variables.ts';

/**
 * Sends an execution on that waits: a task, or an intermediate event. The id of an instance means
 * its execution, where it has only one.
 *
 * @throws EngineError 500 (sic) when there is no such execution or it waits for something else, 400 for bad variables.
 */
export function signalExecution(
  engine: Engine,
  ref: string,
  inputs: VariableInputs | null | undefined,
): Promise<void> {
  return inTransaction(engine, async (work) => {
    const failed = `Cannot signal execution ${ref}: `;
    const refused = (reason: string) => restException(500, `${failed}${reason}`);
    const instance = await lockedInstance(work, ref);
    const activity = instance && (await activityOf(work, ref));
    if (!activity) throw refused(`execution ${ref} doesn't exist: execution is null`);
    if (instance.suspended) throw refused(`execution ${ref} is suspended.`);
    const variables = await takeVariables(work, instance.rootId, inputs, failed);
    const { executionId } = activity;
    try {
      // What it waited for is no longer wanted, be it a message, a worker or the time.
      const executionIds = [executionId];
      await closeWaits(work.tx, {
        instanceId: instance.id,
        executionIds,
        deleteReason: 'deleted',
        at: work.now,
      });
      await advanceInstance(work, instance.id, { kind: 'complete', executionId, variables });
    } catch (error) {
      throw error instanceof ExecutionFailed ? refused(error.message) : error;
    }
  });
}

/**
 * Hands a message to the execution that waits for it.
 *
 * @throws EngineError 500 (sic) when it does not wait for it, 400 for bad variables.
 */
export function triggerMessage(
  engine: Engine,
  ref: string,
  messageName: string,
  inputs: VariableInputs | null | undefined,
): Promise<void> {
  return inTransaction(engine, async (work) => {
    const failed = `Cannot trigger message ${messageName} for execution ${ref}: `;
    const refused = (reason: string) => restException(500, `${failed}${reason}`);
    const instance = await lockedInstance(work, ref);
    const [, executionId] = parseExecutionRef(ref).scopePath;
    const search = { eventType: 'message', eventName: messageName, executionId } as const;
    const found = instance ? await findSubscriptions(work.tx, { ...search, instanceId: instance.id }) : [];
    const [subscription, ...others] = found;
    if (!instance || !subscription) {
      throw refused(
        `Execution with id '${ref}' does not have a subscription to a message event with name '${messageName}': eventSubscriptions is empty`,
      );
    }
    if (others.length > 0)
      throw refused(`More than one matching message subscription found for execution ${ref}`);
    const variables = await takeVariables(work, instance.rootId, inputs, failed);
    work.pending.push({ kind: 'deliver', subscription, variables });
    try {
      await settle(work);
    } catch (error) {
      throw error instanceof ExecutionFailed ? refused(error.message) : error;
    }
  });
}

async function lockedInstance(work: Work, ref: string): Promise<InstanceFacts | undefined> {
  const { instanceId } = parseExecutionRef(ref);
  if ((await lockTree(work.tx, instanceId)) === undefined) return undefined;
  return findInstanceFacts(work.tx, instanceId);
}

/** The activity an execution is at. */
async function activityOf(work: Work, ref: string): Promise<OpenActivity | undefined> {
  const { instanceId, scopePath } = parseExecutionRef(ref);
  const [, executionId] = scopePath;
  const open = await openActivitiesOf(work.tx, instanceId);
  if (executionId !== undefined) return open.find((activity) => activity.executionId === executionId);
  const around = new Set(open.map(({ parentExecutionId }) => parentExecutionId));
  const leaves = open.filter((activity) => !around.has(activity.executionId));
  return leaves.length === 1 ? leaves[0] : undefined;
}
