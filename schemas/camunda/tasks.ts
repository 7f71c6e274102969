/** User tasks: what an inbox asks and sends. */
import { z } from 'zod';
import { flagText } from './address.ts';
import { WireDate } from './dates.ts';
import { VariableMap } from './variables.ts';

/** `POST /task/{id}/claim` and `…/assignee`. */
export const UserId = z.object({ userId: z.string().nullish() });

/** `POST /task/{id}/complete`. */
export const CompleteTask = z.object({
  variables: VariableMap.nullish(),
  withVariablesInReturn: z.boolean().nullish(),
});

/** `POST /task/{id}/bpmnError`. */
export const TaskBpmnError = z.object({
  errorCode: z.string().nullish(),
  errorMessage: z.string().nullish(),
  variables: VariableMap.nullish(),
});

/** `POST /task/{id}/bpmnEscalation`. */
export const TaskBpmnEscalation = z.object({
  escalationCode: z.string().nullish(),
  variables: VariableMap.nullish(),
});

/** `POST /task/{id}/identity-links`. */
export const IdentityLinkBody = z.object({
  userId: z.string().nullish(),
  groupId: z.string().nullish(),
  type: z.string(),
});

/** `GET /task/{id}/identity-links`. */
export const IdentityLinksQuery = z.looseObject({ type: z.string().optional() });

/** `POST /task/{id}/resolve`. */
export const ResolveTask = z.object({ variables: VariableMap.nullish() });

const DELEGATION_STATES = ['PENDING', 'RESOLVED'] as const;

/** In either case, as Camunda takes it. */
const DelegationState = z
  .string()
  .transform((text) => text.toUpperCase())
  .pipe(z.enum(DELEGATION_STATES, "valid values are 'PENDING' and 'RESOLVED'"));

/** `PUT /task/{id}`. */
export const UpdateTask = z.object({
  parentTaskId: z.string().nullish(),
  name: z.string().nullish(),
  description: z.string().nullish(),
  assignee: z.string().nullish(),
  owner: z.string().nullish(),
  delegationState: DelegationState.nullish(),
  priority: z.int().nullish(),
  due: WireDate.nullish(),
  followUp: WireDate.nullish(),
});

/** `POST /task/create`. */
export const CreateTask = UpdateTask.extend({
  id: z.string().min(1).nullish(),
  tenantId: z.string().nullish(),
});

/** `POST /task/{id}/comment/create`. */
export const CreateComment = z.object({
  message: z.string().nullish(),
  processInstanceId: z.string().nullish(),
});

/** `POST /task/{id}/attachment/create`: the parts of the form; what is not a file is text. */
export const AttachmentForm = z.object({
  'attachment-name': z.string().optional(),
  'attachment-description': z.string().optional(),
  'attachment-type': z.string().optional(),
  url: z.string().optional(),
  content: z.unknown().meta({ type: 'string', format: 'binary', description: 'The file.' }).optional(),
});

/** `PUT /task/{id}/comment`. */
export const UpdateComment = z.object({ id: z.string().nullish(), message: z.string().nullish() });

const TASK_EXTRAS = [
  'withCommentAttachmentInfo',
  'withTaskVariablesInReturn',
  'withTaskLocalVariablesInReturn',
] as const;

/** What `GET /task/{id}` is asked for beyond the task: the names of the flags that are true. */
export const TaskExtras = z
  .looseObject(Object.fromEntries(TASK_EXTRAS.map((name) => [name, flagText.default(false)])))
  .transform((given) => TASK_EXTRAS.filter((name) => given[name] === true));

/** `GET /task`. */
export const taskList = {
  hasOrQueries: true,
  filters: {
    taskId: 'text',
    taskIdIn: 'texts',
    processInstanceId: 'text',
    processInstanceIdIn: 'texts',
    processInstanceBusinessKey: 'text',
    processInstanceBusinessKeyIn: 'texts',
    processInstanceBusinessKeyLike: 'text',
    processDefinitionId: 'text',
    processDefinitionKey: 'text',
    processDefinitionKeyIn: 'texts',
    processDefinitionName: 'text',
    processDefinitionNameLike: 'text',
    parentTaskId: 'text',
    executionId: 'text',
    activityInstanceIdIn: 'texts',
    assignee: 'text',
    assigneeLike: 'text',
    assigneeIn: 'texts',
    assigneeNotIn: 'texts',
    owner: 'text',
    delegationState: 'text',
    candidateGroup: 'text',
    candidateGroupLike: 'text',
    candidateGroups: 'texts',
    candidateUser: 'text',
    includeAssignedTasks: 'flag',
    involvedUser: 'text',
    assigned: 'flag',
    unassigned: 'flag',
    taskDefinitionKey: 'text',
    taskDefinitionKeyIn: 'texts',
    taskDefinitionKeyNotIn: 'texts',
    taskDefinitionKeyLike: 'text',
    name: 'text',
    nameNotEqual: 'text',
    nameLike: 'text',
    nameNotLike: 'text',
    description: 'text',
    descriptionLike: 'text',
    priority: 'number',
    maxPriority: 'number',
    minPriority: 'number',
    dueDate: 'date',
    dueAfter: 'date',
    dueBefore: 'date',
    withoutDueDate: 'flag',
    followUpDate: 'date',
    followUpAfter: 'date',
    followUpBefore: 'date',
    followUpBeforeOrNotExistent: 'date',
    createdOn: 'date',
    createdAfter: 'date',
    createdBefore: 'date',
    updatedAfter: 'date',
    withCandidateGroups: 'flag',
    withoutCandidateGroups: 'flag',
    withCandidateUsers: 'flag',
    withoutCandidateUsers: 'flag',
    active: 'flag',
    suspended: 'flag',
    taskVariables: 'variables',
    processVariables: 'variables',
    variableNamesIgnoreCase: 'flag',
    variableValuesIgnoreCase: 'flag',
    caseInstanceId: 'text',
    caseInstanceBusinessKey: 'text',
    caseInstanceBusinessKeyLike: 'text',
    caseInstanceVariables: 'variables',
    caseDefinitionId: 'text',
    caseDefinitionKey: 'text',
    caseDefinitionName: 'text',
    caseDefinitionNameLike: 'text',
    caseExecutionId: 'text',
    tenantIdIn: 'texts',
    withoutTenantId: 'flag',
  },
  sorts: [
    'instanceId',
    'dueDate',
    'followUpDate',
    'executionId',
    'assignee',
    'created',
    'lastUpdated',
    'description',
    'id',
    'name',
    'nameCaseInsensitive',
    'priority',
    'tenantId',
  ],
  variableSorts: ['processVariable', 'executionVariable', 'taskVariable'],
  extras: TASK_EXTRAS,
} as const;
