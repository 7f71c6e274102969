import type { Task } from '../../../schemas/camunda/answers/tasks.ts';
import type { VariableFilter } from '../../../schemas/camunda/list-query.ts';
import type { taskList } from '../../../schemas/camunda/tasks.ts';
import {
  compare,
  equal,
  like,
  likeText,
  modifier,
  noCase,
  noneOf,
  oneOf,
  sameText,
  when,
} from './conditions.ts';
import { listSource } from './list-query.ts';
import type { Condition } from './list-query.ts';
import { executionRef } from './shown-references.ts';
import { tenantFilters } from './tenant-conditions.ts';
import { ignoreCase, variableMatches, variablesAre } from './variable-conditions.ts';

const LINK = `SELECT 1 FROM engine.identity_links l WHERE l.task_id = t.id AND l.type = 'candidate'`;

/** Candidates see a task until someone has it, unless assigned tasks are asked for as well. */
const candidate =
  <Value>(condition: (placeholder: string) => string): Condition<Value> =>
  (parameters, value, all) => {
    const sql = `EXISTS (${LINK} AND ${condition(parameters.add(value))})`;
    return all['includeAssignedTasks'] === true ? sql : `t.assignee IS NULL AND ${sql}`;
  };

/** Whether anyone is a candidate, with the same rule for tasks someone has. */
const hasCandidates =
  (kind: 'group_id' | 'user_id', wanted: boolean): Condition<boolean> =>
  (_parameters, _value, all) => {
    const sql = `${wanted ? '' : 'NOT '}EXISTS (${LINK} AND l.${kind} IS NOT NULL)`;
    return all['includeAssignedTasks'] === true ? sql : `t.assignee IS NULL AND ${sql}`;
  };

const involved: Condition<string> = (parameters, value) => {
  const user = parameters.add(value);
  return `t.assignee = ${user} OR t.owner = ${user} OR EXISTS (
    SELECT 1 FROM engine.identity_links l WHERE l.task_id = t.id AND l.user_id = ${user})`;
};

/** The scope of a task's own variables. */
const taskScope = 't.scope_path[cardinality(t.scope_path)]';

/** Those of a task without an instance are kept elsewhere. */
const taskVariablesAre: Condition<VariableFilter[]> = (parameters, filters, all) =>
  filters
    .map((filter) => {
      const matches = variableMatches(parameters, filter, all);
      return `CASE WHEN t.instance_id IS NULL
        THEN EXISTS (SELECT 1 FROM engine.task_variables v WHERE v.task_id = t.id AND ${matches})
        ELSE EXISTS (SELECT 1 FROM engine.variables v WHERE v.instance_id = t.instance_id
                        AND v.scope_id = ${taskScope} AND ${matches}) END`;
    })
    .join(' AND ') || null;

/** A task that belongs to no instance has a tenant of its own. */
const tenantId = 'coalesce(p.tenant_id, t.tenant_id)';

/** Open user tasks. */
export const taskQuery = listSource<
  (typeof taskList)['filters'],
  (typeof taskList)['sorts'][number],
  Omit<Task, 'attachment' | 'comment' | 'variables'>
>({
  columns: {
    id: 't.id',
    name: 't.name',
    assignee: 't.assignee',
    created: 't.created_at',
    lastUpdated: 't.updated_at',
    due: 't.due_at',
    followUp: 't.follow_up_at',
    delegationState: 't.delegation_state',
    description: 't.description',
    executionId: executionRef('t'),
    owner: 't.owner',
    parentTaskId: 't.parent_task_id',
    priority: 't.priority',
    processDefinitionId: 'i.definition_id',
    processInstanceId: 't.instance_id',
    taskDefinitionKey: 't.activity_id',
    caseExecutionId: 'NULL',
    caseInstanceId: 'NULL',
    caseDefinitionId: 'NULL',
    suspended: 'coalesce(i.suspended, false)',
    formKey: 't.form_key',
    camundaFormRef: 'NULL',
    tenantId,
    taskState: `CASE WHEN t.updated_at IS NULL THEN 'Created' ELSE 'Updated' END`,
  },
  from: `engine.user_tasks t LEFT JOIN engine.instances i ON i.id = t.instance_id
    LEFT JOIN engine.process_definitions p ON p.id = i.definition_id`,
  filters: {
    taskId: equal('t.id'),
    taskIdIn: oneOf('t.id'),
    processInstanceId: equal('t.instance_id'),
    processInstanceIdIn: oneOf('t.instance_id'),
    processInstanceBusinessKey: equal('i.business_key'),
    processInstanceBusinessKeyIn: oneOf('i.business_key'),
    processInstanceBusinessKeyLike: like('i.business_key'),
    processDefinitionId: equal('p.id'),
    processDefinitionKey: equal('p.key'),
    processDefinitionKeyIn: oneOf('p.key'),
    processDefinitionName: equal('p.name'),
    processDefinitionNameLike: like('p.name'),
    parentTaskId: equal('t.parent_task_id'),
    executionId: equal(executionRef('t')),
    activityInstanceIdIn: oneOf(executionRef('t')),
    assignee: equal('t.assignee'),
    assigneeLike: like('t.assignee'),
    assigneeIn: oneOf('t.assignee'),
    assigneeNotIn: noneOf('t.assignee'),
    owner: equal('t.owner'),
    delegationState: (parameters, value) => `t.delegation_state = upper(${parameters.add(value)})`,
    candidateGroup: candidate<string>((group) => `l.group_id = ${group}`),
    candidateGroupLike: candidate<string>((pattern) => `l.group_id LIKE ${pattern}`),
    candidateGroups: candidate<string[]>((groups) => `l.group_id = ANY(${groups}::text[])`),
    candidateUser: candidate<string>((user) => `l.user_id = ${user}`),
    includeAssignedTasks: modifier,
    involvedUser: involved,
    assigned: when('t.assignee IS NOT NULL'),
    unassigned: when('t.assignee IS NULL'),
    taskDefinitionKey: equal('t.activity_id'),
    taskDefinitionKeyIn: oneOf('t.activity_id'),
    taskDefinitionKeyNotIn: noneOf('t.activity_id'),
    taskDefinitionKeyLike: like('t.activity_id'),
    // As in Camunda, upper and lower case are the same in names and descriptions.
    name: sameText('t.name'),
    nameNotEqual: (parameters, value) => `lower(t.name) <> lower(${parameters.add(value)})`,
    nameLike: likeText('t.name'),
    nameNotLike: (parameters, value) => `lower(t.name) NOT LIKE lower(${parameters.add(value)})`,
    description: sameText('t.description'),
    descriptionLike: likeText('t.description'),
    priority: equal('t.priority'),
    maxPriority: compare('t.priority', '<='),
    minPriority: compare('t.priority', '>='),
    dueDate: equal('t.due_at'),
    dueAfter: compare('t.due_at', '>'),
    dueBefore: compare('t.due_at', '<'),
    withoutDueDate: when('t.due_at IS NULL'),
    followUpDate: equal('t.follow_up_at'),
    followUpAfter: compare('t.follow_up_at', '>'),
    followUpBefore: compare('t.follow_up_at', '<'),
    followUpBeforeOrNotExistent: (parameters, value) =>
      `t.follow_up_at IS NULL OR t.follow_up_at < ${parameters.add(value)}`,
    createdOn: equal('t.created_at'),
    createdAfter: compare('t.created_at', '>'),
    createdBefore: compare('t.created_at', '<'),
    updatedAfter: compare('coalesce(t.updated_at, t.created_at)', '>'),
    withCandidateGroups: hasCandidates('group_id', true),
    withoutCandidateGroups: hasCandidates('group_id', false),
    withCandidateUsers: hasCandidates('user_id', true),
    withoutCandidateUsers: hasCandidates('user_id', false),
    active: when('i.suspended IS NOT TRUE'),
    suspended: when('i.suspended'),
    taskVariables: taskVariablesAre,
    processVariables: variablesAre('i.id', 'i.id'),
    ...ignoreCase,
    caseInstanceId: noCase,
    caseInstanceBusinessKey: noCase,
    caseInstanceBusinessKeyLike: noCase,
    caseInstanceVariables: noCase,
    caseDefinitionId: noCase,
    caseDefinitionKey: noCase,
    caseDefinitionName: noCase,
    caseDefinitionNameLike: noCase,
    caseExecutionId: noCase,
    ...tenantFilters(tenantId),
  },
  sorts: {
    instanceId: 't.instance_id',
    dueDate: 't.due_at',
    followUpDate: 't.follow_up_at',
    executionId: 't.execution_id',
    assignee: 't.assignee',
    created: 't.created_at',
    lastUpdated: 't.updated_at',
    description: 't.description',
    id: 't.id',
    name: 't.name',
    nameCaseInsensitive: 'lower(t.name)',
    priority: 't.priority',
    tenantId,
  },
  variableSorts: { processVariable: 'i.id', executionVariable: taskScope, taskVariable: taskScope },
  tieBreak: 't.created_at, t.id',
});
