import type { variableInstanceList } from '../../../schemas/camunda/variables.ts';
import {
  equal,
  ignoreCase,
  listSource,
  noCase,
  tenantOf,
  oneOf,
  variableMatches,
  variableNamed,
} from './list-query.ts';

/** Scopes below the instance carry the id of the activity that opened them. */
const scopeRef = `CASE WHEN v.scope_id = v.instance_id THEN v.instance_id ELSE v.instance_id || ':' || v.scope_id END`;

const taskId = `(SELECT t.id FROM engine.user_tasks t WHERE t.instance_id = v.instance_id
  AND v.scope_id <> v.instance_id AND t.scope_path[cardinality(t.scope_path)] = v.scope_id)`;

/** Variables of running instances. */
export const variableInstanceQuery = listSource<
  (typeof variableInstanceList)['filters'] & { variableId: 'text' },
  (typeof variableInstanceList)['sorts'][number]
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
    tenantId: tenantOf('i.definition_id'),
    errorMessage: 'NULL',
    type: 'v.type',
    value: 'v.value',
    valueInfo: 'v.value_info',
  },
  from: 'engine.variables v JOIN engine.instances i ON i.id = v.instance_id',
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
    tenantIdIn: oneOf(tenantOf('i.definition_id')),
  },
  sorts: {
    variableName: 'v.name',
    variableType: 'v.type',
    activityInstanceId: 'v.scope_id',
    tenantId: tenantOf('i.definition_id'),
  },
  tieBreak: 'v.instance_id, v.name, v.id',
});
