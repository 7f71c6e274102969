import type { Execution } from '../../../schemas/camunda/answers/process-instances.ts';
import type { executionList } from '../../../schemas/camunda/executions.ts';
import { equal, like, oneOf, when } from './conditions.ts';
import { listSource } from './list-query.ts';
import type { Condition } from './list-query.ts';
import { executionRef } from './shown-references.ts';
import { ignoreCase, variablesAre } from './variable-conditions.ts';

const waitsFor =
  (type: 'message' | 'signal'): Condition<string> =>
  (parameters, name) =>
    `EXISTS (SELECT 1 FROM engine.event_subscriptions s WHERE s.instance_id = x.instance_id
      AND s.execution_id = x.execution_id AND s.event_type = '${type}' AND s.event_name = ${parameters.add(name)})`;

const incident =
  (condition: Condition<string>): Condition<string> =>
  (parameters, value, all) =>
    `EXISTS (SELECT 1 FROM engine.incidents n WHERE n.instance_id = x.instance_id
      AND n.execution_id IS NOT DISTINCT FROM x.execution_id AND ${condition(parameters, value, all)})`;

/** Running instances, and each of their activities that has not ended. */
export const executionQuery = listSource<
  (typeof executionList)['filters'],
  (typeof executionList)['sorts'][number],
  Execution
>({
  columns: {
    id: executionRef('x'),
    processInstanceId: 'x.instance_id',
    ended: 'false',
    tenantId: 'p.tenant_id',
  },
  from: `(SELECT id AS instance_id, NULL AS execution_id, NULL AS activity_id FROM engine.instances
      UNION ALL
      SELECT instance_id, execution_id, activity_id FROM engine.history_activities WHERE ended_at IS NULL) x
    JOIN engine.instances i ON i.id = x.instance_id
    JOIN engine.process_definitions p ON p.id = i.definition_id`,
  filters: {
    executionId: equal(executionRef('x')),
    businessKey: equal('i.business_key'),
    processDefinitionId: equal('p.id'),
    processDefinitionKey: equal('p.key'),
    processInstanceId: equal('x.instance_id'),
    activityId: equal('x.activity_id'),
    signalEventSubscriptionName: waitsFor('signal'),
    messageEventSubscriptionName: waitsFor('message'),
    active: when('NOT i.suspended'),
    suspended: when('i.suspended'),
    incidentId: incident(equal('n.id')),
    incidentType: incident(equal('n.type')),
    incidentMessage: incident(equal('n.message')),
    incidentMessageLike: incident(like('n.message')),
    variables: variablesAre('x.instance_id', 'coalesce(x.execution_id, x.instance_id)'),
    processVariables: variablesAre('x.instance_id', 'x.instance_id'),
    ...ignoreCase,
    tenantIdIn: oneOf('p.tenant_id'),
  },
  sorts: {
    instanceId: 'x.instance_id',
    definitionKey: 'p.key',
    definitionId: 'p.id',
    tenantId: 'p.tenant_id',
  },
  tieBreak: 'i.started_at, x.instance_id, x.execution_id NULLS FIRST',
});
