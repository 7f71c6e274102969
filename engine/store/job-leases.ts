import type { Tx } from './database.ts';

/**
 * Leases due timers to one process for `leaseMs`: other processes skip them until then. A process that dies delays
 * its timers by the lease, never loses or doubles one. What the same process leased before and could not fire, because the
 * database was away, it leases again: it claims only when it has done with what it claimed before. Returns their ids by case,
 * the most overdue first in each: timers of one case must fire in that order, those of several cases may fire at once. By priority,
 * jobs of high priority come before those that are more overdue.
 */
export async function claimDueJobs(
  tx: Tx,
  claim: { owner: string; now: Date; leaseMs: number; limit: number; byPriority: boolean },
): Promise<string[][]> {
  const order = claim.byPriority ? 'j.priority DESC, j.due_at' : 'j.due_at';
  const { rows } = await tx.query<{ id: string; caseId: string; dueAt: Date; priority: number }>(
    `UPDATE engine.jobs SET lock_owner = $1, lock_expires_at = $3
       FROM (
         SELECT j.id AS due_id, coalesce(i.root_id, j.id) AS case_id
           FROM engine.jobs j LEFT JOIN engine.instances i ON i.id = j.instance_id
          WHERE j.due_at <= $2 AND j.retries > 0 AND NOT j.suspended AND i.suspended IS NOT TRUE
            AND (j.lock_expires_at IS NULL OR j.lock_expires_at <= $2 OR j.lock_owner = $1)
          ORDER BY ${order} LIMIT $4 FOR UPDATE OF j SKIP LOCKED) due
      WHERE id = due.due_id
      RETURNING id, due.case_id AS "caseId", due_at AS "dueAt", priority`,
    [claim.owner, claim.now, new Date(claim.now.getTime() + claim.leaseMs), claim.limit],
  );
  rows.sort(
    (one, other) =>
      (claim.byPriority ? other.priority - one.priority : 0) || one.dueAt.getTime() - other.dueAt.getTime(),
  );
  return [...Map.groupBy(rows, (row) => row.caseId).values()].map((timers) => timers.map(({ id }) => id));
}

/** When the next job becomes due after a moment; undefined when none does. */
export async function nextDueDate(tx: Tx, after: Date): Promise<Date | undefined> {
  const { rows } = await tx.query<{ dueAt: Date }>(
    `SELECT due_at AS "dueAt" FROM engine.jobs
      WHERE due_at > $1 AND retries > 0 AND NOT suspended ORDER BY due_at LIMIT 1`,
    [after],
  );
  return rows[0]?.dueAt;
}

/** Gives back what a process has leased and not fired: others need not wait for the leases to run out. */
export async function releaseJobs(tx: Tx, owner: string): Promise<void> {
  await tx.query('UPDATE engine.jobs SET lock_owner = NULL, lock_expires_at = NULL WHERE lock_owner = $1', [
    owner,
  ]);
}
