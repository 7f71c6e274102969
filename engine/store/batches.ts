import type { Tx } from './database.ts';
import { Jsonb, insertRows } from './insert-rows.ts';

/** What happened to one instance, task or job of a batch. */
export type ItemState = 'pending' | 'done' | 'failed' | 'undone';

/** One instance, task or job that a batch works on. */
export interface BatchItem {
  batchId: string;
  targetId: string;
  type: string;
  configuration: unknown;
}

/** How often one item is tried before an operator must look, as in Camunda 7. */
const ITEM_RETRIES = 3;

/** Stores a batch with all its items. */
export async function insertBatch(
  tx: Tx,
  batch: { id: string; type: string; configuration: unknown; createdAt: Date; createdBy: string | null },
  targetIds: readonly string[],
): Promise<void> {
  await insertRows(tx, 'batches', [
    {
      id: batch.id,
      type: batch.type,
      configuration: new Jsonb(batch.configuration),
      total: targetIds.length,
      created_at: batch.createdAt,
      created_by: batch.createdBy,
    },
  ]);
  await insertRows(
    tx,
    'batch_items',
    targetIds.map((targetId) => ({
      batch_id: batch.id,
      target_id: targetId,
      state: 'pending',
      retries: ITEM_RETRIES,
    })),
  );
}

/**
 * The next item nobody works on, locked until the transaction ends: when the process dies, the item is free again. Processes
 * skip each other's.
 */
export async function takeBatchItem(tx: Tx): Promise<BatchItem | undefined> {
  const { rows } = await tx.query<BatchItem>(
    `SELECT i.batch_id AS "batchId", i.target_id AS "targetId", b.type, b.configuration
       FROM engine.batches b JOIN engine.batch_items i ON i.batch_id = b.id
      WHERE b.ended_at IS NULL AND NOT b.suspended AND i.state = 'pending'
      ORDER BY b.created_at, b.id LIMIT 1 FOR UPDATE OF i SKIP LOCKED`,
  );
  return rows[0];
}

/** Records that an item is done. */
export async function finishBatchItem(tx: Tx, { batchId, targetId }: BatchItem): Promise<void> {
  await tx.query(
    `UPDATE engine.batch_items SET state = 'done', message = NULL WHERE batch_id = $1 AND target_id = $2`,
    [batchId, targetId],
  );
}

/** Takes one try from an item; without tries left it has failed: then its id is answered. */
export async function failBatchItem(
  tx: Tx,
  { batchId, targetId }: BatchItem,
  message: string,
): Promise<string | undefined> {
  const { rows } = await tx.query<{ id: string; state: ItemState }>(
    `UPDATE engine.batch_items SET message = $3, retries = greatest(retries - 1, 0),
            state = CASE WHEN retries > 1 THEN 'pending' ELSE 'failed' END
      WHERE batch_id = $1 AND target_id = $2 AND state IN ('pending', 'failed') RETURNING id, state`,
    [batchId, targetId, message],
  );
  return rows.find(({ state }) => state === 'failed')?.id;
}

/** The item of an id that is not done, locked until the transaction ends. */
export async function findBatchItem(tx: Tx, id: string): Promise<BatchItem | undefined> {
  const { rows } = await tx.query<BatchItem>(
    `SELECT i.batch_id AS "batchId", i.target_id AS "targetId", b.type, b.configuration
       FROM engine.batch_items i JOIN engine.batches b ON b.id = i.batch_id
      WHERE i.id = $1 AND i.state IN ('pending', 'failed') FOR UPDATE OF i`,
    [id],
  );
  return rows[0];
}

/** Takes an item out of its batch: nothing is done with it. False when there is none of that id that is not done. */
export async function deleteBatchItem(tx: Tx, id: string): Promise<boolean> {
  const { rowCount } = await tx.query(
    `DELETE FROM engine.batch_items WHERE id = $1 AND state IN ('pending', 'failed')`,
    [id],
  );
  return rowCount === 1;
}

/** An item that got another number of tries. */
export interface RetriedItem {
  id: string;
  /** How many it had. */
  retries: number;
  /** What went wrong with it last. */
  message: string | null;
}

/** Gives an item new tries; undefined when there is none of that id that is not done. */
export async function retryBatchItem(tx: Tx, id: string, retries: number): Promise<RetriedItem | undefined> {
  const { rows } = await tx.query<RetriedItem>(
    `UPDATE engine.batch_items i SET retries = $2, state = CASE WHEN $2 > 0 THEN 'pending' ELSE 'failed' END
       FROM (SELECT id, retries, message FROM engine.batch_items
              WHERE id = $1 AND state IN ('pending', 'failed') FOR UPDATE) old
      WHERE i.id = old.id RETURNING old.id, old.retries, old.message`,
    [id, retries],
  );
  return rows[0];
}

/** The items of a batch that failed. */
export async function failedItems(tx: Tx, batchId: string): Promise<string[]> {
  const { rows } = await tx.query<{ id: string }>(
    `SELECT id FROM engine.batch_items WHERE batch_id = $1 AND state = 'failed'`,
    [batchId],
  );
  return rows.map(({ id }) => id);
}

/** Notes which batches are being worked on. */
export async function beginBatches(tx: Tx, now: Date): Promise<void> {
  await tx.query(
    `UPDATE engine.batches SET execution_started_at = $1
      WHERE execution_started_at IS NULL AND ended_at IS NULL AND NOT suspended`,
    [now],
  );
}

/** Ends batches in which nothing is left to do; one with failed items stays open. */
export async function endFinishedBatches(tx: Tx, now: Date): Promise<void> {
  await tx.query(
    `UPDATE engine.batches b SET ended_at = $1
      WHERE b.ended_at IS NULL AND NOT EXISTS (
        SELECT 1 FROM engine.batch_items i WHERE i.batch_id = b.id AND i.state IN ('pending', 'failed'))`,
    [now],
  );
}

/** Lets a batch rest or go on; false when there is none that is not done. */
export async function setBatchSuspended(tx: Tx, id: string, suspended: boolean): Promise<boolean> {
  const { rowCount } = await tx.query(
    'UPDATE engine.batches SET suspended = $2 WHERE id = $1 AND ended_at IS NULL',
    [id, suspended],
  );
  return rowCount === 1;
}

/** Gives up what is left of a batch; what is done stays in the record. False when there is none that is not done. */
export async function abandonBatch(tx: Tx, id: string, now: Date): Promise<boolean> {
  const { rowCount } = await tx.query(
    'UPDATE engine.batches SET ended_at = $2 WHERE id = $1 AND ended_at IS NULL',
    [id, now],
  );
  await tx.query(
    `DELETE FROM engine.batch_items WHERE batch_id = $1 AND state IN ('pending', 'failed') AND $2`,
    [id, rowCount === 1],
  );
  return rowCount === 1;
}

/** Removes a batch with its record. False when there is none. */
export async function deleteBatch(tx: Tx, id: string): Promise<boolean> {
  const { rowCount } = await tx.query('DELETE FROM engine.batches WHERE id = $1', [id]);
  return rowCount === 1;
}
