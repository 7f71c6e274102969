import type { Tx } from './database.ts';

/** An instance with everything a migration may change of it; rows as the database writes them in JSON. */
export interface Snapshot {
  instance: {
    definition_id: string;
    definition_key: string;
    revision: number;
    state: string | null;
    state_text: string | null;
  };
  variables: StoredVariable[];
  [table: string]: unknown;
}

/** A variable as it is stored. */
export interface StoredVariable {
  scope_id: string;
  name: string;
  type: string;
  value: unknown;
  value_info: Record<string, unknown> | null;
}

/** Rows that survive a migration under the same id, and what it may change of them. */
const SURVIVING: Readonly<Record<string, readonly string[]>> = {
  external_tasks: ['activity_id', 'scope_path', 'extension_properties'],
  user_tasks: ['activity_id', 'scope_path', 'form_key'],
  incidents: ['activity_id', 'definition_id'],
  history_tasks: ['activity_id'],
};

/** Rows that a migration removes and adds as well. */
const COMING_AND_GOING: Readonly<Record<string, readonly string[]>> = {
  jobs: ['activity_id', 'definition_id', 'parent_execution_id'],
  event_subscriptions: ['activity_id', 'scope_path', 'definition_id'],
};

/** How a running instance stands now. */
export async function readSnapshot(tx: Tx, instanceId: string): Promise<Snapshot> {
  const tables = [...Object.keys(SURVIVING), ...Object.keys(COMING_AND_GOING), 'variables'];
  const parts = tables.map(
    (table) =>
      `'${table}', (SELECT coalesce(jsonb_agg(to_jsonb(t)), '[]') FROM engine.${table} t WHERE t.instance_id = $1)`,
  );
  const { rows } = await tx.query<{ snapshot: Snapshot }>(
    `SELECT jsonb_build_object(
        'instance', (SELECT jsonb_build_object('definition_id', i.definition_id, 'definition_key', p.key,
            'revision', i.revision, 'state', encode(i.state, 'base64'), 'state_text', i.state_text)
          FROM engine.instances i JOIN engine.process_definitions p ON p.id = i.definition_id WHERE i.id = $1),
        'history_activities', (SELECT coalesce(jsonb_agg(to_jsonb(t)), '[]') FROM engine.history_activities t
          WHERE t.instance_id = $1 AND t.ended_at IS NULL),
        ${parts.join(', ')}) AS snapshot`,
    [instanceId],
  );
  const [row] = rows;
  if (!row) throw new Error('PostgreSQL answered no snapshot.');
  return row.snapshot;
}

/** Keeps how an instance stood before and after its migration. */
export async function insertSnapshots(
  tx: Tx,
  batchId: string,
  instanceId: string,
  { before, after }: { before: Snapshot; after: Snapshot },
): Promise<void> {
  await tx.query(
    'INSERT INTO engine.migration_snapshots (batch_id, instance_id, before, after) VALUES ($1, $2, $3, $4)',
    [batchId, instanceId, JSON.stringify(before), JSON.stringify(after)],
  );
}

/** How an instance stood before and after its migration; undefined when nothing was kept. */
export async function findSnapshots(
  tx: Tx,
  batchId: string,
  instanceId: string,
): Promise<{ before: Snapshot; after: Snapshot } | undefined> {
  const { rows } = await tx.query<{ before: Snapshot; after: Snapshot }>(
    'SELECT before, after FROM engine.migration_snapshots WHERE batch_id = $1 AND instance_id = $2',
    [batchId, instanceId],
  );
  return rows[0];
}

/** Forgets how the instances of a batch stood. */
export async function deleteSnapshots(tx: Tx, batchId: string, instanceId: string | null): Promise<void> {
  await tx.query(
    'DELETE FROM engine.migration_snapshots WHERE batch_id = $1 AND ($2::text IS NULL OR instance_id = $2)',
    [batchId, instanceId],
  );
}

/**
 * Takes a migration of an instance back, all but its variables. What has changed about tasks since (who has them, locks) and
 * what was removed by hand stays so.
 */
export async function restoreSnapshot(
  tx: Tx,
  instanceId: string,
  { before, after }: { before: Snapshot; after: Snapshot },
): Promise<void> {
  const { instance } = before;
  await tx.query(
    `UPDATE engine.instances SET definition_id = $2, state = decode($3, 'base64'), state_text = $4, revision = revision + 1 WHERE id = $1`,
    [instanceId, instance.definition_id, instance.state, instance.state_text],
  );
  await tx.query(
    'UPDATE engine.history_processes SET definition_id = $2, definition_key = $3 WHERE id = $1',
    [instanceId, instance.definition_id, instance.definition_key],
  );
  await tx.query('UPDATE engine.history_incidents SET definition_id = $2 WHERE instance_id = $1', [
    instanceId,
    instance.definition_id,
  ]);
  for (const [table, columns] of Object.entries(SURVIVING)) await reset(tx, table, columns, before[table]);
  for (const [table, columns] of Object.entries(COMING_AND_GOING)) {
    await replace(tx, table, { before: before[table], after: after[table] });
    await reset(tx, table, columns, before[table]);
  }
  await restoreActivities(tx, instanceId, before['history_activities'], after['history_activities']);
}

/** Gives surviving rows back what the migration changed of them. */
async function reset(tx: Tx, table: string, columns: readonly string[], rows: unknown): Promise<void> {
  const set = columns.map((column) => `${column} = r.${column}`).join(', ');
  await tx.query(
    `UPDATE engine.${table} t SET ${set} FROM jsonb_populate_recordset(null::engine.${table}, $1) r WHERE t.id = r.id`,
    [JSON.stringify(rows)],
  );
}

/** Removes what the migration added, and adds what it removed. */
async function replace(tx: Tx, table: string, rows: { before: unknown; after: unknown }): Promise<void> {
  const values = [JSON.stringify(rows.before), JSON.stringify(rows.after)];
  const ids = (parameter: string): string =>
    `(SELECT id FROM jsonb_populate_recordset(null::engine.${table}, ${parameter}))`;
  await tx.query(`DELETE FROM engine.${table} WHERE id IN ${ids('$2')} AND id NOT IN ${ids('$1')}`, values);
  await tx.query(
    `INSERT INTO engine.${table}
     SELECT * FROM jsonb_populate_recordset(null::engine.${table}, $1) r WHERE r.id NOT IN ${ids('$2')}`,
    values,
  );
}

async function restoreActivities(tx: Tx, instanceId: string, before: unknown, after: unknown): Promise<void> {
  const rows = '(SELECT * FROM jsonb_populate_recordset(null::engine.history_activities, $2))';
  await tx.query(
    `DELETE FROM engine.history_activities WHERE instance_id = $1
        AND execution_id IN (SELECT execution_id FROM jsonb_populate_recordset(null::engine.history_activities, $3))
        AND execution_id NOT IN (SELECT execution_id FROM ${rows} r)`,
    [instanceId, JSON.stringify(before), JSON.stringify(after)],
  );
  await tx.query(
    `UPDATE engine.history_activities t SET activity_id = r.activity_id, activity_name = r.activity_name,
            activity_type = r.activity_type, parent_execution_id = r.parent_execution_id,
            ended_at = r.ended_at, canceled = r.canceled
       FROM ${rows} r WHERE t.instance_id = $1 AND t.execution_id = r.execution_id`,
    [instanceId, JSON.stringify(before)],
  );
}
