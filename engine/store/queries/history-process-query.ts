import type {
  HistoricActivityInstance,
  HistoricProcessInstance,
} from '../../../schemas/camunda/answers/process-instances.ts';
import type {
  historicActivityInstanceList,
  historicProcessInstanceList,
} from '../../../schemas/camunda/history.ts';
import { compare, equal, like, noCase, noneOf, oneOf, when } from './conditions.ts';
import { listSource } from './list-query.ts';
import type { Condition } from './list-query.ts';
import { executionRef } from './shown-references.ts';
import { tenantFilters, tenantOf } from './tenant-conditions.ts';
import { ignoreCase, variablesAre } from './variable-conditions.ts';

/** Milliseconds from start to end; null while it runs. */
export const durationOf = (alias: string): string =>
  `round(extract(epoch FROM ${alias}.ended_at - ${alias}.started_at) * 1000)::bigint`;

const activityIn =
  (condition: string): Condition<string[]> =>
  (parameters, ids) =>
    `EXISTS (SELECT 1 FROM engine.history_activities a WHERE a.instance_id = h.id AND ${condition}
      AND a.activity_id = ANY(${parameters.add(ids)}::text[]))`;

const executedActivity =
  (operator: '>=' | '<='): Condition<Date> =>
  (parameters, moment) => {
    const value = parameters.add(moment);
    return `EXISTS (SELECT 1 FROM engine.history_activities a WHERE a.instance_id = h.id
      AND (a.started_at ${operator} ${value} OR a.ended_at ${operator} ${value}))`;
  };

const executedJob =
  (operator: '>=' | '<='): Condition<Date> =>
  (parameters, moment) =>
    `EXISTS (SELECT 1 FROM engine.history_job_log l WHERE l.instance_id = h.id AND l.at ${operator} ${parameters.add(moment)})`;

const jobsRetrying = `EXISTS (SELECT 1 FROM engine.jobs j
  WHERE j.instance_id = h.id AND j.retries > 0 AND j.exception_message IS NOT NULL)`;

const hasIncident = 'EXISTS (SELECT 1 FROM engine.history_incidents x WHERE x.instance_id = h.id)';

const incident =
  <Value>(condition: Condition<Value>): Condition<Value> =>
  (parameters, value, all) =>
    `EXISTS (SELECT 1 FROM engine.history_incidents x
    WHERE x.instance_id = h.id AND ${condition(parameters, value, all)})`;

/** Instances, running and ended. */
export const historicProcessInstanceQuery = listSource<
  (typeof historicProcessInstanceList)['filters'],
  (typeof historicProcessInstanceList)['sorts'][number],
  HistoricProcessInstance
>({
  columns: {
    id: 'h.id',
    rootProcessInstanceId: 'h.root_id',
    superProcessInstanceId: 'h.super_id',
    superCaseInstanceId: 'NULL',
    caseInstanceId: 'NULL',
    processDefinitionName: 'p.name',
    processDefinitionKey: 'h.definition_key',
    processDefinitionVersion: 'p.version',
    processDefinitionId: 'h.definition_id',
    businessKey: 'h.business_key',
    startTime: 'h.started_at',
    endTime: 'h.ended_at',
    removalTime: 'h.removal_at',
    durationInMillis: durationOf('h'),
    startUserId: 'h.start_user_id',
    startActivityId: 'h.start_activity_id',
    deleteReason: 'h.delete_reason',
    tenantId: 'p.tenant_id',
    state: 'h.state',
    restartedProcessInstanceId: 'NULL',
  },
  from: 'engine.history_processes h LEFT JOIN engine.process_definitions p ON p.id = h.definition_id',
  filters: {
    processInstanceId: equal('h.id'),
    processInstanceIds: oneOf('h.id'),
    processInstanceIdNotIn: noneOf('h.id'),
    processDefinitionId: equal('h.definition_id'),
    processDefinitionKey: equal('h.definition_key'),
    processDefinitionKeyIn: oneOf('h.definition_key'),
    processDefinitionKeyNotIn: noneOf('h.definition_key'),
    processDefinitionName: equal('p.name'),
    processDefinitionNameLike: like('p.name'),
    processInstanceBusinessKey: equal('h.business_key'),
    processInstanceBusinessKeyIn: oneOf('h.business_key'),
    processInstanceBusinessKeyLike: like('h.business_key'),
    rootProcessInstances: when('h.super_id IS NULL'),
    rootProcessInstanceId: equal('h.root_id'),
    superProcessInstanceId: equal('h.super_id'),
    subProcessInstanceId: (parameters, id) =>
      `h.id = (SELECT s.super_id FROM engine.history_processes s WHERE s.id = ${parameters.add(id)})`,
    finished: when('h.ended_at IS NOT NULL'),
    unfinished: when('h.ended_at IS NULL'),
    withIncidents: when(hasIncident),
    incidentType: incident(equal('x.type')),
    incidentMessage: incident(equal('x.message')),
    incidentMessageLike: incident(like('x.message')),
    incidentIdIn: incident(oneOf('x.id')),
    incidentStatus: incident<string>(
      (parameters, status) => `(x.ended_at IS NULL) = (${parameters.add(status)} = 'open')`,
    ),
    withRootIncidents: incident(when('x.root_cause_id = x.id')),
    startedBy: equal('h.start_user_id'),
    startedBefore: compare('h.started_at', '<='),
    startedAfter: compare('h.started_at', '>='),
    finishedBefore: compare('h.ended_at', '<='),
    finishedAfter: compare('h.ended_at', '>='),
    executedActivityIdIn: activityIn('a.ended_at IS NOT NULL'),
    activeActivityIdIn: activityIn('a.ended_at IS NULL'),
    activityIdIn: activityIn('a.ended_at IS NULL'),
    executedActivityAfter: executedActivity('>='),
    executedActivityBefore: executedActivity('<='),
    executedJobAfter: executedJob('>='),
    executedJobBefore: executedJob('<='),
    withJobsRetrying: when(jobsRetrying),
    caseInstanceId: noCase,
    superCaseInstanceId: noCase,
    subCaseInstanceId: noCase,
    active: when(`h.state = 'ACTIVE'`),
    suspended: when(`h.state = 'SUSPENDED'`),
    completed: when(`h.state = 'COMPLETED'`),
    externallyTerminated: when(`h.state = 'EXTERNALLY_TERMINATED'`),
    internallyTerminated: when(`h.state = 'INTERNALLY_TERMINATED'`),
    variables: variablesAre('h.id', 'h.id', 'engine.history_variables'),
    ...ignoreCase,
    ...tenantFilters('p.tenant_id'),
  },
  sorts: {
    instanceId: 'h.id',
    definitionId: 'h.definition_id',
    definitionKey: 'h.definition_key',
    definitionName: 'p.name',
    definitionVersion: 'p.version',
    businessKey: 'h.business_key',
    startTime: 'h.started_at',
    endTime: 'h.ended_at',
    duration: durationOf('h'),
    tenantId: 'p.tenant_id',
  },
  tieBreak: 'h.started_at, h.id',
});

const assignee = `(SELECT ht.assignee FROM engine.history_tasks ht WHERE ht.id = a.task_id)`;

const completesScope = `a.activity_type LIKE '%EndEvent'`;

/** Activities, running and ended. */
export const historicActivityInstanceQuery = listSource<
  (typeof historicActivityInstanceList)['filters'],
  (typeof historicActivityInstanceList)['sorts'][number],
  HistoricActivityInstance
>({
  columns: {
    id: executionRef('a'),
    parentActivityInstanceId: `CASE WHEN a.parent_execution_id IS NULL THEN a.instance_id
      ELSE a.instance_id || ':' || a.parent_execution_id END`,
    activityId: 'a.activity_id',
    activityName: 'a.activity_name',
    activityType: 'a.activity_type',
    processDefinitionKey: 'h.definition_key',
    processDefinitionId: 'h.definition_id',
    processInstanceId: 'a.instance_id',
    executionId: executionRef('a'),
    taskId: 'a.task_id',
    calledProcessInstanceId: 'a.called_instance_id',
    calledCaseInstanceId: 'NULL',
    assignee,
    startTime: 'a.started_at',
    endTime: 'a.ended_at',
    durationInMillis: durationOf('a'),
    canceled: 'a.canceled',
    completeScope: completesScope,
    tenantId: tenantOf('h.definition_id'),
    removalTime: 'h.removal_at',
    rootProcessInstanceId: 'h.root_id',
  },
  from: `engine.history_activities a
    JOIN engine.history_processes h ON h.id = a.instance_id AND a.is_undone IS NOT TRUE`,
  filters: {
    activityInstanceId: equal(executionRef('a')),
    processInstanceId: equal('a.instance_id'),
    processDefinitionId: equal('h.definition_id'),
    executionId: equal(executionRef('a')),
    activityId: equal('a.activity_id'),
    activityName: equal('a.activity_name'),
    activityType: equal('a.activity_type'),
    taskAssignee: equal(assignee),
    finished: when('a.ended_at IS NOT NULL'),
    unfinished: when('a.ended_at IS NULL'),
    canceled: when('a.canceled'),
    completeScope: when(completesScope),
    startedBefore: compare('a.started_at', '<='),
    startedAfter: compare('a.started_at', '>='),
    finishedBefore: compare('a.ended_at', '<='),
    finishedAfter: compare('a.ended_at', '>='),
    ...tenantFilters(tenantOf('h.definition_id')),
  },
  sorts: {
    activityInstanceId: 'a.execution_id',
    instanceId: 'a.instance_id',
    executionId: 'a.execution_id',
    activityId: 'a.activity_id',
    activityName: 'a.activity_name',
    activityType: 'a.activity_type',
    startTime: 'a.started_at',
    endTime: 'a.ended_at',
    duration: durationOf('a'),
    definitionId: 'h.definition_id',
    occurrence: 'a.sequence',
    tenantId: tenantOf('h.definition_id'),
  },
  tieBreak: 'a.sequence',
});
