/** External tasks as they are sent. */
import { z } from 'zod';
import { integerOrNull, Moment, momentOrNull, named, textOrNull } from './fields.ts';
import { SentVariables } from './variables.ts';

const task = {
  activityId: z.string(),
  activityInstanceId: textOrNull,
  errorMessage: textOrNull,
  executionId: textOrNull,
  id: z.string(),
  lockExpirationTime: momentOrNull,
  createTime: momentOrNull,
  processDefinitionId: z.string(),
  processDefinitionKey: z.string(),
  processDefinitionVersionTag: textOrNull,
  processInstanceId: z.string(),
  tenantId: textOrNull,
  retries: integerOrNull,
  suspended: z.boolean(),
  workerId: textOrNull,
  topicName: z.string(),
  priority: z.int(),
  businessKey: textOrNull,
};

/** A row of `GET /external-task`. */
export const ExternalTask = named('ExternalTask', task);
export type ExternalTask = z.infer<typeof ExternalTask>;

/** What a worker gets to work on. */
export const LockedExternalTask = named('LockedExternalTask', {
  ...task,
  errorDetails: textOrNull,
  variables: SentVariables,
  extensionProperties: z.record(z.string(), z.string()),
});
export type LockedExternalTask = z.infer<typeof LockedExternalTask>;

/** A row of `GET /history/external-task-log`. */
export const HistoricExternalTaskLog = named('HistoricExternalTaskLog', {
  id: z.string(),
  externalTaskId: z.string(),
  timestamp: Moment,
  topicName: z.string(),
  workerId: textOrNull,
  retries: integerOrNull,
  priority: z.int(),
  errorMessage: textOrNull,
  activityId: z.string(),
  activityInstanceId: textOrNull,
  executionId: textOrNull,
  processInstanceId: z.string(),
  processDefinitionId: textOrNull,
  processDefinitionKey: textOrNull,
  tenantId: textOrNull,
  creationLog: z.boolean(),
  failureLog: z.boolean(),
  successLog: z.boolean(),
  deletionLog: z.boolean(),
  removalTime: momentOrNull,
  rootProcessInstanceId: textOrNull,
});
export type HistoricExternalTaskLog = z.infer<typeof HistoricExternalTaskLog>;
