import type { HistoricIdentityLinkLog } from '../../../schemas/camunda/answers/tasks.ts';
import type { historicIdentityLinkLogList } from '../../../schemas/camunda/history-log.ts';
import { compare, equal, listSource, tenantFilters, tenantOf } from './list-query.ts';

/** A task that belongs to no instance has a tenant of its own. */
const tenantId = `coalesce(t.tenant_id, ${tenantOf('h.definition_id')})`;

/** Who was linked to tasks, and who was not any more. */
export const historicIdentityLinkLogQuery = listSource<
  (typeof historicIdentityLinkLogList)['filters'],
  (typeof historicIdentityLinkLogList)['sorts'][number],
  HistoricIdentityLinkLog
>({
  columns: {
    id: 'l.id',
    time: 'l.at',
    type: 'l.type',
    userId: 'l.user_id',
    groupId: 'l.group_id',
    taskId: 'l.task_id',
    processDefinitionId: 'h.definition_id',
    processDefinitionKey: 'h.definition_key',
    operationType: 'l.operation',
    assignerId: 'l.assigner_id',
    tenantId,
    removalTime: 'h.removal_at',
    rootProcessInstanceId: 'h.root_id',
  },
  from: `engine.history_identity_links l JOIN engine.history_tasks t ON t.id = l.task_id
    LEFT JOIN engine.history_processes h ON h.id = t.instance_id`,
  filters: {
    type: equal('l.type'),
    userId: equal('l.user_id'),
    groupId: equal('l.group_id'),
    dateBefore: compare('l.at', '<='),
    dateAfter: compare('l.at', '>='),
    taskId: equal('l.task_id'),
    processDefinitionId: equal('h.definition_id'),
    processDefinitionKey: equal('h.definition_key'),
    operationType: equal('l.operation'),
    assignerId: equal('l.assigner_id'),
    ...tenantFilters(tenantId),
  },
  sorts: {
    time: 'l.at',
    type: 'l.type',
    userId: 'l.user_id',
    groupId: 'l.group_id',
    taskId: 'l.task_id',
    processDefinitionId: 'h.definition_id',
    processDefinitionKey: 'h.definition_key',
    operationType: 'l.operation',
    assignerId: 'l.assigner_id',
    tenantId,
  },
  tieBreak: 'l.sequence',
});
