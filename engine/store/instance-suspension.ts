import type { Tx } from './database.ts';

/** Suspends or activates running instances, also in the history; instances that are so already stay as they are. */
export async function setInstancesSuspended(
  tx: Tx,
  selection: { definitionId: string } | { definitionKey: string; tenantId?: string | null | undefined },
  suspended: boolean,
): Promise<void> {
  const [condition, ...values] =
    'definitionId' in selection
      ? ['p.id = $1', selection.definitionId]
      : selection.tenantId === undefined
        ? ['p.key = $1', selection.definitionKey]
        : ['p.key = $1 AND p.tenant_id IS NOT DISTINCT FROM $4', selection.definitionKey, selection.tenantId];
  await tx.query(
    `WITH changed AS (
       UPDATE engine.instances SET suspended = $2 WHERE suspended <> $2 AND id IN (
         SELECT i.id FROM engine.instances i JOIN engine.process_definitions p ON p.id = i.definition_id
          WHERE ${condition})
       RETURNING id)
     UPDATE engine.history_processes h SET state = $3 FROM changed WHERE h.id = changed.id`,
    [values[0], suspended, suspended ? 'SUSPENDED' : 'ACTIVE', ...values.slice(1)],
  );
}

/** Suspends or activates an instance; false when it is not running. */
export async function setInstanceSuspended(tx: Tx, id: string, suspended: boolean): Promise<boolean> {
  const { rowCount } = await tx.query('UPDATE engine.instances SET suspended = $2 WHERE id = $1', [
    id,
    suspended,
  ]);
  return rowCount === 1;
}
