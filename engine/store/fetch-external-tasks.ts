import type { Tx } from './database.ts';
import type { ExternalTaskRow } from './external-tasks.ts';

/** Which tasks of one topic a worker wants; a condition left out does not narrow. */
export interface TopicRequest {
  topicName: string;
  lockDurationMs: number;
  businessKey?: string | undefined;
  processDefinitionIds?: string[] | undefined;
  processDefinitionKeys?: string[] | undefined;
  /** SQL LIKE pattern. */
  versionTag?: string | undefined;
  tenantIds?: string[] | undefined;
  /** Only tasks of no tenant. */
  withoutTenantId?: boolean | undefined;
  /** Any one of these process variables has this value. */
  processVariables?: Record<string, unknown> | undefined;
}

/** A task with what its worker is told about the instance around it. */
export interface FetchedTask extends ExternalTaskRow {
  businessKey: string | null;
  processDefinitionId: string;
  processDefinitionKey: string;
  processDefinitionVersionTag: string | null;
  tenantId: string | null;
}

/** Who fetches, how much and in which order. */
export interface FetchOptions {
  workerId: string;
  maxTasks: number;
  usePriority: boolean;
  /** Order by age; `undefined` leaves equal priorities in any order. */
  createTimeOrder?: 'asc' | 'desc' | undefined;
  now: Date;
}

/**
 * Locks up to `maxTasks` free tasks for a worker. Tasks another transaction holds are skipped, so fetchers never wait
 * for each other and never get the same task.
 */
export async function fetchAndLockTasks(
  tx: Tx,
  topics: TopicRequest[],
  options: FetchOptions,
): Promise<FetchedTask[]> {
  const values: unknown[] = [options.now, options.maxTasks];
  const wanted = topics.map((topic) => topicCondition(topic, values)).join(' OR ');
  const order = [
    ...(options.usePriority ? ['t.priority DESC'] : []),
    `t.created_at ${options.createTimeOrder === 'desc' ? 'DESC' : 'ASC'}`,
  ];
  const { rows } = await tx.query<FetchedTask>(
    `SELECT t.id, t.instance_id AS "instanceId", t.execution_id AS "executionId", t.activity_id AS "activityId",
            t.scope_path AS "scopePath", t.topic, t.priority, t.retries, t.error_message AS "errorMessage",
            t.error_details AS "errorDetails", t.extension_properties AS "extensionProperties",
            t.created_at AS "createdAt", i.business_key AS "businessKey",
            p.id AS "processDefinitionId", p.key AS "processDefinitionKey",
            p.version_tag AS "processDefinitionVersionTag",
            p.tenant_id AS "tenantId"
       FROM engine.external_tasks t
       JOIN engine.instances i ON i.id = t.instance_id
       JOIN engine.process_definitions p ON p.id = i.definition_id
      WHERE (t.lock_expires_at IS NULL OR t.lock_expires_at <= $1) AND (t.retries IS NULL OR t.retries > 0)
        AND NOT i.suspended AND (${wanted})
      ORDER BY ${order.join(', ')} LIMIT $2 FOR UPDATE OF t SKIP LOCKED`,
    values,
  );
  return lock(tx, rows, topics, options);
}

async function lock(
  tx: Tx,
  found: FetchedTask[],
  topics: TopicRequest[],
  { workerId, now }: FetchOptions,
): Promise<FetchedTask[]> {
  if (found.length === 0) return [];
  const durations = new Map(topics.map((topic) => [topic.topicName, topic.lockDurationMs]));
  const locked = found.map((task) => ({
    ...task,
    workerId,
    lockExpiresAt: new Date(now.getTime() + (durations.get(task.topic) ?? 0)),
  }));
  await tx.query(
    `UPDATE engine.external_tasks t SET worker_id = $1, lock_expires_at = locked.expires_at
       FROM unnest($2::text[], $3::timestamptz[]) AS locked(id, expires_at) WHERE t.id = locked.id`,
    [workerId, locked.map((task) => task.id), locked.map((task) => task.lockExpiresAt)],
  );
  return locked;
}

function topicCondition(topic: TopicRequest, values: unknown[]): string {
  const parameter = (value: unknown) => `$${values.push(value)}`;
  const parts = [`t.topic = ${parameter(topic.topicName)}`];
  if (topic.businessKey !== undefined) parts.push(`i.business_key = ${parameter(topic.businessKey)}`);
  if (topic.processDefinitionIds) parts.push(`p.id = ANY(${parameter(topic.processDefinitionIds)})`);
  if (topic.processDefinitionKeys) parts.push(`p.key = ANY(${parameter(topic.processDefinitionKeys)})`);
  if (topic.versionTag !== undefined) parts.push(`p.version_tag LIKE ${parameter(topic.versionTag)}`);
  if (topic.tenantIds) parts.push(`p.tenant_id = ANY(${parameter(topic.tenantIds)})`);
  if (topic.withoutTenantId) parts.push('p.tenant_id IS NULL');
  const variables = Object.entries(topic.processVariables ?? {}).map(
    ([name, value]) =>
      `(v.name = ${parameter(name)} AND v.value = ${parameter(JSON.stringify(value))}::jsonb)`,
  );
  if (variables.length > 0) {
    parts.push(`EXISTS (SELECT 1 FROM engine.variables v
      WHERE v.instance_id = i.id AND v.scope_id = i.id AND (${variables.join(' OR ')}))`);
  }
  return `(${parts.join(' AND ')})`;
}
