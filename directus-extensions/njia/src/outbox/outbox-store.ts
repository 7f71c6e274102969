import type { Knex } from 'knex';
import { OutboxOrder } from '../../../../schemas/outbox.ts';

/** An order taken from the outbox for delivery. */
export interface TakenOrder {
  id: string;
  caseId: string;
  /** Null when the row is not an order this version understands. */
  order: OutboxOrder | null;
  /** How often it was tried before. */
  attempts: number;
}

interface OutboxRow {
  id: string;
  kind: string;
  case: string;
  payload: unknown;
  attempts: number;
}

/**
 * How long a taken order is nobody else's. Longer than a delivery can take (see the engine client's time limit), so that
 * two Directus processes never deliver one order at once; an order of a process that died comes back after it.
 */
const LEASE_SECONDS = 45;

/**
 * Takes orders that are due, oldest first; each is given to one process only. While the start of a case's pathway waits,
 * the case's other orders wait too. Orders without `next_attempt_at` and `done_at` have failed for good.
 */
export async function takeDueOrders(database: Knex, limit: number): Promise<TakenOrder[]> {
  const answer = await database.raw<{ rows: OutboxRow[] }>(
    `UPDATE outbox SET attempts = attempts + 1, next_attempt_at = now() + make_interval(secs => ?)
     WHERE id IN (
       SELECT waiting.id FROM outbox waiting
       WHERE waiting.done_at IS NULL AND waiting.next_attempt_at <= now()
         AND (waiting.kind = 'start-pathway' OR NOT EXISTS (
           SELECT 1 FROM outbox start
           WHERE start."case" = waiting."case" AND start.kind = 'start-pathway'
             AND start.done_at IS NULL AND start.next_attempt_at IS NOT NULL))
       ORDER BY waiting.next_attempt_at, waiting.created_at
       LIMIT ? FOR UPDATE SKIP LOCKED)
     RETURNING id, kind, "case", payload, attempts - 1 AS attempts`,
    [LEASE_SECONDS, limit],
  );
  return answer.rows.map((row) => ({
    id: row.id,
    caseId: row.case,
    attempts: row.attempts,
    order: OutboxOrder.safeParse({ ...parsed(row.payload), kind: row.kind }).data ?? null,
  }));
}

/** The engine has it. */
export async function markDone(database: Knex, id: string): Promise<void> {
  await database('outbox')
    .where({ id })
    .update({ done_at: new Date(), next_attempt_at: null, last_error: null });
}

/** Tries again later. `reason` is a plain sentence without personal data. */
export async function putBack(database: Knex, id: string, reason: string, delayMs: number): Promise<void> {
  await database('outbox')
    .where({ id })
    .update({ next_attempt_at: new Date(Date.now() + delayMs), last_error: reason });
}

/** Why an order waits while there is no engine. */
const UNREACHABLE = 'The process engine does not answer.';

/** Tries again after `delayMs` or when the engine is back, and does not count the attempt: it says nothing about the order. */
export async function waitForEngine(database: Knex, id: string, delayMs: number): Promise<void> {
  await database('outbox')
    .where({ id })
    .update({
      attempts: database.raw('attempts - 1'),
      next_attempt_at: new Date(Date.now() + delayMs),
      last_error: UNREACHABLE,
    });
}

/** Makes everything due that only waited for the engine. */
export async function engineIsBack(database: Knex): Promise<void> {
  await database('outbox')
    .whereNull('done_at')
    .whereNotNull('next_attempt_at')
    .where({ last_error: UNREACHABLE })
    .update({ next_attempt_at: new Date() });
}

/** Gives up: the row stays without `done_at` and `next_attempt_at`, where an administrator sees it. */
export async function markFailed(database: Knex, id: string, reason: string): Promise<void> {
  await database('outbox').where({ id }).update({ next_attempt_at: null, last_error: reason });
}

/** How many orders still wait for the engine. */
export async function countWaiting(database: Knex): Promise<number> {
  const row = await database('outbox')
    .whereNull('done_at')
    .whereNotNull('next_attempt_at')
    .count<{ count: string }[]>({ count: '*' });
  return Number(row[0]?.count ?? 0);
}

function parsed(payload: unknown): Record<string, unknown> {
  return (typeof payload === 'string' ? JSON.parse(payload) : payload) as Record<string, unknown>;
}
