/** Process instances, their executions and what these wait for, as they are sent. */
import { z } from 'zod';
import { AtomLink, integerOrNull, Moment, momentOrNull, named, never, textOrNull } from './fields.ts';
import { SentVariables } from './variables.ts';

const instance = {
  id: z.string(),
  definitionId: z.string(),
  definitionKey: z.string(),
  businessKey: textOrNull,
  caseInstanceId: never,
  ended: z.boolean(),
  suspended: z.boolean(),
  tenantId: textOrNull,
};

/** A row of `GET /process-instance`. */
export const ProcessInstance = named('ProcessInstance', { ...instance, links: z.array(AtomLink) });
export type ProcessInstance = z.infer<typeof ProcessInstance>;

/** A started instance; `variables` only when the request asks for them. */
export const StartedProcessInstance = named('ProcessInstanceWithVariables', {
  ...instance,
  links: z.array(AtomLink),
  variables: SentVariables.optional(),
});

/** What is stuck at a place of the tree. */
export const ActivityInstanceIncident = named('ActivityInstanceIncident', {
  id: z.string(),
  activityId: textOrNull,
});
export type ActivityInstanceIncident = z.infer<typeof ActivityInstanceIncident>;

/** Where a token waits between two activities. */
export const TransitionInstance = named('TransitionInstance', {
  id: z.string(),
  parentActivityInstanceId: z.string(),
  processInstanceId: z.string(),
  processDefinitionId: z.string(),
  activityId: z.string(),
  activityName: textOrNull,
  activityType: textOrNull,
  executionId: z.string(),
  incidentIds: z.array(z.string()),
  incidents: z.array(ActivityInstanceIncident),
});
export type TransitionInstance = z.infer<typeof TransitionInstance>;

/** Where the tokens of an instance are: a tree of scopes. */
export const ActivityInstance = z.object({
  id: z.string(),
  parentActivityInstanceId: textOrNull,
  activityId: z.string(),
  activityName: textOrNull,
  name: textOrNull,
  activityType: z.string(),
  processInstanceId: z.string(),
  processDefinitionId: z.string(),
  get childActivityInstances() {
    return z.array(ActivityInstance);
  },
  childTransitionInstances: z.array(TransitionInstance),
  executionIds: z.array(z.string()),
  incidentIds: z.array(z.string()),
  incidents: z.array(ActivityInstanceIncident),
});
export type ActivityInstance = z.infer<typeof ActivityInstance>;
// Not by `named`: types do not reach an object that holds itself through another function.
ActivityInstance.register(z.globalRegistry, { id: 'ActivityInstance' });

/** A row of `GET /execution`. */
export const Execution = named('Execution', {
  id: z.string(),
  processInstanceId: z.string(),
  ended: z.boolean(),
  tenantId: textOrNull,
});
export type Execution = z.infer<typeof Execution>;

/** A row of `GET /event-subscription`. */
export const EventSubscription = named('EventSubscription', {
  id: z.string(),
  eventType: z.string(),
  eventName: textOrNull,
  executionId: textOrNull,
  processInstanceId: textOrNull,
  activityId: textOrNull,
  createdDate: Moment,
  tenantId: textOrNull,
});
export type EventSubscription = z.infer<typeof EventSubscription>;

/** What a message did: it moved an execution, or started an instance. */
export const MessageCorrelationResult = named('MessageCorrelationResultWithVariables', {
  resultType: z.enum(['Execution', 'ProcessDefinition']),
  processInstance: ProcessInstance.nullable(),
  execution: Execution.nullable(),
  variables: SentVariables.nullable(),
});
export type MessageCorrelationResult = z.infer<typeof MessageCorrelationResult>;

/** A row of `GET /history/process-instance`. */
export const HistoricProcessInstance = named('HistoricProcessInstance', {
  id: z.string(),
  rootProcessInstanceId: textOrNull,
  superProcessInstanceId: textOrNull,
  superCaseInstanceId: never,
  caseInstanceId: never,
  processDefinitionName: textOrNull,
  processDefinitionKey: z.string(),
  processDefinitionVersion: integerOrNull,
  processDefinitionId: z.string(),
  businessKey: textOrNull,
  startTime: Moment,
  endTime: momentOrNull,
  removalTime: momentOrNull,
  durationInMillis: integerOrNull,
  startUserId: textOrNull,
  startActivityId: textOrNull,
  deleteReason: textOrNull,
  tenantId: textOrNull,
  state: z.enum(['ACTIVE', 'SUSPENDED', 'COMPLETED', 'EXTERNALLY_TERMINATED', 'INTERNALLY_TERMINATED']),
  restartedProcessInstanceId: never,
});
export type HistoricProcessInstance = z.infer<typeof HistoricProcessInstance>;

/** A row of `GET /history/activity-instance`. */
export const HistoricActivityInstance = named('HistoricActivityInstance', {
  id: z.string(),
  parentActivityInstanceId: textOrNull,
  activityId: z.string(),
  activityName: textOrNull,
  activityType: z.string(),
  processDefinitionKey: textOrNull,
  processDefinitionId: textOrNull,
  processInstanceId: z.string(),
  executionId: textOrNull,
  taskId: textOrNull,
  calledProcessInstanceId: textOrNull,
  calledCaseInstanceId: never,
  assignee: textOrNull,
  startTime: Moment,
  endTime: momentOrNull,
  durationInMillis: integerOrNull,
  canceled: z.boolean(),
  completeScope: z.boolean(),
  tenantId: textOrNull,
  removalTime: momentOrNull,
  rootProcessInstanceId: textOrNull,
});
export type HistoricActivityInstance = z.infer<typeof HistoricActivityInstance>;
