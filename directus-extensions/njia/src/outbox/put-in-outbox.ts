import { randomUUID } from 'node:crypto';
import type { Knex } from 'knex';
import type { OutboxOrder } from '../../../../schemas/outbox.ts';

/** Something the engine must be told. */
export interface NewOrder {
  caseId: string;
  /** The same order put in twice is one order. */
  dedupeKey: string;
  order: OutboxOrder;
}

/**
 * Puts an order for the engine into the outbox. Call it in the transaction of the change that causes it, and kick the
 * dispatcher after the commit.
 */
export async function putInOutbox(database: Knex, { caseId, dedupeKey, order }: NewOrder): Promise<void> {
  const { kind, ...payload } = order;
  const now = new Date();
  await database('outbox')
    .insert({
      id: randomUUID(),
      kind,
      case: caseId,
      payload: JSON.stringify(payload),
      dedupe_key: dedupeKey,
      attempts: 0,
      next_attempt_at: now,
      created_at: now,
    })
    .onConflict('dedupe_key')
    .ignore();
}
