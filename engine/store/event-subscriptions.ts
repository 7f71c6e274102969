import type { Tx } from './database.ts';
import type { ProcessKey } from './process-definitions.ts';
import { RowInsert } from './row-insert.ts';

/** Someone who waits for a message, a signal or a condition. */
export interface SubscriptionRow {
  id: string;
  /** null: the event starts an instance of the definition. */
  instanceId: string | null;
  definitionId: string;
  executionId: string | null;
  activityId: string;
  scopePath: string[];
  eventType: string;
  eventName: string;
  createdAt: Date;
}

const COLUMNS = `s.id, s.instance_id AS "instanceId", s.definition_id AS "definitionId",
  s.execution_id AS "executionId", s.activity_id AS "activityId", s.scope_path AS "scopePath",
  s.event_type AS "eventType", s.event_name AS "eventName", s.created_at AS "createdAt"`;

/** Which waiting instances an event may reach; a condition left out does not narrow. */
export interface SubscriptionSearch {
  eventType: 'message' | 'signal' | 'conditional';
  /** Left out: any name. */
  eventName?: string | undefined;
  businessKey?: string | undefined;
  instanceId?: string | undefined;
  executionId?: string | undefined;
  /** null: only what belongs to no tenant. */
  tenantId?: string | null | undefined;
  /** Process variables of these values, all of them. */
  correlationKeys?: Record<string, unknown> | undefined;
  /** Variables of the waiting scope itself, all of them. */
  localCorrelationKeys?: Record<string, unknown> | undefined;
}

const INSERT = new RowInsert({
  name: 'event_subscriptions',
  columns: {
    id: 'text',
    instance_id: 'text',
    definition_id: 'text',
    execution_id: 'text',
    activity_id: 'text',
    scope_path: 'text[]',
    event_type: 'text',
    event_name: 'text',
    created_at: 'timestamptz',
  },
  onConflict: 'ON CONFLICT (instance_id, execution_id) DO NOTHING',
});

/** Stores new subscriptions; one already stored for its execution is left as it is. */
export async function insertSubscriptions(tx: Tx, subscriptions: SubscriptionRow[]): Promise<void> {
  await INSERT.note(
    tx,
    subscriptions.map((subscription) => [
      {
        id: subscription.id,
        instance_id: subscription.instanceId,
        definition_id: subscription.definitionId,
        execution_id: subscription.executionId,
        activity_id: subscription.activityId,
        scope_path: subscription.scopePath,
        event_type: subscription.eventType,
        event_name: subscription.eventName,
        created_at: subscription.createdAt,
      },
    ]),
  );
}

/** Subscriptions of running, not suspended instances that an event may reach, oldest first. */
export async function findSubscriptions(tx: Tx, search: SubscriptionSearch): Promise<SubscriptionRow[]> {
  const values: unknown[] = [search.eventType];
  const parameter = (value: unknown) => `$${values.push(value)}`;
  const parts = ['s.event_type = $1', 'NOT i.suspended'];
  if (search.eventName !== undefined) parts.push(`s.event_name = ${parameter(search.eventName)}`);
  if (search.businessKey !== undefined) parts.push(`i.business_key = ${parameter(search.businessKey)}`);
  if (search.instanceId !== undefined) parts.push(`i.id = ${parameter(search.instanceId)}`);
  if (search.executionId !== undefined) parts.push(`s.execution_id = ${parameter(search.executionId)}`);
  if (search.tenantId !== undefined) parts.push(ofTenant('i.definition_id', parameter(search.tenantId)));
  const hasVariable = (scope: string, name: string, value: unknown) =>
    `EXISTS (SELECT 1 FROM engine.variables v WHERE v.instance_id = i.id AND v.scope_id = ${scope}
       AND v.name = ${parameter(name)} AND v.value = ${parameter(JSON.stringify(value))}::jsonb)`;
  for (const [name, value] of Object.entries(search.correlationKeys ?? {})) {
    parts.push(hasVariable('i.id', name, value));
  }
  for (const [name, value] of Object.entries(search.localCorrelationKeys ?? {})) {
    parts.push(hasVariable('s.scope_path[cardinality(s.scope_path)]', name, value));
  }
  const { rows } = await tx.query<SubscriptionRow>(
    `SELECT ${COLUMNS} FROM engine.event_subscriptions s JOIN engine.instances i ON i.id = s.instance_id
      WHERE ${parts.join(' AND ')} ORDER BY i.root_id, s.created_at, s.id`,
    values,
  );
  return rows;
}

function ofTenant(definitionId: string, tenantId: string): string {
  return `EXISTS (SELECT 1 FROM engine.process_definitions p
    WHERE p.id = ${definitionId} AND p.tenant_id IS NOT DISTINCT FROM ${tenantId})`;
}

/** Start events of the newest versions that a message or signal reaches, or all conditional ones. */
export async function findStartSubscriptions(
  tx: Tx,
  event: Pick<SubscriptionSearch, 'eventName' | 'tenantId'> & { eventType: SubscriptionSearch['eventType'] },
): Promise<SubscriptionRow[]> {
  const { eventType, eventName = '', tenantId } = event;
  const { rows } = await tx.query<SubscriptionRow>(
    `SELECT ${COLUMNS} FROM engine.event_subscriptions s JOIN engine.process_definitions p ON p.id = s.definition_id
      WHERE s.instance_id IS NULL AND s.event_type = $1 AND s.event_name = $2 AND NOT p.suspended
        ${tenantId === undefined ? '' : 'AND p.tenant_id IS NOT DISTINCT FROM $3'} ORDER BY p.key, p.tenant_id`,
    [eventType, eventName, ...(tenantId === undefined ? [] : [tenantId])],
  );
  return rows;
}

/** A subscription; undefined when it is no longer open. */
export async function findSubscription(tx: Tx, id: string): Promise<SubscriptionRow | undefined> {
  const { rows } = await tx.query<SubscriptionRow>(
    `SELECT ${COLUMNS} FROM engine.event_subscriptions s WHERE s.id = $1`,
    [id],
  );
  return rows[0];
}

/** Removes the start subscriptions of all versions of a process: only the newest version keeps any. */
export async function deleteStartSubscriptions(tx: Tx, { key, tenantId }: ProcessKey): Promise<void> {
  await tx.query(
    `DELETE FROM engine.event_subscriptions s USING engine.process_definitions p
      WHERE p.id = s.definition_id AND p.key = $1 AND p.tenant_id IS NOT DISTINCT FROM $2 AND s.instance_id IS NULL`,
    [key, tenantId],
  );
}

/** Whether an instance waits for a condition, so that changed variables must be told to its executor. */
export async function waitsForCondition(tx: Tx, instanceId: string): Promise<boolean> {
  const { rowCount } = await tx.query(
    `SELECT 1 FROM engine.event_subscriptions WHERE instance_id = $1 AND event_type = 'conditional' LIMIT 1`,
    [instanceId],
  );
  return rowCount === 1;
}
