import type { HistoricDetail } from '../../../schemas/camunda/answers/variables.ts';
import type { historicDetailList } from '../../../schemas/camunda/history-log.ts';
import { compare, equal, like, oneOf, when } from './conditions.ts';
import { listSource } from './list-query.ts';
import type { Condition } from './list-query.ts';
import { tenantFilters, tenantOf } from './tenant-conditions.ts';

const scopeRef = `CASE WHEN d.scope_id = d.instance_id THEN d.instance_id ELSE d.instance_id || ':' || d.scope_id END`;

/** The task whose own variable it is. */
const taskId = `(SELECT t.id FROM engine.history_tasks t
  WHERE t.instance_id = d.instance_id AND t.execution_id = d.scope_id LIMIT 1)`;

/** How many values the variable had before. */
const revision = `(SELECT count(*)::int FROM engine.history_variable_updates e
  WHERE e.instance_id = d.instance_id AND e.scope_id = d.scope_id AND e.name = d.name AND e.sequence < d.sequence)`;

/** As in Camunda: the instance began with it. */
const initial = 'd.at = h.started_at AND d.scope_id = d.instance_id';

/** Updates belong to no case, and none of them is of a form field or a logged operation. */
const none: Condition<string> = () => 'false';

const typeIn: Condition<string[]> = (parameters, types) =>
  `lower(d.type) = ANY(${parameters.add(types.map((type) => type.toLowerCase()))}::text[])`;

/** Every value a variable got. */
export const historicDetailQuery = listSource<
  (typeof historicDetailList)['filters'],
  (typeof historicDetailList)['sorts'][number],
  HistoricDetail
>({
  columns: {
    id: 'd.id',
    type: `'variableUpdate'`,
    processDefinitionKey: 'h.definition_key',
    processDefinitionId: 'h.definition_id',
    processInstanceId: 'd.instance_id',
    activityInstanceId: scopeRef,
    executionId: scopeRef,
    caseDefinitionKey: 'NULL',
    caseDefinitionId: 'NULL',
    caseInstanceId: 'NULL',
    caseExecutionId: 'NULL',
    taskId,
    tenantId: tenantOf('h.definition_id'),
    userOperationId: 'NULL',
    time: 'd.at',
    removalTime: 'h.removal_at',
    rootProcessInstanceId: 'h.root_id',
    variableName: 'd.name',
    variableInstanceId: 'v.id',
    variableType: 'd.type',
    value: 'd.value',
    valueInfo: 'd.value_info',
    initial,
    revision,
    errorMessage: 'NULL',
  },
  from: `engine.history_variable_updates d JOIN engine.history_processes h ON h.id = d.instance_id
    LEFT JOIN engine.history_variables v
      ON v.instance_id = d.instance_id AND v.scope_id = d.scope_id AND v.name = d.name`,
  filters: {
    detailId: equal('d.id'),
    processInstanceId: equal('d.instance_id'),
    processInstanceIdIn: oneOf('d.instance_id'),
    executionId: equal(scopeRef),
    taskId: equal(taskId),
    activityInstanceId: equal(scopeRef),
    caseInstanceId: none,
    caseExecutionId: none,
    variableInstanceId: equal('v.id'),
    variableTypeIn: typeIn,
    variableNameLike: like('d.name'),
    userOperationId: none,
    formFields: when('false'),
    variableUpdates: when('true'),
    excludeTaskDetails: when(`${taskId} IS NULL`),
    initial: when(initial),
    occurredBefore: compare('d.at', '<='),
    occurredAfter: compare('d.at', '>='),
    ...tenantFilters(tenantOf('h.definition_id')),
  },
  sorts: {
    processInstanceId: 'd.instance_id',
    variableName: 'd.name',
    variableType: 'd.type',
    variableRevision: revision,
    formPropertyId: 'd.sequence',
    time: 'd.at',
    occurrence: 'd.sequence',
    tenantId: tenantOf('h.definition_id'),
  },
  tieBreak: 'd.at, d.sequence',
});
