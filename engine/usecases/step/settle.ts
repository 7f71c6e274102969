import type { CallRequest, ExecutorEvent, Variables } from '../../executors/port.ts';
import {
  findStartSubscriptions,
  findSubscription,
  findSubscriptions,
} from '../../store/event-subscriptions.ts';
import { recordCall } from '../../store/history-activities.ts';
import { findInstanceFacts, lockTree } from '../../store/instances.ts';
import type { InstanceFacts, LoadedInstance } from '../../store/instances.ts';
import { findDefinition, findDefinitionByKey } from '../../store/process-definitions.ts';
import type { ProcessDefinitionRow } from '../../store/process-definitions.ts';
import { boundIn } from '../bound-in.ts';
import { processEngineException } from '../errors.ts';
import { stepInstance } from './advance.ts';
import { createInstance } from './create-instance.ts';
import { cancelInstance } from './cancel-instance.ts';
import type { Pending, Work } from './work.ts';

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
      return stepInstance(work, pending.instanceId, pending.event);
    case 'deliver':
      return deliver(work, pending.subscriptionId, pending.variables);
    case 'call':
      return startCalled(work, pending.superId, pending.superExecutionId, pending.call);
    case 'cancel':
      return cancelInstance(work, pending.instanceId, pending);
    case 'signal':
      return broadcast(work, pending);
  }
}

/** Hands an event to one subscription, unless it closed in the meantime. */
async function deliver(work: Work, subscriptionId: string, variables: Variables): Promise<void> {
  const seen = await findSubscription(work.tx, subscriptionId);
  if (!seen || seen.instanceId === null || seen.executionId === null) return;
  await lockTree(work.tx, seen.instanceId);
  if (!(await findSubscription(work.tx, subscriptionId))) return;
  const { instanceId, executionId } = seen;
  await stepInstance(work, instanceId, { kind: 'deliver', executionId, variables });
}

async function startCalled(
  work: Work,
  superId: string,
  superExecutionId: string,
  call: CallRequest,
): Promise<void> {
  const caller = await findInstanceFacts(work.tx, superId);
  if (!caller) return;
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
    caller: { superId, superExecutionId, rootId: caller.rootId, depth: caller.depth + 1 },
  });
  await recordCall(work.tx, superId, superExecutionId, child.id);
}

async function calledDefinition(
  work: Work,
  caller: InstanceFacts,
  { calledElement, binding, tenantId = caller.tenantId }: CallRequest,
): Promise<ProcessDefinitionRow> {
  const definition = await findDefinitionByKey(
    work.tx,
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
  for (const { id, instanceId } of waiting) {
    if (instanceId === exceptInstanceId) continue;
    work.pending.push({ kind: 'deliver', subscriptionId: id, variables });
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
