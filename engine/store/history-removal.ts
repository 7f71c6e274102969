import type { Tx } from './database.ts';

/** How much was deleted. */
export interface RemovedHistory {
  /** What was asked for: the histories of instances. */
  records: number;
  /** Evaluations of decisions in them. */
  decisions: number;
}

/** The root of an instance on record; undefined when there is none of this id. */
export async function findRootId(tx: Tx, id: string): Promise<string | undefined> {
  const { rows } = await tx.query<{ rootId: string }>(
    'SELECT root_id AS "rootId" FROM engine.history_processes WHERE id = $1',
    [id],
  );
  return rows[0]?.rootId;
}

/** When an instance that ended has been kept for as long as its definition says now; null when that is for ever, or it runs. */
export async function calculateRemovalTime(tx: Tx, id: string): Promise<Date | null> {
  const { rows } = await tx.query<{ at: Date | null }>(
    `SELECT h.ended_at + make_interval(days => p.history_ttl_days) AS at
       FROM engine.history_processes h JOIN engine.process_definitions p ON p.id = h.definition_id WHERE h.id = $1`,
    [id],
  );
  return rows[0]?.at ?? null;
}

/** Says when the history of an instance, or of a root with all that it called, may be deleted; null: never. */
export async function setRemovalTime(
  tx: Tx,
  which: { id: string } | { rootId: string },
  at: Date | null,
): Promise<void> {
  const [column, id] = 'id' in which ? ['id', which.id] : ['root_id', which.rootId];
  await tx.query(`UPDATE engine.history_processes SET removal_at = $2 WHERE ${column} = $1`, [id, at]);
}

/**
 * Deletes the contents of the files of trees of which nothing is on record any more. Whoever deletes other instances of the same
 * tree waits, so that the last one sees that it is.
 */
async function forgetContents(tx: Tx, roots: string[]): Promise<void> {
  for (const root of roots.toSorted()) {
    await tx.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [root]);
  }
  await tx.query(
    `DELETE FROM engine.contents c WHERE c.root_instance_id = ANY($1)
        AND NOT EXISTS (SELECT 1 FROM engine.history_processes h WHERE h.root_id = c.root_instance_id)`,
    [roots],
  );
}

/**
 * Deletes the history of instances whose time has come, the oldest first, with the contents of their files. Several
 * processes may do it at once: each takes other instances. What timers that start instances did goes as well, counted from
 * when they did it.
 */
export async function removeExpiredHistory(tx: Tx, now: Date, limit: number): Promise<RemovedHistory> {
  const { rows } = await tx.query<{ rootId: string; decisions: number }>(
    `WITH due AS MATERIALIZED (
       SELECT id FROM engine.history_processes WHERE removal_at <= $1 AND ended_at IS NOT NULL
        ORDER BY removal_at LIMIT $2 FOR UPDATE SKIP LOCKED)
     DELETE FROM engine.history_processes WHERE id IN (SELECT id FROM due)
     RETURNING root_id AS "rootId",
       (SELECT count(*) FROM engine.history_decisions d WHERE d.instance_id = history_processes.id) AS decisions`,
    [now, limit],
  );
  const roots = [...new Set(rows.map((row) => row.rootId))];
  if (roots.length > 0) await forgetContents(tx, roots);
  await tx.query(
    `DELETE FROM engine.history_job_log l USING engine.process_definitions p
      WHERE l.instance_id IS NULL AND p.id = l.definition_id AND l.at <= $1::timestamptz - make_interval(days => p.history_ttl_days)`,
    [now],
  );
  return { records: rows.length, decisions: rows.reduce((sum, row) => sum + row.decisions, 0) };
}
