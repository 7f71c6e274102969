import type { Tx } from './database.ts';

/** How much is open in the database at one moment. */
export interface OpenWork {
  instances: number;
  userTasks: number;
  /** Free to be fetched. */
  externalTasksWaiting: number;
  /** In the hands of a worker. */
  externalTasksLocked: number;
  /** Without retries left: an incident is open. */
  externalTasksFailed: number;
  timersScheduled: number;
  /** Due and not fired yet: when it stays above zero, timers are late. */
  timersDue: number;
  timersFailed: number;
  /** Without those that others caused. */
  incidents: number;
}

/** Counts what is open; suspended instances count as well. */
export async function countOpenWork(tx: Tx, now: Date): Promise<OpenWork> {
  const { rows } = await tx.query<OpenWork>(
    `SELECT (SELECT count(*) FROM engine.instances) AS instances,
            (SELECT count(*) FROM engine.user_tasks) AS "userTasks",
            (SELECT count(*) FROM engine.incidents WHERE root_cause_id = id) AS incidents,
            e.waiting AS "externalTasksWaiting", e.locked AS "externalTasksLocked", e.failed AS "externalTasksFailed",
            j.scheduled AS "timersScheduled", j.due AS "timersDue", j.failed AS "timersFailed"
       FROM (SELECT count(*) FILTER (WHERE retries IS DISTINCT FROM 0 AND lock_expires_at > $1) AS locked,
                    count(*) FILTER (WHERE retries IS DISTINCT FROM 0
                                       AND (lock_expires_at IS NULL OR lock_expires_at <= $1)) AS waiting,
                    count(*) FILTER (WHERE retries = 0) AS failed
               FROM engine.external_tasks) e,
            (SELECT count(*) FILTER (WHERE retries > 0 AND due_at <= $1) AS due,
                    count(*) FILTER (WHERE retries > 0 AND (due_at > $1 OR due_at IS NULL)) AS scheduled,
                    count(*) FILTER (WHERE retries = 0) AS failed
               FROM engine.jobs) j`,
    [now],
  );
  const [counts] = rows;
  if (!counts) throw new Error('PostgreSQL answered no counts.');
  return counts;
}
