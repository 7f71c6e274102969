import type { EventSubscription } from '../../../schemas/camunda/answers/process-instances.ts';
import type { eventSubscriptionList } from '../../../schemas/camunda/events.ts';
import { equal } from './conditions.ts';
import { listSource } from './list-query.ts';
import { executionRef } from './shown-references.ts';
import { tenantFiltersWith, tenantOf } from './tenant-conditions.ts';

/** Who waits for messages, signals and conditions. */
export const eventSubscriptionQuery = listSource<
  (typeof eventSubscriptionList)['filters'],
  (typeof eventSubscriptionList)['sorts'][number],
  EventSubscription
>({
  columns: {
    id: 's.id',
    eventType: 's.event_type',
    eventName: `nullif(s.event_name, '')`,
    executionId: executionRef('s'),
    processInstanceId: 's.instance_id',
    activityId: 's.activity_id',
    createdDate: 's.created_at',
    tenantId: tenantOf('s.definition_id'),
  },
  from: 'engine.event_subscriptions s',
  filters: {
    eventSubscriptionId: equal('s.id'),
    eventName: equal('s.event_name'),
    eventType: equal('s.event_type'),
    executionId: equal(executionRef('s')),
    processInstanceId: equal('s.instance_id'),
    activityId: equal('s.activity_id'),
    ...tenantFiltersWith('includeEventSubscriptionsWithoutTenantId', tenantOf('s.definition_id')),
  },
  sorts: { created: 's.created_at', tenantId: tenantOf('s.definition_id') },
  tieBreak: 's.created_at, s.id',
});
