import type { Tx } from './database.ts';
import { jobLogOf } from './job-log.ts';

/** Which waits are closed, why and when. */
export interface WaitsToClose {
  instanceId: string;
  executionIds: string[];
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
  await tx.writeRows(
    CLOSE,
    executionIds.map((executionId) => [
      instanceId,
      executionId,
      `${instanceId}/${executionId}`,
      deleteReason,
      at,
    ]),
  );
}

/** SQL of which waits are closed, and why and when for a row of theirs. */
interface ClosedWaits {
  rows: string;
  incidents: string;
  reason: string;
  at: string;
}

/** The parts of a statement that close waits, to be followed by one that uses `ended`, the ids of the incidents that went. */
export const closing = ({ rows, incidents, reason, at }: ClosedWaits): string => `
  external AS (
    DELETE FROM engine.external_tasks WHERE ${rows} RETURNING *, ${at} AS closed_at),
  logged AS (
    INSERT INTO engine.history_external_task_log (id, external_task_id, instance_id, execution_id, activity_id, topic,
           priority, event, worker_id, retries, error_message, error_details, at)
    SELECT gen_random_uuid()::text, id, instance_id, execution_id, activity_id, topic,
           priority, 'deletion', worker_id, retries, error_message, error_details, closed_at FROM external),
  people AS (
    DELETE FROM engine.user_tasks WHERE ${rows} RETURNING id),
  recorded AS (
    UPDATE engine.history_tasks SET delete_reason = ${reason}, ended_at = ${at}
     WHERE id = ANY(ARRAY(SELECT id FROM people))),
  timers AS (
    DELETE FROM engine.jobs WHERE ${rows} RETURNING *, ${at} AS at),
  jobs_logged AS (
    ${jobLogOf('timers', 'deletion')}),
  subscriptions AS (
    DELETE FROM engine.event_subscriptions WHERE ${rows}),
  ended AS (
    DELETE FROM engine.incidents WHERE ${incidents} RETURNING id, ${at} AS at),
  incidents_recorded AS (
    UPDATE engine.history_incidents h SET state = 'deleted', ended_at = (SELECT e.at FROM ended e WHERE e.id = h.id)
     WHERE h.id = ANY(ARRAY(SELECT id FROM ended)))`;

const PLACE = "(instance_id || '/' || execution_id)";

const CLOSE = `WITH ${closing({
  rows: `instance_id = ANY($1) AND execution_id = ANY($2) AND ${PLACE} = ANY($3)`,
  incidents: 'configuration = ANY(ARRAY(SELECT id FROM external UNION ALL SELECT id FROM timers))',
  reason: `($4::text[])[array_position($3::text[], ${PLACE})]`,
  at: `($5::timestamptz[])[array_position($3::text[], ${PLACE})]`,
})} SELECT 1`;
