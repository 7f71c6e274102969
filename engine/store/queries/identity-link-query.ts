import type { HistoricIdentityLinkLog } from '../../../schemas/camunda/answers/tasks.ts';
import type { historicIdentityLinkLogList } from '../../../schemas/camunda/history-log.ts';
import { compare, equal } from './conditions.ts';
import { listSource } from './list-query.ts';
import { tenantFilters, tenantOf } from './tenant-conditions.ts';

/** A task that belongs to no instance has a tenant of its own. */
const tenantId = `coalesce(t.tenant_id, ${tenantOf('h.definition_id')})`;

/** What clients see of an entry and may sort by. */
const sortable = {
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
};

/** Who was linked to tasks, and who was not any more. */
export const historicIdentityLinkLogQuery = listSource<
  (typeof historicIdentityLinkLogList)['filters'],
  (typeof historicIdentityLinkLogList)['sorts'][number],
  HistoricIdentityLinkLog
>({
  columns: { id: 'l.id', ...sortable, removalTime: 'h.removal_at', rootProcessInstanceId: 'h.root_id' },
  from: `engine.history_identity_links l JOIN engine.history_tasks t ON t.id = l.task_id
    LEFT JOIN engine.history_processes h ON h.id = t.instance_id`,
  filters: {
    type: equal(sortable.type),
    userId: equal(sortable.userId),
    groupId: equal(sortable.groupId),
    dateBefore: compare(sortable.time, '<='),
    dateAfter: compare(sortable.time, '>='),
    taskId: equal(sortable.taskId),
    processDefinitionId: equal(sortable.processDefinitionId),
    processDefinitionKey: equal(sortable.processDefinitionKey),
    operationType: equal(sortable.operationType),
    assignerId: equal(sortable.assignerId),
    ...tenantFilters(tenantId),
  },
  sorts: sortable,
  tieBreak: 'l.sequence',
});
