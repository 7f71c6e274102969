import type { ProcessInstance } from '../../../schemas/camunda/answers/process-instances.ts';
import type { processInstanceList } from '../../../schemas/camunda/process-instances.ts';
import { equal, like, noCase, noneOf, oneOf, when } from './conditions.ts';
import { listSource } from './list-query.ts';
import type { Condition } from './list-query.ts';
import { tenantFilters } from './tenant-conditions.ts';
import { ignoreCase, variablesAre } from './variable-conditions.ts';

const incident =
  (condition: Condition<string>): Condition<string> =>
  (parameters, value, all) =>
    `EXISTS (SELECT 1 FROM engine.incidents x WHERE x.instance_id = i.id AND ${condition(parameters, value, all)})`;

const activeIn: Condition<string[]> = (parameters, ids) =>
  `EXISTS (SELECT 1 FROM engine.history_activities a WHERE a.instance_id = i.id AND a.ended_at IS NULL
    AND a.activity_id = ANY(${parameters.add(ids)}::text[]))`;

/** Running process instances. */
export const processInstanceQuery = listSource<
  (typeof processInstanceList)['filters'],
  (typeof processInstanceList)['sorts'][number],
  Omit<ProcessInstance, 'links'>
>({
  columns: {
    id: 'i.id',
    definitionId: 'p.id',
    definitionKey: 'p.key',
    businessKey: 'i.business_key',
    caseInstanceId: 'NULL',
    ended: 'false',
    suspended: 'i.suspended',
    tenantId: 'p.tenant_id',
  },
  from: 'engine.instances i JOIN engine.process_definitions p ON p.id = i.definition_id',
  filters: {
    processInstanceIds: oneOf('i.id'),
    businessKey: equal('i.business_key'),
    businessKeyLike: like('i.business_key'),
    processDefinitionId: equal('p.id'),
    processDefinitionKey: equal('p.key'),
    processDefinitionKeyIn: oneOf('p.key'),
    processDefinitionKeyNotIn: noneOf('p.key'),
    deploymentId: equal('p.deployment_id'),
    superProcessInstance: equal('i.super_id'),
    subProcessInstance: (parameters, id) =>
      `i.id = (SELECT s.super_id FROM engine.instances s WHERE s.id = ${parameters.add(id)})`,
    active: when('NOT i.suspended'),
    suspended: when('i.suspended'),
    withIncident: when('EXISTS (SELECT 1 FROM engine.incidents x WHERE x.instance_id = i.id)'),
    incidentId: incident(equal('x.id')),
    incidentType: incident(equal('x.type')),
    incidentMessage: incident(equal('x.message')),
    incidentMessageLike: incident(like('x.message')),
    activityIdIn: activeIn,
    rootProcessInstances: when('i.super_id IS NULL'),
    rootProcessInstanceId: equal('i.root_id'),
    leafProcessInstances: when('NOT EXISTS (SELECT 1 FROM engine.instances s WHERE s.super_id = i.id)'),
    variables: variablesAre('i.id', 'i.id'),
    ...ignoreCase,
    caseInstanceId: noCase,
    superCaseInstance: noCase,
    subCaseInstance: noCase,
    ...tenantFilters('p.tenant_id'),
    processDefinitionWithoutTenantId: when('p.tenant_id IS NULL'),
  },
  sorts: {
    instanceId: 'i.id',
    definitionKey: 'p.key',
    definitionId: 'p.id',
    tenantId: 'p.tenant_id',
    businessKey: 'i.business_key',
  },
  tieBreak: 'i.started_at, i.id',
});
