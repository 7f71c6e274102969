import type { Lookup, Tx } from './database.ts';
import { Jsonb } from './insert-rows.ts';

/** A piece of work that waits for a worker, or is locked by one. */
export interface ExternalTaskRow {
  id: string;
  instanceId: string;
  executionId: string;
  activityId: string;
  scopePath: string[];
  topic: string;
  priority: number;
  workerId: string | null;
  lockExpiresAt: Date | null;
  /** null until a worker reports a failure. */
  retries: number | null;
  errorMessage: string | null;
  errorDetails: string | null;
  extensionProperties: Record<string, string>;
  createdAt: Date;
}

/** A task that is locked, with what decides whether and how it may go on. */
export interface LockedExternalTask extends ExternalTaskRow {
  suspended: boolean;
  hasIncident: boolean;
}

const COLUMNS = `t.id, t.instance_id AS "instanceId", t.execution_id AS "executionId", t.activity_id AS "activityId",
  t.scope_path AS "scopePath", t.topic, t.priority, t.worker_id AS "workerId",
  t.lock_expires_at AS "lockExpiresAt", t.retries, t.error_message AS "errorMessage",
  t.error_details AS "errorDetails", t.extension_properties AS "extensionProperties", t.created_at AS "createdAt"`;

/** A task as its row is written. */
export function externalTaskRow(task: ExternalTaskRow): Record<string, unknown> {
  return {
    id: task.id,
    instance_id: task.instanceId,
    execution_id: task.executionId,
    activity_id: task.activityId,
    scope_path: task.scopePath,
    topic: task.topic,
    priority: task.priority,
    worker_id: task.workerId,
    lock_expires_at: task.lockExpiresAt,
    retries: task.retries,
    error_message: task.errorMessage,
    error_details: task.errorDetails,
    extension_properties: new Jsonb(task.extensionProperties),
    created_at: task.createdAt,
  };
}

/** A task, locked against fetching and other reports until the transaction ends. */
export async function findExternalTaskForUpdate(tx: Tx, id: string): Promise<LockedExternalTask | undefined> {
  const [task] = await tx.find<LockedExternalTask>(FOR_UPDATE, id);
  return task;
}

const FOR_UPDATE: Lookup = {
  sql: `SELECT t.id AS key, ${COLUMNS}, i.suspended,
               (SELECT true FROM engine.incidents c WHERE c.configuration = t.id LIMIT 1) IS NOT NULL AS "hasIncident"
          FROM engine.external_tasks t JOIN engine.instances i ON i.id = t.instance_id
         WHERE t.id = ANY($1) FOR UPDATE OF t`,
};

/** Writes what may change on a task: lock, retries, priority and error. */
export async function updateExternalTask(tx: Tx, task: ExternalTaskRow): Promise<void> {
  await tx.query(
    `UPDATE engine.external_tasks SET worker_id = $2, lock_expires_at = $3, retries = $4, priority = $5,
            error_message = $6, error_details = $7 WHERE id = $1`,
    [
      task.id,
      task.workerId,
      task.lockExpiresAt,
      task.retries,
      task.priority,
      task.errorMessage,
      task.errorDetails,
    ],
  );
}

/** Counts that what follows a task failed when its worker reported it, and says how often that happened. */
export async function countFailedReport(tx: Tx, id: string): Promise<number> {
  const { rows } = await tx.query<{ count: number }>(
    `UPDATE engine.external_tasks SET failed_reports = failed_reports + 1 WHERE id = $1
     RETURNING failed_reports AS count`,
    [id],
  );
  return rows[0]?.count ?? 0;
}

/** What a worker reported as details of a failure in the log; undefined when there is no such entry. */
export async function findLoggedErrorDetails(tx: Tx, logId: string): Promise<string | null | undefined> {
  const { rows } = await tx.query<{ details: string | null }>(
    'SELECT error_details AS details FROM engine.history_external_task_log WHERE id = $1',
    [logId],
  );
  return rows[0]?.details;
}

/** Removes a task that was completed and records it, with who completed it: the same report may come again. */
export async function finishExternalTask(
  tx: Tx,
  id: string,
  { newId, at }: { newId: () => string; at: Date },
): Promise<void> {
  await tx.writeRows(FINISH, [[id, newId(), at]]);
}

const FINISH = `
  WITH done AS (
    DELETE FROM engine.external_tasks WHERE id = ANY($1::text[]) RETURNING *, array_position($1::text[], id) AS n)
  INSERT INTO engine.history_external_task_log (id, external_task_id, instance_id, execution_id, activity_id, topic,
         priority, event, worker_id, retries, at)
  SELECT ($2::text[])[n], id, instance_id, execution_id, activity_id, topic,
         priority, 'success', worker_id, retries, ($3::timestamptz[])[n] FROM done`;

/** The worker that completed a task, as long as the history of its instance is kept. */
export async function workerThatCompleted(tx: Tx, id: string): Promise<string | undefined> {
  const { rows } = await tx.query<{ workerId: string }>(
    `SELECT worker_id AS "workerId" FROM engine.history_external_task_log
      WHERE external_task_id = $1 AND event = 'success'`,
    [id],
  );
  return rows[0]?.workerId;
}

/** Distinct topics of open tasks; each condition is ignored when undefined. */
export async function topicNames(
  tx: Tx,
  only: {
    locked?: boolean | undefined;
    unlocked?: boolean | undefined;
    withRetriesLeft?: boolean | undefined;
  },
  now: Date,
): Promise<string[]> {
  const { rows } = await tx.query<{ topic: string }>(
    `SELECT DISTINCT topic FROM engine.external_tasks
      WHERE ($1::boolean IS NOT TRUE OR lock_expires_at > $4)
        AND ($2::boolean IS NOT TRUE OR lock_expires_at IS NULL OR lock_expires_at <= $4)
        AND ($3::boolean IS NOT TRUE OR retries IS NULL OR retries > 0) ORDER BY topic`,
    [only.locked, only.unlocked, only.withRetriesLeft, now],
  );
  return rows.map((row) => row.topic);
}

/** The error details of a task; undefined when there is no such task. */
export async function findErrorDetails(tx: Tx, id: string): Promise<string | null | undefined> {
  const { rows } = await tx.query<{ details: string | null }>(
    'SELECT error_details AS details FROM engine.external_tasks WHERE id = $1',
    [id],
  );
  return rows[0]?.details;
}
