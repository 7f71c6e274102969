/** External tasks: what workers send and ask. */
import { z } from 'zod';
import { flagText } from './address.ts';
import { VariableMap } from './variables.ts';

const workerId = z.string().nullish();

/** Java's `int`, which Camunda reads these numbers into. */
const int = z
  .int()
  .min(-(2 ** 31))
  .max(2 ** 31 - 1);

/** Camunda refuses to hold a request for longer. */
const MAX_RESPONSE_TIMEOUT_MS = 1_800_000;

const Topic = z.object({
  topicName: z.string(),
  lockDuration: z.number().nullish(),
  variables: z.array(z.string()).nullish(),
  localVariables: z.boolean().nullish(),
  businessKey: z.string().nullish(),
  processDefinitionId: z.string().nullish(),
  processDefinitionIdIn: z.array(z.string()).nullish(),
  processDefinitionKey: z.string().nullish(),
  processDefinitionKeyIn: z.array(z.string()).nullish(),
  processDefinitionVersionTag: z.string().nullish(),
  processVariables: z.record(z.string(), z.unknown()).nullish(),
  tenantIdIn: z.array(z.string()).nullish(),
  withoutTenantId: z.boolean().nullish(),
  includeExtensionProperties: z.boolean().nullish(),
  /** Whether objects that are JSON are sent as what they say instead of as text. */
  deserializeValues: z.boolean().nullish(),
});

/** `POST /external-task/fetchAndLock`. */
export const FetchExternalTasks = z.object({
  workerId,
  maxTasks: z.int().min(0),
  usePriority: z.boolean().nullish(),
  asyncResponseTimeout: z
    .number()
    .max(
      MAX_RESPONSE_TIMEOUT_MS,
      `The asynchronous response timeout cannot be set to a value greater than ${MAX_RESPONSE_TIMEOUT_MS} milliseconds`,
    )
    .nullish(),
  sorting: z
    .array(
      z.object({
        sortBy: z.literal('createTime', {
          error: (issue) => `Cannot set query sortBy parameter to value ${String(issue.input)}`,
        }),
        sortOrder: z.enum(['asc', 'desc']),
      }),
    )
    .nullish(),
  topics: z.array(Topic).nullish(),
});
/** What a worker asks for. */
export type FetchExternalTasks = z.infer<typeof FetchExternalTasks>;

/** `POST /external-task/{id}/complete`. */
export const CompleteExternalTask = z.object({
  workerId,
  variables: VariableMap.nullish(),
  localVariables: VariableMap.nullish(),
});

/** `POST /external-task/{id}/failure`. */
export const ExternalTaskFailure = z.object({
  workerId,
  errorMessage: z.string().nullish(),
  errorDetails: z.string().nullish(),
  retries: int.nullish(),
  retryTimeout: z.number().nullish(),
  variables: VariableMap.nullish(),
  localVariables: VariableMap.nullish(),
});

/** `POST /external-task/{id}/bpmnError`. */
export const ExternalTaskBpmnError = z.object({
  workerId,
  errorCode: z.string().nullish(),
  errorMessage: z.string().nullish(),
  variables: VariableMap.nullish(),
});

/** `POST /external-task/{id}/lock`; duration in ms. */
export const LockExternalTask = z.object({ workerId, lockDuration: z.number().nullish() });
/** `POST /external-task/{id}/extendLock`; duration in ms. */
export const ExtendExternalTaskLock = z.object({ workerId, newDuration: z.number().nullish() });
/** `PUT /external-task/{id}/retries`. */
export const Retries = z.object({
  retries: int
    .nullish()
    .refine((value) => value !== null && value !== undefined, 'The number of retries cannot be null.'),
});
/** `PUT /external-task/{id}/priority`. */
export const Priority = z.object({ priority: z.int() });

/** `GET /external-task/topic-names`. */
export const TopicNamesQuery = z.looseObject({
  withLockedTasks: flagText.optional(),
  withUnlockedTasks: flagText.optional(),
  withRetriesLeft: flagText.optional(),
});

/** `GET /external-task`. */
export const externalTaskList = {
  filters: {
    externalTaskId: 'text',
    externalTaskIdIn: 'texts',
    topicName: 'text',
    workerId: 'text',
    locked: 'flag',
    notLocked: 'flag',
    withRetriesLeft: 'flag',
    noRetriesLeft: 'flag',
    lockExpirationAfter: 'date',
    lockExpirationBefore: 'date',
    activityId: 'text',
    activityIdIn: 'texts',
    executionId: 'text',
    processInstanceId: 'text',
    processInstanceIdIn: 'texts',
    processDefinitionId: 'text',
    processDefinitionKey: 'text',
    processDefinitionKeyIn: 'texts',
    processDefinitionName: 'text',
    processDefinitionNameLike: 'text',
    active: 'flag',
    suspended: 'flag',
    priorityHigherThanOrEquals: 'number',
    priorityLowerThanOrEquals: 'number',
    processVariables: 'variables',
    variableNamesIgnoreCase: 'flag',
    variableValuesIgnoreCase: 'flag',
    tenantIdIn: 'texts',
  },
  sorts: [
    'id',
    'lockExpirationTime',
    'processInstanceId',
    'processDefinitionId',
    'processDefinitionKey',
    'taskPriority',
    'tenantId',
    'createTime',
  ],
} as const;
