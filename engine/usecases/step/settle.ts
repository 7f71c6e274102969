import type { CallRequest, ExecutorEvent } from '../../executors/port.ts';
import {
  findStartSubscriptions,
  findSubscription,
  findSubscriptions,
} from '../../store/event-subscriptions.ts';
import { recordCall } from '../../store/history-activities.ts';
import { loadInstanceAt, lockTree } from '../../store/load-instances.ts';
import type { LoadedInstance } from '../../store/load-instances.ts';
import { findDefinition, findDefinitionByKey } from '../../store/process-definitions.ts';
import type { ProcessDefinitionRow } from '../../store/process-definitions.ts';
import { boundIn } from '../bound-in.ts';
import { processEngineException } from '../errors.ts';
import { stepInstance } from './advance.ts';
import { createInstance } from './create-instance.ts';
import { cancelInstance } from './cancel-instance.ts';
import type { Caller, Pending, Work } from './work.ts';

/** Calls within calls; a process that calls itself without end is stopped here instead of filling the database. */
export const MAX_CALL_DEPTH = 50;

/** Moves an instance for one event as `stepInstance` does, and everything that follows from it in other instances. */
export async function advanceInstance(
  work: Work,
  instanceId: string,
  event: ExecutorEvent,
  given?: LoadedInstance,
): Promise<void> {
  await stepInstance(work, instanceId, event, given);
  await settle(work);
}

/** Does what steps asked for beyond their own instance, until nothing is left. */
export async function settle(work: Work): Promise<void> {
  for (let next = work.pending.shift(); next; next = work.pending.shift()) await handle(work, next);
}

async function handle(work: Work, pending: Pending): Promise<void> {
  switch (pending.kind) {
    case 'advance':
      return stepInstance(work, pending.instanceId, pending.event, await untouched(work, pending.instanceId));
    case 'deliver':
      return deliver(work, pending);
    case 'call':
      return startCalled(work, pending);
    case 'cancel':
      return cancelInstance(work, pending.instanceId, pending);
    case 'signal':
      return broadcast(work, pending);
  }
}

/**
 * An instance of a tree that is locked, when this transaction wrote nothing to it; else undefined. What was written to others need
 * not be sent first.
 */
async function untouched({ tx, touched }: Work, id: string): Promise<LoadedInstance | undefined> {
  return touched.has(id) ? undefined : loadInstanceAt(tx.apart, { kind: 'instance', id });
}

/** Hands an event to one subscription, unless it closed in the meantime. */
async function deliver(
  work: Work,
  { subscription, variables, loaded }: Extract<Pending, { kind: 'deliver' }>,
): Promise<void> {
  const { id, executionId } = subscription;
  if (executionId === null) return;
  const event: ExecutorEvent = { kind: 'deliver', executionId, variables };
  if (loaded && !work.touched.has(loaded.instance.id)) {
    return stepInstance(work, loaded.instance.id, event, loaded);
  }
  const seen = await findSubscription(work.tx, id);
  if (!seen || seen.instanceId === null) return;
  await lockTree(work.tx, seen.instanceId);
  if (await findSubscription(work.tx, id)) await stepInstance(work, seen.instanceId, event);
}

async function startCalled(
  work: Work,
  { caller, superExecutionId, call }: Extract<Pending, { kind: 'call' }>,
): Promise<void> {
  if (work.touched.get(caller.id) === 'ended') return;
  if (caller.depth >= MAX_CALL_DEPTH) {
    throw processEngineException(
      `Process '${call.calledElement}' would be called ${MAX_CALL_DEPTH + 1} levels deep: it seems to call itself.`,
    );
  }
  const definition = await calledDefinition(work, caller, call);
  const child = await createInstance(work, {
    definition,
    businessKey: call.businessKey,
    variables: call.variables,
    caller: { superId: caller.id, superExecutionId, rootId: caller.rootId, depth: caller.depth + 1 },
  });
  await recordCall(work.tx, caller.id, superExecutionId, child.id);
}

async function calledDefinition(
  work: Work,
  caller: Caller,
  { calledElement, binding, tenantId = caller.tenantId }: CallRequest,
): Promise<ProcessDefinitionRow> {
  const definition = await findDefinitionByKey(
    work.tx.apart,
    { key: calledElement, tenantId },
    boundIn(caller.deploymentId, binding),
  );
  if (!definition) throw processEngineException(`no processes deployed with key '${calledElement}'`);
  return definition;
}

/** Reaches every instance that waits for a signal, and starts those that begin with it. */
async function broadcast(
  work: Work,
  { name, tenantId, variables, exceptInstanceId }: Extract<Pending, { kind: 'signal' }>,
): Promise<void> {
  const event = { eventType: 'signal', eventName: name, tenantId } as const;
  const waiting = await findSubscriptions(work.tx, event);
  for (const subscription of waiting) {
    if (subscription.instanceId === exceptInstanceId) continue;
    work.pending.push({ kind: 'deliver', subscription, variables });
  }
  for (const start of await findStartSubscriptions(work.tx, event)) {
    const definition = await findDefinition(work.tx, start.definitionId);
    if (!definition) continue;
    await createInstance(work, {
      definition,
      businessKey: null,
      variables,
      startActivityId: start.activityId,
    });
  }
}
