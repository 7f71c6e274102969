import type { ExternalTask } from '../../../schemas/camunda/answers/external-tasks.ts';
import type { externalTaskList } from '../../../schemas/camunda/external-tasks.ts';
import { compare, equal, like, oneOf, when, whenNow } from './conditions.ts';
import { listSource } from './list-query.ts';
import { executionRef } from './shown-references.ts';
import { ignoreCase, variablesAre } from './variable-conditions.ts';

/** Open external tasks. */
export const externalTaskQuery = listSource<
  (typeof externalTaskList)['filters'],
  (typeof externalTaskList)['sorts'][number],
  ExternalTask
>({
  columns: {
    activityId: 't.activity_id',
    activityInstanceId: executionRef('t'),
    errorMessage: 't.error_message',
    executionId: executionRef('t'),
    id: 't.id',
    lockExpirationTime: 't.lock_expires_at',
    processDefinitionId: 'p.id',
    processDefinitionKey: 'p.key',
    processDefinitionVersionTag: 'p.version_tag',
    processInstanceId: 't.instance_id',
    tenantId: 'p.tenant_id',
    retries: 't.retries',
    suspended: 'i.suspended',
    workerId: 't.worker_id',
    topicName: 't.topic',
    priority: 't.priority',
    businessKey: 'i.business_key',
    createTime: 't.created_at',
  },
  from: `engine.external_tasks t JOIN engine.instances i ON i.id = t.instance_id
    JOIN engine.process_definitions p ON p.id = i.definition_id`,
  filters: {
    externalTaskId: equal('t.id'),
    externalTaskIdIn: oneOf('t.id'),
    topicName: equal('t.topic'),
    workerId: equal('t.worker_id'),
    locked: whenNow('t.lock_expires_at > {now}'),
    notLocked: whenNow('t.lock_expires_at IS NULL OR t.lock_expires_at <= {now}'),
    withRetriesLeft: when('t.retries IS NULL OR t.retries > 0'),
    noRetriesLeft: when('t.retries = 0'),
    lockExpirationAfter: compare('t.lock_expires_at', '>'),
    lockExpirationBefore: compare('t.lock_expires_at', '<'),
    activityId: equal('t.activity_id'),
    activityIdIn: oneOf('t.activity_id'),
    executionId: equal(executionRef('t')),
    processInstanceId: equal('t.instance_id'),
    processInstanceIdIn: oneOf('t.instance_id'),
    processDefinitionId: equal('p.id'),
    processDefinitionKey: equal('p.key'),
    processDefinitionKeyIn: oneOf('p.key'),
    processDefinitionName: equal('p.name'),
    processDefinitionNameLike: like('p.name'),
    active: when('NOT i.suspended'),
    suspended: when('i.suspended'),
    priorityHigherThanOrEquals: compare('t.priority', '>='),
    priorityLowerThanOrEquals: compare('t.priority', '<='),
    processVariables: variablesAre('i.id', 'i.id'),
    ...ignoreCase,
    tenantIdIn: oneOf('p.tenant_id'),
  },
  sorts: {
    id: 't.id',
    lockExpirationTime: 't.lock_expires_at',
    processInstanceId: 't.instance_id',
    processDefinitionId: 'p.id',
    processDefinitionKey: 'p.key',
    taskPriority: 't.priority',
    tenantId: 'p.tenant_id',
    createTime: 't.created_at',
  },
  tieBreak: 't.created_at, t.id',
});
