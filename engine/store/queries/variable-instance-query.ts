import type { VariableInstance } from '../../../schemas/camunda/answers/variables.ts';
import type { variableInstanceList } from '../../../schemas/camunda/variables.ts';
import { equal, noCase, oneOf } from './conditions.ts';
import { listSource } from './list-query.ts';
import { tenantOf } from './tenant-conditions.ts';
import { ignoreCase, variableMatches, variableNamed } from './variable-conditions.ts';

/** Scopes below the instance carry the id of the activity that opened them. */
const scopeRef = `CASE WHEN v.scope_id = v.instance_id THEN v.instance_id ELSE v.instance_id || ':' || v.scope_id END`;

const taskId = `coalesce(v.task_id, (SELECT t.id FROM engine.user_tasks t WHERE t.instance_id = v.instance_id
  AND v.scope_id <> v.instance_id AND t.scope_path[cardinality(t.scope_path)] = v.scope_id))`;

/** A task that belongs to no instance has a tenant of its own. */
const tenantId = `coalesce(v.tenant_id, ${tenantOf('i.definition_id')})`;

/** Variables of running instances, and of open tasks without one. */
export const variableInstanceQuery = listSource<
  (typeof variableInstanceList)['filters'] & { variableId: 'text' },
  (typeof variableInstanceList)['sorts'][number],
  VariableInstance
>({
  columns: {
    id: 'v.id',
    name: 'v.name',
    processDefinitionId: 'i.definition_id',
    processInstanceId: 'v.instance_id',
    executionId: scopeRef,
    caseInstanceId: 'NULL',
    caseExecutionId: 'NULL',
    taskId,
    batchId: 'NULL',
    activityInstanceId: scopeRef,
    tenantId,
    errorMessage: 'NULL',
    type: 'v.type',
    value: 'v.value',
    valueInfo: 'v.value_info',
  },
  from: `(SELECT id, instance_id, scope_id, name, type, value, value_info, NULL AS task_id, NULL AS tenant_id
      FROM engine.variables
    UNION ALL SELECT a.id, NULL, NULL, a.name, a.type, a.value, a.value_info, a.task_id, t.tenant_id
      FROM engine.task_variables a JOIN engine.user_tasks t ON t.id = a.task_id) v
    LEFT JOIN engine.instances i ON i.id = v.instance_id`,
  filters: {
    // Asked for by the engine itself: clients name it in the address.
    variableId: equal('v.id'),
    variableName: variableNamed('='),
    variableNameLike: variableNamed('LIKE'),
    processInstanceIdIn: oneOf('v.instance_id'),
    executionIdIn: oneOf(scopeRef),
    taskIdIn: oneOf(taskId),
    activityInstanceIdIn: oneOf(scopeRef),
    variableScopeIdIn: oneOf(scopeRef),
    variableValues: (parameters, filters, all) =>
      filters.map((filter) => `(${variableMatches(parameters, filter, all)})`).join(' OR ') || null,
    ...ignoreCase,
    caseInstanceIdIn: noCase,
    caseExecutionIdIn: noCase,
    batchIdIn: noCase,
    tenantIdIn: oneOf(tenantId),
  },
  sorts: {
    variableName: 'v.name',
    variableType: 'v.type',
    activityInstanceId: 'v.scope_id',
    tenantId,
  },
  tieBreak: 'v.instance_id, v.name, v.id',
});
