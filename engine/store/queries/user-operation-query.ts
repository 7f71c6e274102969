import type { UserOperationLogEntry } from '../../../schemas/camunda/answers/history.ts';
import type { userOperationList } from '../../../schemas/camunda/history-log.ts';
import { compare, equal, noCase, oneOf } from './conditions.ts';
import { listSource } from './list-query.ts';

const definitionId = 'coalesce(o.definition_id, h.definition_id)';
const definitionKey = 'coalesce(o.definition_key, p.key, h.definition_key)';

/** What people did. */
export const userOperationQuery = listSource<
  (typeof userOperationList)['filters'],
  (typeof userOperationList)['sorts'][number],
  UserOperationLogEntry
>({
  columns: {
    id: 'o.id',
    userId: 'o.user_id',
    timestamp: 'o.at',
    operationId: 'o.operation_id',
    operationType: 'o.operation_type',
    entityType: 'o.entity_type',
    category: 'o.category',
    annotation: 'o.annotation',
    property: 'o.property',
    orgValue: 'o.org_value',
    newValue: 'o.new_value',
    deploymentId: 'coalesce(o.deployment_id, p.deployment_id)',
    processDefinitionId: definitionId,
    processDefinitionKey: definitionKey,
    processInstanceId: 'o.instance_id',
    executionId: 'o.execution_id',
    caseDefinitionId: 'NULL',
    caseInstanceId: 'NULL',
    caseExecutionId: 'NULL',
    taskId: 'o.task_id',
    externalTaskId: 'o.external_task_id',
    batchId: 'o.batch_id',
    jobId: 'o.job_id',
    jobDefinitionId: 'o.job_definition_id',
    removalTime: 'h.removal_at',
    rootProcessInstanceId: 'h.root_id',
  },
  from: `engine.user_operations o LEFT JOIN engine.history_processes h ON h.id = o.instance_id
    LEFT JOIN engine.process_definitions p ON p.id = ${definitionId}`,
  filters: {
    deploymentId: equal('coalesce(o.deployment_id, p.deployment_id)'),
    processDefinitionId: equal(definitionId),
    processDefinitionKey: equal(definitionKey),
    processInstanceId: equal('o.instance_id'),
    executionId: equal('o.execution_id'),
    caseDefinitionId: noCase,
    caseInstanceId: noCase,
    caseExecutionId: noCase,
    taskId: equal('o.task_id'),
    externalTaskId: equal('o.external_task_id'),
    batchId: equal('o.batch_id'),
    jobId: equal('o.job_id'),
    jobDefinitionId: equal('o.job_definition_id'),
    userId: equal('o.user_id'),
    operationId: equal('o.operation_id'),
    operationType: equal('o.operation_type'),
    entityType: equal('o.entity_type'),
    entityTypeIn: oneOf('o.entity_type'),
    category: equal('o.category'),
    categoryIn: oneOf('o.category'),
    property: equal('o.property'),
    afterTimestamp: compare('o.at', '>'),
    beforeTimestamp: compare('o.at', '<'),
  },
  sorts: { timestamp: 'o.at' },
  tieBreak: 'o.sequence',
});
