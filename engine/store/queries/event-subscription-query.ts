import type { eventSubscriptionList } from '../../../schemas/camunda/events.ts';
import { equal, executionRef, listSource, noTenant, when } from './list-query.ts';

/** Who waits for messages, signals and conditions. */
export const eventSubscriptionQuery = listSource<
  (typeof eventSubscriptionList)['filters'],
  (typeof eventSubscriptionList)['sorts'][number]
>({
  columns: {
    id: 's.id',
    eventType: 's.event_type',
    eventName: 's.event_name',
    executionId: executionRef('s'),
    processInstanceId: 's.instance_id',
    activityId: 's.activity_id',
    createdDate: 's.created_at',
    tenantId: 'NULL',
  },
  from: 'engine.event_subscriptions s',
  filters: {
    eventSubscriptionId: equal('s.id'),
    eventName: equal('s.event_name'),
    eventType: equal('s.event_type'),
    executionId: equal(executionRef('s')),
    processInstanceId: equal('s.instance_id'),
    activityId: equal('s.activity_id'),
    tenantIdIn: noTenant,
    withoutTenantId: when('true'),
  },
  sorts: { created: 's.created_at', tenantId: 's.id' },
  tieBreak: 's.created_at, s.id',
});
