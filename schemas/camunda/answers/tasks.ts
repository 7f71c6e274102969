/** User tasks as they are sent, with their people, comments and attachments. */
import { z } from 'zod';
import { AtomLink, integerOrNull, Moment, momentOrNull, named, never, textOrNull } from './fields.ts';
import { FormRef } from './forms.ts';
import { SentVariables } from './variables.ts';

/** A row of `GET /task`. */
export const Task = named('Task', {
  id: z.string(),
  name: textOrNull,
  assignee: textOrNull,
  owner: textOrNull,
  created: Moment,
  lastUpdated: momentOrNull,
  due: momentOrNull,
  followUp: momentOrNull,
  delegationState: z.enum(['PENDING', 'RESOLVED']).nullable(),
  description: textOrNull,
  executionId: textOrNull,
  parentTaskId: textOrNull,
  priority: z.int(),
  processDefinitionId: textOrNull,
  processInstanceId: textOrNull,
  taskDefinitionKey: textOrNull,
  caseExecutionId: never,
  caseInstanceId: never,
  caseDefinitionId: never,
  suspended: z.boolean(),
  formKey: textOrNull,
  camundaFormRef: FormRef.nullable(),
  tenantId: textOrNull,
  taskState: z.enum(['Created', 'Updated']),
  // Only when the request asks for them:
  attachment: z.boolean().optional(),
  comment: z.boolean().optional(),
  variables: SentVariables.optional(),
});
export type Task = z.infer<typeof Task>;

/** Someone who has to do with a task. */
export const IdentityLink = named('IdentityLink', {
  type: z.string(),
  userId: textOrNull,
  groupId: textOrNull,
});

/** How many open tasks a group could take; `groupName` null: tasks that no group can. */
export const TaskCountByCandidateGroup = named('TaskCountByCandidateGroup', {
  groupName: textOrNull,
  taskCount: z.int(),
});

const written = {
  id: z.string(),
  removalTime: momentOrNull,
  rootProcessInstanceId: textOrNull,
  links: z.array(AtomLink),
};

/** A comment. */
export const SentComment = named('Comment', {
  ...written,
  userId: textOrNull,
  taskId: textOrNull,
  processInstanceId: textOrNull,
  time: Moment,
  message: z.string(),
});
export type SentComment = z.infer<typeof SentComment>;

/** A file or a link beside a task. */
export const SentAttachment = named('Attachment', {
  ...written,
  name: textOrNull,
  description: textOrNull,
  taskId: textOrNull,
  type: textOrNull,
  url: textOrNull,
  createTime: Moment,
});
export type SentAttachment = z.infer<typeof SentAttachment>;

/** A row of `GET /history/task`. */
export const HistoricTaskInstance = named('HistoricTaskInstance', {
  id: z.string(),
  processDefinitionKey: textOrNull,
  processDefinitionId: textOrNull,
  processInstanceId: textOrNull,
  executionId: textOrNull,
  caseDefinitionKey: never,
  caseDefinitionId: never,
  caseInstanceId: never,
  caseExecutionId: never,
  activityInstanceId: textOrNull,
  name: textOrNull,
  description: textOrNull,
  deleteReason: textOrNull,
  owner: textOrNull,
  assignee: textOrNull,
  startTime: Moment,
  endTime: momentOrNull,
  duration: integerOrNull,
  taskDefinitionKey: textOrNull,
  priority: z.int(),
  due: momentOrNull,
  parentTaskId: textOrNull,
  followUp: momentOrNull,
  tenantId: textOrNull,
  removalTime: momentOrNull,
  rootProcessInstanceId: textOrNull,
  taskState: z.enum(['Created', 'Completed', 'Deleted']),
});
export type HistoricTaskInstance = z.infer<typeof HistoricTaskInstance>;

/** A row of `GET /history/identity-link-log`. */
export const HistoricIdentityLinkLog = named('HistoricIdentityLinkLog', {
  id: z.string(),
  time: Moment,
  type: z.string(),
  userId: textOrNull,
  groupId: textOrNull,
  taskId: textOrNull,
  processDefinitionId: textOrNull,
  processDefinitionKey: textOrNull,
  operationType: z.enum(['add', 'delete']),
  assignerId: textOrNull,
  tenantId: textOrNull,
  removalTime: momentOrNull,
  rootProcessInstanceId: textOrNull,
});
export type HistoricIdentityLinkLog = z.infer<typeof HistoricIdentityLinkLog>;
