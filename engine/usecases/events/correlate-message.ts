import { findStartSubscriptions, findSubscriptions } from '../../store/event-subscriptions.ts';
import type { SubscriptionRow } from '../../store/event-subscriptions.ts';
import { loadInstanceAt, lockTree } from '../../store/load-instances.ts';
import type { LoadedInstance } from '../../store/load-instances.ts';
import { lastVariables } from '../../store/history.ts';
import { loadScopes } from '../../store/variables.ts';
import type { Variables } from '../../executors/port.ts';
import { findDefinition } from '../../store/process-definitions.ts';
import type { Engine } from '../engine.ts';
import { EngineError } from '../errors.ts';
import { recordOperation } from '../history/record-operation.ts';
import { createInstance } from '../step/create-instance.ts';
import type { StartedInstance } from '../step/create-instance.ts';
import { settle } from '../step/settle.ts';
import { settleStarted } from '../step/settle-started.ts';
import { inSharedTransaction } from '../step/work.ts';
import type { Work } from '../step/work.ts';
import { parseVariable } from '../variables/parse-variable.ts';
import { takeVariables } from '../variables/take-variables.ts';
import type { VariableInputs } from '../variables/take-variables.ts';

/** A message and whom it is meant for; what is left out does not narrow. */
export interface MessageRequest {
  messageName: string;
  businessKey?: string | undefined;
  /** null: only what belongs to no tenant. */
  tenantId?: string | null | undefined;
  processInstanceId?: string | undefined;
  /** Values process variables must have. */
  correlationKeys?: VariableInputs | undefined;
  /** Values variables of the waiting scope must have. */
  localCorrelationKeys?: VariableInputs | undefined;
  processVariables?: VariableInputs | undefined;
  /** Reach every match instead of exactly one. */
  all: boolean;
  /** Whether to answer the process variables afterwards. */
  withVariables?: boolean;
}

/** What a message reached. */
export type MessageResult =
  | {
      kind: 'execution';
      instanceId: string;
      executionId: string;
      tenantId: string | null;
      /** The instance ended by it. */
      ended: boolean;
      /** Process variables afterwards, when they were asked for. */
      variables: Variables | null;
    }
  | { kind: 'definition'; instance: StartedInstance };

/**
 * Delivers a message to the one instance that waits for it, or starts the process that begins with it.
 *
 * @throws EngineError 400 MismatchingMessageCorrelationException when not exactly one fits (unless `all`).
 */
export function correlateMessage(engine: Engine, request: MessageRequest): Promise<MessageResult[]> {
  return inSharedTransaction(engine, async (work) => {
    const waiting = await findWaiting(work, request);
    if (waiting.length > 1 && !request.all) {
      throw mismatch(request.messageName, `${waiting.length} executions match the correlation keys`);
    }
    const results: MessageResult[] = [];
    for (const each of waiting) results.push(await deliver(work, each, request));
    if (waiting.length === 0 || request.all) results.push(...(await startByMessage(work, request)));
    if (results.length === 0 && !request.all) {
      throw mismatch(request.messageName, 'No process definition or execution matches the parameters');
    }
    const fresh = results.flatMap((result) => (result.kind === 'definition' ? [result.instance] : []));
    const started = await settleStarted(work, fresh);
    if (request.all) await recordCorrelation(work, request, results);
    return Promise.all(
      results.map(async (result) => {
        if (result.kind === 'execution') return afterwards(work, result, request.withVariables ?? false);
        return {
          ...result,
          instance: started.find(({ id }) => id === result.instance.id) ?? result.instance,
        };
      }),
    );
  });
}

/** Delivers a message to whatever waits for it in one instance, as an item of a batch. */
export async function deliverToInstance(
  work: Work,
  request: Pick<MessageRequest, 'messageName' | 'processVariables'> & { processInstanceId: string },
): Promise<void> {
  const all = { ...request, all: true };
  for (const each of await findWaiting(work, all)) await deliver(work, each, all);
  await settle(work);
}

/** A subscription that fits, and its instance as it stands under the lock. */
interface Waiting {
  subscription: SubscriptionRow;
  loaded: LoadedInstance;
}

/** What is found here is still there when the message is delivered: its instances are locked. */
async function findWaiting(work: Work, request: MessageRequest): Promise<Waiting[]> {
  const { tx } = work;
  const search = {
    eventType: 'message' as const,
    eventName: request.messageName,
    businessKey: request.businessKey,
    tenantId: request.tenantId,
    instanceId: request.processInstanceId,
    correlationKeys: plainValues(request.correlationKeys),
    localCorrelationKeys: plainValues(request.localCorrelationKeys),
  };
  const seen = await findSubscriptions(tx, search);
  const ids = [...new Set(seen.map(instanceOf))];
  for (const id of ids) await lockTree(tx, id);
  if (ids.length === 0) return [];
  const [found, loaded] = await Promise.all([
    findSubscriptions(tx, search),
    Promise.all(ids.map((id) => loadInstanceAt(tx, { kind: 'instance', id }))),
  ]);
  return found.flatMap((subscription) => {
    const instance = loaded[ids.indexOf(instanceOf(subscription))];
    return instance ? [{ subscription, loaded: instance }] : [];
  });
}

const instanceOf = ({ instanceId }: SubscriptionRow): string => instanceId ?? '';

async function deliver(
  work: Work,
  { subscription, loaded }: Waiting,
  request: MessageRequest,
): Promise<MessageResult> {
  const { id: instanceId, rootId, tenantId } = loaded.instance;
  const variables = await takeVariables(work, rootId, request.processVariables);
  work.pending.push({ kind: 'deliver', subscription, variables, loaded });
  return {
    kind: 'execution',
    instanceId,
    executionId: subscription.executionId ?? instanceId,
    tenantId,
    ended: false,
    variables: null,
  };
}

/** How an instance stands once everything has followed from the message. */
async function afterwards(
  { tx, touched }: Work,
  result: Extract<MessageResult, { kind: 'execution' }>,
  withVariables: boolean,
): Promise<MessageResult> {
  const { instanceId } = result;
  const ended = touched.get(instanceId) === 'ended';
  if (!withVariables) return { ...result, ended };
  const variables = ended
    ? await lastVariables(tx, instanceId)
    : (await loadScopes(tx, instanceId))[instanceId];
  return { ...result, ended, variables: variables ?? {} };
}

async function startByMessage(work: Work, request: MessageRequest): Promise<MessageResult[]> {
  // A message for a certain instance never starts another one.
  if (request.processInstanceId !== undefined) return [];
  const starts = await findStartSubscriptions(work.tx, {
    eventType: 'message',
    eventName: request.messageName,
    tenantId: request.tenantId,
  });
  if (starts.length > 1 && !request.all) {
    throw mismatch(request.messageName, `${starts.length} process definitions start with it`);
  }
  const results: MessageResult[] = [];
  for (const start of starts) {
    const definition = await findDefinition(work.tx, start.definitionId);
    if (!definition) continue;
    const id = work.engine.newId();
    const keys = await takeVariables(work, id, request.correlationKeys);
    const variables = await takeVariables(work, id, request.processVariables);
    const instance = await createInstance(work, {
      id,
      definition,
      businessKey: request.businessKey ?? null,
      variables: { ...keys, ...variables },
      startActivityId: start.activityId,
    });
    results.push({ kind: 'definition', instance });
  }
  return results;
}

/** Camunda notes a message for all whom it reaches, with their number, and none for exactly one. */
async function recordCorrelation(
  work: Work,
  { messageName, processVariables = {} }: MessageRequest,
  results: MessageResult[],
): Promise<void> {
  const [first] = results;
  if (!first) return;
  const started = first.kind === 'definition' ? first.instance : undefined;
  const isOne = results.length === 1;
  const variables = Object.keys(processVariables).length;
  await recordOperation(work, {
    type: 'CorrelateMessage',
    entity: 'ProcessInstance',
    definitionId: started?.definitionId ?? null,
    instanceId: isOne ? (started?.id ?? null) : null,
    changes: [
      { property: 'messageName', to: messageName },
      ...(variables > 0 ? [{ property: 'nrOfVariables', to: variables }] : []),
      ...(isOne ? [] : [{ property: 'nrOfInstances', to: results.length }]),
      ...(isOne && started ? [{ property: 'processInstanceId', to: started.id }] : []),
    ],
  });
}

function plainValues(inputs: VariableInputs | undefined): Record<string, unknown> | undefined {
  if (!inputs) return undefined;
  return Object.fromEntries(
    Object.entries(inputs).map(([name, input]) => [name, parseVariable(name, input).value.value]),
  );
}

function mismatch(messageName: string, reason: string): EngineError {
  return new EngineError(400, 'RestException', `Cannot correlate message '${messageName}': ${reason}`, {
    code: 0,
  });
}
