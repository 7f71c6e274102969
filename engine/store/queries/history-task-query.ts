import type { HistoricTaskInstance } from '../../../schemas/camunda/answers/tasks.ts';
import type { HistoricVariableInstance } from '../../../schemas/camunda/answers/variables.ts';
import type { historicTaskList, historicVariableInstanceList } from '../../../schemas/camunda/history.ts';
import { durationOf } from './history-process-query.ts';
import { compare, equal, like, likeText, modifier, noCase, oneOf, sameText, when } from './conditions.ts';
import { listSource } from './list-query.ts';
import type { Condition } from './list-query.ts';
import { executionRef } from './shown-references.ts';
import { tenantFilters, tenantOf } from './tenant-conditions.ts';
import { ignoreCase, variableMatches, variableNamed, variablesAre } from './variable-conditions.ts';

/** A task that belongs to no instance has a tenant of its own. */
const tenantId = `coalesce(t.tenant_id, ${tenantOf('h.definition_id')})`;

/** Somebody was linked to the task, now or before; `l` is the entry of the log. */
const linked =
  <Value>(condition: Condition<Value>): Condition<Value> =>
  (parameters, value, all) =>
    `EXISTS (SELECT 1 FROM engine.history_identity_links l
      WHERE l.task_id = t.id AND ${condition(parameters, value, all)})`;

const candidateGroup = `l.type = 'candidate' AND l.group_id IS NOT NULL`;

/** User tasks, open and ended. */
export const historicTaskQuery = listSource<
  (typeof historicTaskList)['filters'],
  (typeof historicTaskList)['sorts'][number],
  HistoricTaskInstance
>({
  columns: {
    id: 't.id',
    processDefinitionKey: 'h.definition_key',
    processDefinitionId: 'h.definition_id',
    processInstanceId: 't.instance_id',
    executionId: executionRef('t'),
    caseDefinitionKey: 'NULL',
    caseDefinitionId: 'NULL',
    caseInstanceId: 'NULL',
    caseExecutionId: 'NULL',
    activityInstanceId: executionRef('t'),
    name: 't.name',
    description: 't.description',
    deleteReason: 't.delete_reason',
    owner: 't.owner',
    assignee: 't.assignee',
    startTime: 't.started_at',
    endTime: 't.ended_at',
    duration: durationOf('t'),
    taskDefinitionKey: 't.activity_id',
    priority: 't.priority',
    due: 't.due_at',
    parentTaskId: 't.parent_task_id',
    followUp: 't.follow_up_at',
    tenantId,
    removalTime: 'h.removal_at',
    rootProcessInstanceId: 'h.root_id',
    taskState: `CASE WHEN t.ended_at IS NULL THEN 'Created'
      WHEN t.delete_reason = 'completed' THEN 'Completed' ELSE 'Deleted' END`,
  },
  from: 'engine.history_tasks t LEFT JOIN engine.history_processes h ON h.id = t.instance_id',
  filters: {
    taskId: equal('t.id'),
    processInstanceId: equal('t.instance_id'),
    rootProcessInstanceId: equal('h.root_id'),
    processInstanceBusinessKey: equal('h.business_key'),
    processInstanceBusinessKeyIn: oneOf('h.business_key'),
    processInstanceBusinessKeyLike: like('h.business_key'),
    executionId: equal(executionRef('t')),
    processDefinitionId: equal('h.definition_id'),
    processDefinitionKey: equal('h.definition_key'),
    activityInstanceIdIn: oneOf(executionRef('t')),
    processDefinitionName: equal(
      `(SELECT d.name FROM engine.process_definitions d WHERE d.id = h.definition_id)`,
    ),
    taskName: sameText('t.name'),
    taskNameLike: likeText('t.name'),
    taskDescription: sameText('t.description'),
    taskDescriptionLike: likeText('t.description'),
    taskDefinitionKey: equal('t.activity_id'),
    taskDefinitionKeyIn: oneOf('t.activity_id'),
    taskDeleteReason: equal('t.delete_reason'),
    taskDeleteReasonLike: like('t.delete_reason'),
    taskAssignee: equal('t.assignee'),
    taskAssigneeLike: like('t.assignee'),
    taskOwner: equal('t.owner'),
    taskOwnerLike: like('t.owner'),
    taskParentTaskId: equal('t.parent_task_id'),
    taskPriority: equal('t.priority'),
    taskInvolvedUser: linked((parameters, user) => `l.user_id = ${parameters.add(user)}`),
    taskInvolvedGroup: linked((parameters, group) => `l.group_id = ${parameters.add(group)}`),
    taskHadCandidateUser: linked(
      (parameters, user) => `l.type = 'candidate' AND l.user_id = ${parameters.add(user)}`,
    ),
    taskHadCandidateGroup: linked(
      (parameters, group) => `l.type = 'candidate' AND l.group_id = ${parameters.add(group)}`,
    ),
    withCandidateGroups: linked(when(candidateGroup)),
    withoutCandidateGroups: (...given) => `NOT ${linked(when(candidateGroup))(...given)}`,
    assigned: when('t.assignee IS NOT NULL'),
    unassigned: when('t.assignee IS NULL'),
    finished: when('t.ended_at IS NOT NULL'),
    unfinished: when('t.ended_at IS NULL'),
    processFinished: when('h.ended_at IS NOT NULL'),
    processUnfinished: when('h.ended_at IS NULL'),
    taskDueDateBefore: compare('t.due_at', '<'),
    taskDueDateAfter: compare('t.due_at', '>'),
    taskDueDate: equal('t.due_at'),
    taskFollowUpDate: equal('t.follow_up_at'),
    taskFollowUpDateBefore: compare('t.follow_up_at', '<'),
    taskFollowUpDateAfter: compare('t.follow_up_at', '>'),
    taskVariables: variablesAre('t.instance_id', 't.execution_id', 'engine.history_variables'),
    processVariables: variablesAre('t.instance_id', 't.instance_id', 'engine.history_variables'),
    ...ignoreCase,
    caseInstanceId: noCase,
    caseExecutionId: noCase,
    caseDefinitionId: noCase,
    caseDefinitionKey: noCase,
    caseDefinitionName: noCase,
    withoutTaskDueDate: when('t.due_at IS NULL'),
    startedBefore: compare('t.started_at', '<='),
    startedAfter: compare('t.started_at', '>='),
    finishedBefore: compare('t.ended_at', '<='),
    finishedAfter: compare('t.ended_at', '>='),
    ...tenantFilters(tenantId),
  },
  sorts: {
    taskId: 't.id',
    activityInstanceId: 't.execution_id',
    processDefinitionId: 'h.definition_id',
    processInstanceId: 't.instance_id',
    executionId: 't.execution_id',
    duration: durationOf('t'),
    endTime: 't.ended_at',
    startTime: 't.started_at',
    taskName: 't.name',
    taskDescription: 't.description',
    assignee: 't.assignee',
    owner: 't.owner',
    dueDate: 't.due_at',
    followUpDate: 't.follow_up_at',
    deleteReason: 't.delete_reason',
    taskDefinitionKey: 't.activity_id',
    priority: 't.priority',
    tenantId,
  },
  tieBreak: 't.started_at, t.id',
});

/** The task whose own variable it is. */
const ownerId = `coalesce(v.task_id, (SELECT t.id FROM engine.history_tasks t
  WHERE t.instance_id = v.instance_id AND t.execution_id = v.scope_id LIMIT 1))`;

const variableTenantId = `coalesce(v.tenant_id, ${tenantOf('h.definition_id')})`;

const scopeRef = `CASE WHEN v.scope_id = v.instance_id THEN v.instance_id ELSE v.instance_id || ':' || v.scope_id END`;

/** The last value of every variable, also of ended instances and of tasks without one. */
export const historicVariableInstanceQuery = listSource<
  (typeof historicVariableInstanceList)['filters'],
  (typeof historicVariableInstanceList)['sorts'][number],
  HistoricVariableInstance
>({
  columns: {
    id: 'v.id',
    name: 'v.name',
    processDefinitionKey: 'h.definition_key',
    processDefinitionId: 'h.definition_id',
    processInstanceId: 'v.instance_id',
    executionId: scopeRef,
    activityInstanceId: scopeRef,
    caseDefinitionKey: 'NULL',
    caseDefinitionId: 'NULL',
    caseInstanceId: 'NULL',
    caseExecutionId: 'NULL',
    taskId: ownerId,
    tenantId: variableTenantId,
    errorMessage: 'NULL',
    state: 'v.state',
    createTime: 'v.created_at',
    removalTime: 'h.removal_at',
    rootProcessInstanceId: 'h.root_id',
    type: 'v.type',
    value: 'v.value',
    valueInfo: 'v.value_info',
  },
  from: `(SELECT id, instance_id, scope_id, name, type, value, value_info, state, created_at, updated_at,
        NULL AS task_id, NULL AS tenant_id
      FROM engine.history_variables
    UNION ALL SELECT a.id, NULL, NULL, a.name, a.type, a.value, a.value_info, a.state, a.created_at, a.updated_at,
        a.task_id, t.tenant_id
      FROM engine.history_task_variables a JOIN engine.history_tasks t ON t.id = a.task_id) v
    LEFT JOIN engine.history_processes h ON h.id = v.instance_id`,
  unless: { includeDeleted: `v.state <> 'DELETED'` },
  filters: {
    variableId: equal('v.id'),
    variableName: variableNamed('='),
    variableNameIn: oneOf('v.name'),
    variableNameLike: variableNamed('LIKE'),
    // As in Camunda only beside a name.
    variableValue: (parameters, value, all) =>
      variableMatches(parameters, { name: String(all['variableName']), operator: 'eq', value }, all),
    ...ignoreCase,
    variableTypeIn: oneOf('v.type'),
    includeDeleted: modifier,
    processInstanceId: equal('v.instance_id'),
    processInstanceIdIn: oneOf('v.instance_id'),
    processDefinitionId: equal('h.definition_id'),
    processDefinitionKey: equal('h.definition_key'),
    executionIdIn: oneOf(scopeRef),
    activityInstanceIdIn: oneOf(scopeRef),
    taskIdIn: oneOf(ownerId),
    caseInstanceId: noCase,
    caseExecutionIdIn: noCase,
    caseActivityIdIn: noCase,
    ...tenantFilters(variableTenantId),
  },
  sorts: { instanceId: 'v.instance_id', variableName: 'v.name', tenantId: variableTenantId },
  tieBreak: 'v.created_at, v.instance_id, v.name',
});
