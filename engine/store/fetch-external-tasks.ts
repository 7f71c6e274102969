import { runStatement } from './database.ts';
import type { Database } from './database.ts';
import type { ExternalTaskRow } from './external-tasks.ts';
import { toScopes } from './variables.ts';
import type { StoredVariable } from './variables.ts';
import type { VariableScopes } from '../executors/port.ts';

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

/** Whether a worker takes every task of the topic: no condition narrows its request. */
export function takesAny(topic: TopicRequest): boolean {
  return conditionsOf(topic, () => '').length === 0;
}

/** A task with what its worker is told about the instance around it. */
export interface FetchedTask extends ExternalTaskRow {
  businessKey: string | null;
  processDefinitionId: string;
  processDefinitionKey: string;
  processDefinitionVersionTag: string | null;
  tenantId: string | null;
  /** Variables of the instance, those of the names asked for. */
  scopes: VariableScopes;
}

/** Who fetches, how much and in which order. */
export interface FetchOptions {
  workerId: string;
  maxTasks: number;
  usePriority: boolean;
  /** Order by age; `undefined` leaves equal priorities in any order. */
  createTimeOrder?: 'asc' | 'desc' | undefined;
  /** Names of the variables to read; null: all. */
  variableNames: string[] | null;
  now: Date;
}

/** What one look found. */
export interface Fetched {
  tasks: FetchedTask[];
  /** Tasks were free, but others took all of them at the same moment: look again. */
  missed: boolean;
}

/** Looked at for each task wanted: other fetchers may take some of them at the same moment. */
const CANDIDATES_PER_TASK = 4;

const IS_FREE =
  '(t.lock_expires_at IS NULL OR t.lock_expires_at <= $1) AND (t.retries IS NULL OR t.retries > 0)';

/**
 * Locks up to `maxTasks` free tasks for a worker, in one statement and one round trip. Tasks another transaction holds are
 * skipped, so fetchers never wait for each other and never get the same task. Each topic is read along its index, so that
 * it does not matter how many tasks wait.
 */
export async function fetchAndLockTasks(
  database: Database,
  topics: TopicRequest[],
  options: FetchOptions,
): Promise<Fetched> {
  const values: unknown[] = [
    options.now,
    options.maxTasks,
    options.workerId,
    options.variableNames,
    options.maxTasks * CANDIDATES_PER_TASK,
  ];
  const order = orderOf(options);
  const candidates = topics.map((topic) => candidatesOf(topic, order, values)).join(' UNION ALL ');
  const { rows } = await runStatement<Row>(
    database,
    `WITH candidates AS MATERIALIZED (${candidates}),
     found AS (
       SELECT t.*, $1::timestamptz + make_interval(secs => c.lock_s) AS expires_at, i.business_key,
              p.id AS definition_id, p.key AS definition_key, p.version_tag,
               p.tenant_id AS definition_tenant_id
         FROM candidates c JOIN engine.external_tasks t ON t.id = c.id
         JOIN engine.instances i ON i.id = t.instance_id JOIN engine.process_definitions p ON p.id = i.definition_id
        WHERE ${IS_FREE} ORDER BY ${order} LIMIT $2 FOR UPDATE OF t SKIP LOCKED),
     locked AS (
       UPDATE engine.external_tasks t SET worker_id = $3, lock_expires_at = found.expires_at FROM found WHERE t.id = found.id)
     SELECT found.id, found.instance_id AS "instanceId", found.execution_id AS "executionId",
            found.activity_id AS "activityId", found.scope_path AS "scopePath", found.topic, found.priority,
            $3::text AS "workerId", found.expires_at AS "lockExpiresAt", found.retries,
            found.error_message AS "errorMessage", found.error_details AS "errorDetails",
            found.extension_properties AS "extensionProperties", found.created_at AS "createdAt",
            found.business_key AS "businessKey", found.definition_id AS "processDefinitionId",
            found.definition_key AS "processDefinitionKey", found.version_tag AS "processDefinitionVersionTag",
             found.definition_tenant_id AS "tenantId",
            ${VARIABLES} AS variables,
            (SELECT count(*) FROM candidates) AS candidates
       FROM (VALUES (true)) AS always(is_true) LEFT JOIN found ON is_true`,
    values,
  );
  const tasks = rows
    .filter((row): row is Row & { id: string } => row.id !== null)
    .map(({ candidates: _, ...row }) => toFetchedTask(row));
  return { tasks, missed: tasks.length === 0 && (rows[0]?.candidates ?? 0) > 0 };
}

/** A fetched task as it is read. */
type FetchedRow = Omit<FetchedTask, 'scopes'> & { variables: StoredVariable[] | null };

type Row = Omit<FetchedRow, 'id'> & {
  /** null: nothing was found. */
  id: string | null;
  candidates?: number;
};

/** The variables of the instance of a task that was found, as JSON; `$4` are the names asked for, null means all. */
const VARIABLES = `(
  SELECT json_agg(json_build_object('scopeId', v.scope_id, 'name', v.name, 'type', v.type, 'value', v.value,
                                    'valueInfo', v.value_info))
    FROM engine.variables v
   WHERE v.instance_id = found.instance_id AND ($4::text[] IS NULL OR v.name = ANY($4::text[])))`;

function toFetchedTask({ variables, ...task }: FetchedRow): FetchedTask {
  return { ...task, scopes: toScopes(task.instanceId, variables ?? []) };
}

/** Without a wish any order is right; that of the index is the fastest. */
function orderOf({ usePriority, createTimeOrder }: FetchOptions): string {
  const byAge = `t.created_at ${createTimeOrder === 'desc' ? 'DESC' : 'ASC'}`;
  return usePriority || createTimeOrder === undefined ? `t.priority DESC, ${byAge}` : byAge;
}

function candidatesOf(topic: TopicRequest, order: string, values: unknown[]): string {
  const parameter = (value: unknown) => `$${values.push(value)}`;
  const lockSeconds = parameter(topic.lockDurationMs / 1_000);
  const ofTopic = `t.topic = ${parameter(topic.topicName)} AND ${IS_FREE}`;
  const conditions = conditionsOf(topic, parameter);
  const rest = `ORDER BY ${order} LIMIT $5`;
  if (conditions.length === 0) {
    // Not a join: a planner that knows little of its tables would start with the instances and read all tasks of all of them.
    return `(SELECT t.id, ${lockSeconds}::float8 AS lock_s FROM engine.external_tasks t
              WHERE ${ofTopic} AND (SELECT NOT i.suspended FROM engine.instances i WHERE i.id = t.instance_id) ${rest})`;
  }
  return `(SELECT t.id, ${lockSeconds}::float8 AS lock_s
             FROM engine.external_tasks t JOIN engine.instances i ON i.id = t.instance_id
             JOIN engine.process_definitions p ON p.id = i.definition_id
            WHERE ${ofTopic} AND NOT i.suspended AND ${conditions.join(' AND ')} ${rest})`;
}

function conditionsOf(topic: TopicRequest, parameter: (value: unknown) => string): string[] {
  const parts: string[] = [];
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
  return parts;
}
