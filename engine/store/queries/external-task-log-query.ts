import type { HistoricExternalTaskLog } from '../../../schemas/camunda/answers/external-tasks.ts';
import type { historicExternalTaskLogList } from '../../../schemas/camunda/history.ts';
import { compare, equal, oneOf, when } from './conditions.ts';
import { listSource } from './list-query.ts';
import { executionRef } from './shown-references.ts';
import { tenantFilters, tenantOf } from './tenant-conditions.ts';

/** What happened to external tasks. */
export const historicExternalTaskLogQuery = listSource<
  (typeof historicExternalTaskLogList)['filters'],
  (typeof historicExternalTaskLogList)['sorts'][number],
  HistoricExternalTaskLog
>({
  columns: {
    id: 'l.id',
    externalTaskId: 'l.external_task_id',
    timestamp: 'l.at',
    topicName: 'l.topic',
    workerId: 'l.worker_id',
    retries: 'l.retries',
    priority: 'l.priority',
    errorMessage: 'l.error_message',
    activityId: 'l.activity_id',
    activityInstanceId: executionRef('l'),
    executionId: executionRef('l'),
    processInstanceId: 'l.instance_id',
    processDefinitionId: 'h.definition_id',
    processDefinitionKey: 'h.definition_key',
    tenantId: tenantOf('h.definition_id'),
    creationLog: `l.event = 'creation'`,
    failureLog: `l.event = 'failure'`,
    successLog: `l.event = 'success'`,
    deletionLog: `l.event = 'deletion'`,
    removalTime: 'h.removal_at',
    rootProcessInstanceId: 'h.root_id',
  },
  from: 'engine.history_external_task_log l JOIN engine.history_processes h ON h.id = l.instance_id',
  filters: {
    logId: equal('l.id'),
    externalTaskId: equal('l.external_task_id'),
    topicName: equal('l.topic'),
    workerId: equal('l.worker_id'),
    errorMessage: equal('l.error_message'),
    activityIdIn: oneOf('l.activity_id'),
    activityInstanceIdIn: oneOf(executionRef('l')),
    executionIdIn: oneOf(executionRef('l')),
    processInstanceId: equal('l.instance_id'),
    processDefinitionId: equal('h.definition_id'),
    processDefinitionKey: equal('h.definition_key'),
    priorityLowerThanOrEquals: compare('l.priority', '<='),
    priorityHigherThanOrEquals: compare('l.priority', '>='),
    creationLog: when(`l.event = 'creation'`),
    failureLog: when(`l.event = 'failure'`),
    successLog: when(`l.event = 'success'`),
    deletionLog: when(`l.event = 'deletion'`),
    ...tenantFilters(tenantOf('h.definition_id')),
  },
  sorts: {
    timestamp: 'l.at',
    externalTaskId: 'l.external_task_id',
    topicName: 'l.topic',
    workerId: 'l.worker_id',
    retries: 'l.retries',
    priority: 'l.priority',
    activityId: 'l.activity_id',
    activityInstanceId: 'l.execution_id',
    executionId: 'l.execution_id',
    processInstanceId: 'l.instance_id',
    processDefinitionId: 'h.definition_id',
    processDefinitionKey: 'h.definition_key',
    tenantId: tenantOf('h.definition_id'),
  },
  tieBreak: 'l.at, l.id',
});
