import { z } from 'zod';
import { LockedExternalTask } from '../../../schemas/camunda/answers/external-tasks.ts';
import type { FastifyReply } from 'fastify';
import { FetchExternalTasks } from '../../../schemas/camunda/external-tasks.ts';
import type { Engine } from '../../usecases/engine.ts';
import { EngineError, nullValue, processEngineException } from '../../usecases/errors.ts';
import { toExecutionRef } from '../../usecases/execution-ref.ts';
import { fetchAndLock } from '../../usecases/external-tasks/fetch-and-lock.ts';
import type { LockedTask, TopicSubscription } from '../../usecases/external-tasks/fetch-and-lock.ts';
import { toWireVariables } from '../wire.ts';
import { does } from '../rest-app.ts';
import type { RestApp } from '../rest-app.ts';

/**
 * Serves `fetchAndLock`, waiting for tasks when the worker asks for it.
 *
 * @param maxWaiting workers that may wait at once. @default 1000: more than any installation has, few enough to notice a runaway
 * client. Camunda lets any number wait; its limit of 200 is of those that came and were not looked at yet.
 */
export function registerFetchAndLock(app: RestApp, engine: Engine, maxWaiting = 1_000): void {
  app.post(
    '/external-task/fetchAndLock',
    does('Locks external tasks for a worker, waiting for some if asked to', {
      body: FetchExternalTasks,
      response: { 200: z.array(LockedExternalTask) },
    }),
    async ({ body: request }, reply) => {
      if (!request.workerId) throw nullValue('workerId is null');
      const waitMs = request.asyncResponseTimeout ?? 0;
      if (waitMs > 0 && engine.waitingWorkers.size >= maxWaiting) {
        throw new EngineError(
          500,
          'InvalidRequestException',
          'At the moment the server has to handle too many requests at the same time. Please try again later.',
        );
      }
      const tasks = await fetchAndLock(engine, {
        workerId: request.workerId,
        maxTasks: request.maxTasks,
        usePriority: request.usePriority ?? false,
        createTimeOrder: request.sorting?.[0]?.sortOrder,
        topics: lastOfEachTopic(request.topics ?? []),
        waitMs,
        caller: hangUpSignal(reply),
      });
      const deserialized = new Map(
        (request.topics ?? []).map((topic) => [topic.topicName, topic.deserializeValues ?? false]),
      );
      return tasks.map((task) => lockedTaskDto(task, deserialized.get(task.task.topic)));
    },
  );
}

type TopicInput = NonNullable<FetchExternalTasks['topics']>[number];

/** A topic named twice keeps one instruction, as in Camunda. */
function lastOfEachTopic(topics: TopicInput[]): TopicSubscription[] {
  return [...new Map(topics.map((topic) => [topic.topicName, topic])).values()].map(toSubscription);
}

function toSubscription(topic: TopicInput): TopicSubscription {
  if (!topic.lockDuration || topic.lockDuration <= 0) {
    throw processEngineException(
      `lockTime is not greater than 0: lock duration of topic '${topic.topicName}'`,
    );
  }
  if (
    Object.values(topic.processVariables ?? {}).some((value) => typeof value === 'object' && value !== null)
  ) {
    throw processEngineException('Object values cannot be used to query');
  }
  return {
    topicName: topic.topicName,
    lockDurationMs: topic.lockDuration,
    businessKey: topic.businessKey ?? undefined,
    processDefinitionIds: idsOf(topic.processDefinitionId, topic.processDefinitionIdIn),
    processDefinitionKeys: idsOf(topic.processDefinitionKey, topic.processDefinitionKeyIn),
    versionTag: topic.processDefinitionVersionTag ?? undefined,
    processVariables: topic.processVariables ?? undefined,
    tenantIds: topic.tenantIdIn ?? undefined,
    withoutTenantId: topic.withoutTenantId ?? false,
    variables: topic.variables ?? undefined,
    localVariables: topic.localVariables ?? false,
    includeExtensionProperties: topic.includeExtensionProperties ?? false,
  };
}

function idsOf(one: string | null | undefined, many: string[] | null | undefined): string[] | undefined {
  if (one === null || one === undefined) return many ?? undefined;
  return many && !many.includes(one) ? [] : [one];
}

/** Aborted when the client closes the connection before it was answered. */
function hangUpSignal(reply: FastifyReply): AbortSignal {
  const hangUp = new AbortController();
  reply.raw.once('close', () => {
    if (!reply.raw.writableFinished) hangUp.abort();
  });
  return hangUp.signal;
}

function lockedTaskDto(
  { task, variables, extensionProperties }: LockedTask,
  deserialize: boolean | undefined,
): LockedExternalTask {
  const executionRef = toExecutionRef(task.instanceId, task.executionId);
  return {
    activityId: task.activityId,
    activityInstanceId: executionRef,
    errorMessage: task.errorMessage,
    errorDetails: task.errorDetails,
    executionId: executionRef,
    id: task.id,
    lockExpirationTime: task.lockExpiresAt,
    createTime: task.createdAt,
    processDefinitionId: task.processDefinitionId,
    processDefinitionKey: task.processDefinitionKey,
    processDefinitionVersionTag: task.processDefinitionVersionTag,
    processInstanceId: task.instanceId,
    retries: task.retries,
    suspended: false,
    workerId: task.workerId,
    topicName: task.topic,
    tenantId: task.tenantId,
    variables: toWireVariables(variables, deserialize),
    priority: task.priority,
    businessKey: task.businessKey,
    extensionProperties: extensionProperties ?? {},
  };
}
