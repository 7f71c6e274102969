import type { ItemState } from './batches.ts';
import type { Tx } from './database.ts';

/** A batch that migrates instances. */
export interface MigrationBatchRow {
  id: string;
  sourceDefinitionId: string;
  targetDefinitionId: string;
  suspended: boolean;
  createdAt: Date;
  endedAt: Date | null;
  committedAt: Date | null;
}

/** One instance of such a batch. */
export interface MigrationItemRow {
  instanceId: string;
  businessKey: string | null;
  state: ItemState;
  message: string | null;
  isRunning: boolean;
  /** How it stood before is kept. */
  hasSnapshot: boolean;
  /** Its tokens stand where the migration left them. */
  isUntouched: boolean;
}

/** A batch that migrates instances, locked until the transaction ends; undefined when there is none. */
export async function findMigrationBatch(tx: Tx, id: string): Promise<MigrationBatchRow | undefined> {
  const { rows } = await tx.query<MigrationBatchRow>(
    `SELECT id, configuration->'plan'->>'sourceProcessDefinitionId' AS "sourceDefinitionId",
            configuration->'plan'->>'targetProcessDefinitionId' AS "targetDefinitionId", suspended,
            created_at AS "createdAt", ended_at AS "endedAt", committed_at AS "committedAt"
       FROM engine.batches WHERE id = $1 AND type = 'instance-migration' FOR UPDATE`,
    [id],
  );
  return rows[0];
}

/** The instances of a batch, by id. */
export async function migrationItems(tx: Tx, batchId: string): Promise<MigrationItemRow[]> {
  const { rows } = await tx.query<MigrationItemRow>(
    `SELECT b.target_id AS "instanceId", h.business_key AS "businessKey", b.state, b.message,
            i.id IS NOT NULL AS "isRunning", s.instance_id IS NOT NULL AS "hasSnapshot",
            coalesce((s.after->'instance'->>'revision')::int = i.revision, false) AS "isUntouched"
       FROM engine.batch_items b LEFT JOIN engine.instances i ON i.id = b.target_id
            LEFT JOIN engine.history_processes h ON h.id = b.target_id
            LEFT JOIN engine.migration_snapshots s ON s.batch_id = b.batch_id AND s.instance_id = b.target_id
      WHERE b.batch_id = $1 ORDER BY b.target_id`,
    [batchId],
  );
  return rows;
}

/** Instances that were not moved yet are left alone. */
export async function dropPendingItems(tx: Tx, batchId: string): Promise<void> {
  await tx.query(
    `UPDATE engine.batch_items SET state = 'undone' WHERE batch_id = $1 AND state IN ('pending', 'failed')`,
    [batchId],
  );
}

/** Records that an instance was moved back. */
export async function markUndone(
  tx: Tx,
  batchId: string,
  instanceId: string,
  message: string | null,
): Promise<void> {
  await tx.query(
    `UPDATE engine.batch_items SET state = 'undone', message = $3 WHERE batch_id = $1 AND target_id = $2`,
    [batchId, instanceId, message],
  );
}

/** From now on the migrations of a batch cannot be undone. */
export async function commitBatch(tx: Tx, id: string, now: Date): Promise<void> {
  await tx.query('UPDATE engine.batches SET committed_at = coalesce(committed_at, $2) WHERE id = $1', [
    id,
    now,
  ]);
}
