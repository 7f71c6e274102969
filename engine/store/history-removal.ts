import type { Tx } from './database.ts';

/** How much was deleted. */
export interface RemovedHistory {
  /** What was asked for: the histories of instances. */
  records: number;
  /** Evaluations of decisions in them. */
  decisions: number;
}

/**
 * Deletes the history of instances whose time has come, the oldest first, with the contents of their files. Several
 * processes may do it at once: each takes other instances. What timers that start instances did goes as well, counted from
 * when they did it.
 */
export async function removeExpiredHistory(tx: Tx, now: Date, limit: number): Promise<RemovedHistory> {
  const { rows } = await tx.query<{ rootId: string; decisions: number }>(
    `WITH due AS MATERIALIZED (
       SELECT id FROM engine.history_processes WHERE removal_at <= $1
        ORDER BY removal_at LIMIT $2 FOR UPDATE SKIP LOCKED)
     DELETE FROM engine.history_processes WHERE id IN (SELECT id FROM due)
     RETURNING root_id AS "rootId",
       (SELECT count(*) FROM engine.history_decisions d WHERE d.instance_id = history_processes.id) AS decisions`,
    [now, limit],
  );
  const roots = [...new Set(rows.map((row) => row.rootId))];
  if (roots.length > 0) {
    await tx.query('DELETE FROM engine.contents WHERE root_instance_id = ANY($1)', [roots]);
  }
  await tx.query(
    `DELETE FROM engine.history_job_log l USING engine.process_definitions p
      WHERE l.instance_id IS NULL AND p.id = l.definition_id AND l.at <= $1::timestamptz - make_interval(days => p.history_ttl_days)`,
    [now],
  );
  return { records: rows.length, decisions: rows.reduce((sum, row) => sum + row.decisions, 0) };
}
