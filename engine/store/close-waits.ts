import type { Tx } from './database.ts';
import { jobLogOf } from './job-log.ts';

/** Why and when waits are closed; `executionIds` null means all of the instance. */
export interface WaitsToClose {
  instanceId: string;
  executionIds: string[] | null;
  /** Written beside user tasks in the history. */
  deleteReason: string;
  at: Date;
}

/**
 * Removes tasks, timers, subscriptions and incidents that nobody waits for any more, and records their end. One statement:
 * most steps close something, few of them more than a timer.
 */
export async function closeWaits(tx: Tx, waits: WaitsToClose): Promise<void> {
  const { instanceId, executionIds, deleteReason, at } = waits;
  if (executionIds) await tx.write(CLOSE_SOME, [instanceId, deleteReason, at, executionIds]);
  else await tx.write(CLOSE_ALL, [instanceId, deleteReason, at]);
}

const closeThose = (rows: string, incidents: string): string => `
  WITH external AS (
    DELETE FROM engine.external_tasks WHERE ${rows} RETURNING *),
  logged AS (
    INSERT INTO engine.history_external_task_log (id, external_task_id, instance_id, execution_id, activity_id, topic,
           priority, event, worker_id, retries, error_message, error_details, at)
    SELECT gen_random_uuid()::text, id, instance_id, execution_id, activity_id, topic,
           priority, 'deletion', worker_id, retries, error_message, error_details, $3::timestamptz FROM external),
  people AS (
    DELETE FROM engine.user_tasks WHERE ${rows} RETURNING id),
  recorded AS (
    UPDATE engine.history_tasks SET delete_reason = $2, ended_at = $3
     WHERE id = ANY(ARRAY(SELECT id FROM people))),
  timers AS (
    DELETE FROM engine.jobs WHERE ${rows} RETURNING *, $3::timestamptz AS at),
  jobs_logged AS (
    ${jobLogOf('timers', 'deletion')}),
  subscriptions AS (
    DELETE FROM engine.event_subscriptions WHERE ${rows}),
  ended AS (
    DELETE FROM engine.incidents WHERE ${incidents} RETURNING id)
  UPDATE engine.history_incidents SET state = 'deleted', ended_at = $3
   WHERE id = ANY(ARRAY(SELECT id FROM ended))`;

const CLOSE_ALL = closeThose('instance_id = $1', 'instance_id = $1');

const CLOSE_SOME = closeThose(
  'instance_id = $1 AND execution_id = ANY($4)',
  'configuration = ANY(ARRAY(SELECT id FROM external UNION ALL SELECT id FROM timers))',
);
