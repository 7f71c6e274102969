import type { Tx } from './database.ts';

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
  await tx.write(CLOSE, [
    {
      instance_id: waits.instanceId,
      execution_ids: waits.executionIds,
      delete_reason: waits.deleteReason,
      at: waits.at,
    },
  ]);
}

const isMeant = (row: string) =>
  `${row}.instance_id = c.instance_id AND (c.execution_ids IS NULL OR ${row}.execution_id = ANY(c.execution_ids))`;

const CLOSE = `
  WITH c AS (
    SELECT * FROM json_to_recordset($1::json)
      AS c(instance_id text, execution_ids text[], delete_reason text, at timestamptz)),
  external AS (
    DELETE FROM engine.external_tasks t USING c WHERE ${isMeant('t')} RETURNING t.*, c.at),
  logged AS (
    INSERT INTO engine.history_external_task_log (id, external_task_id, instance_id, execution_id, activity_id, topic,
           priority, event, worker_id, retries, error_message, error_details, at)
    SELECT gen_random_uuid()::text, id, instance_id, execution_id, activity_id, topic,
           priority, 'deletion', worker_id, retries, error_message, error_details, at FROM external),
  people AS (
    DELETE FROM engine.user_tasks t USING c WHERE ${isMeant('t')} RETURNING t.id, c.delete_reason, c.at),
  recorded AS (
    UPDATE engine.history_tasks h SET delete_reason = people.delete_reason, ended_at = people.at
      FROM people WHERE h.id = people.id),
  timers AS (
    DELETE FROM engine.jobs t USING c WHERE ${isMeant('t')} RETURNING t.id, c.at),
  subscriptions AS (
    DELETE FROM engine.event_subscriptions t USING c WHERE ${isMeant('t')}),
  solved AS (
    DELETE FROM engine.incidents i
     USING (SELECT id, at FROM external UNION ALL SELECT id, at FROM timers) stuck
     WHERE i.configuration = stuck.id RETURNING i.id, stuck.at),
  ended AS (
    DELETE FROM engine.incidents i USING c
     WHERE i.instance_id = c.instance_id AND c.execution_ids IS NULL RETURNING i.id, c.at)
  UPDATE engine.history_incidents h SET state = 'deleted', ended_at = gone.at
    FROM (SELECT id, at FROM solved UNION SELECT id, at FROM ended) gone WHERE h.id = gone.id`;
