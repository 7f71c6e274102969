import type { TypedValue, VariableScopes, Variables } from '../executors/port.ts';
import type { Lookup, Tx } from './database.ts';
import { Jsonb, insertRows } from './insert-rows.ts';
import { RowInsert } from './row-insert.ts';
import type { Table } from './row-insert.ts';

/** One variable to write. */
export interface VariableChange {
  scopeId: string;
  name: string;
  value: TypedValue;
}

/** A variable as it is read. */
export interface StoredVariable {
  scopeId: string;
  name: string;
  type: string;
  value: unknown;
  valueInfo: Record<string, unknown> | null;
}

/** All variables of an instance, by scope; the root scope is the instance id and always there. */
export async function loadScopes(tx: Tx, instanceId: string): Promise<VariableScopes> {
  return toScopes(instanceId, await tx.find<StoredVariable>(OF_INSTANCE, instanceId));
}

/** What is read of a variable `v`. */
export const VARIABLE_COLUMNS = `v.scope_id AS "scopeId", v.name, v.type, v.value, v.value_info AS "valueInfo"`;

const OF_INSTANCE: Lookup = {
  sql: `SELECT v.instance_id AS key, ${VARIABLE_COLUMNS} FROM engine.variables v WHERE v.instance_id = ANY($1)`,
};

/** Variables of one instance by scope. */
export function toScopes(instanceId: string, rows: StoredVariable[]): VariableScopes {
  const scopes: VariableScopes = { [instanceId]: {} };
  for (const row of rows) (scopes[row.scopeId] ??= {})[row.name] = typedValue(row);
  return scopes;
}

/** What an activity sees: its own scope first, then each scope around it up to the instance. */
export function visibleVariables(scopes: VariableScopes, scopePath: string[]): Variables {
  return Object.assign({}, ...scopePath.map((scopeId) => scopes[scopeId] ?? {})) as Variables;
}

/** Creates or replaces variables, also in the history. */
export async function upsertVariables(
  tx: Tx,
  instanceId: string,
  changes: VariableChange[],
  made: { newId: () => string; at: Date },
): Promise<void> {
  await UPSERT.note(
    tx,
    changes.map((change) => [
      rowOf(instanceId, change, made.newId()),
      recordOf(instanceId, change, made),
      updateOf(instanceId, change, made),
    ]),
  );
}

/** Records the newest values of variables whose scope has ended already. */
export async function recordVariables(
  tx: Tx,
  instanceId: string,
  changes: VariableChange[],
  made: { newId: () => string; at: Date },
): Promise<void> {
  await RECORD.note(
    tx,
    changes.map((change) => [recordOf(instanceId, change, made), updateOf(instanceId, change, made)]),
  );
}

const COLUMNS = {
  id: 'text',
  instance_id: 'text',
  scope_id: 'text',
  name: 'text',
  type: 'text',
  value: 'jsonb',
  value_info: 'jsonb',
};

const REPLACE = `ON CONFLICT (instance_id, scope_id, name)
  DO UPDATE SET type = excluded.type, value = excluded.value, value_info = excluded.value_info`;

const RECORDS: Table = {
  name: 'history_variables',
  columns: { ...COLUMNS, state: 'text', created_at: 'timestamptz', updated_at: 'timestamptz' },
  onConflict: `${REPLACE}, state = 'CREATED', updated_at = excluded.updated_at`,
};

const UPDATES: Table = { name: 'history_variable_updates', columns: { ...COLUMNS, at: 'timestamptz' } };

const RECORD = new RowInsert(RECORDS, UPDATES);

const UPSERT = new RowInsert({ name: 'variables', columns: COLUMNS, onConflict: REPLACE }, RECORDS, UPDATES);

function recordOf(
  instanceId: string,
  change: VariableChange,
  { newId, at }: { newId: () => string; at: Date },
) {
  return { ...rowOf(instanceId, change, newId()), state: 'CREATED', created_at: at, updated_at: at };
}

function updateOf(
  instanceId: string,
  change: VariableChange,
  { newId, at }: { newId: () => string; at: Date },
) {
  return { ...rowOf(instanceId, change, newId()), at };
}

function rowOf(instanceId: string, { scopeId, name, value }: VariableChange, id: string) {
  return {
    id,
    instance_id: instanceId,
    scope_id: scopeId,
    name,
    type: value.type,
    value: new Jsonb(value.value),
    value_info: value.valueInfo ? new Jsonb(value.valueInfo) : null,
  };
}

/** Removes single variables. */
export async function deleteVariables(
  tx: Tx,
  instanceId: string,
  removed: { scopeId: string; name: string }[],
): Promise<void> {
  for (const { scopeId, name } of removed) {
    await tx.write('DELETE FROM engine.variables WHERE instance_id = $1 AND scope_id = $2 AND name = $3', [
      instanceId,
      scopeId,
      name,
    ]);
  }
}

/** Removes all variables of scopes that ended. */
export async function deleteScopes(tx: Tx, instanceId: string, scopeIds: string[]): Promise<void> {
  await tx.writeRows(
    DELETE_SCOPES,
    scopeIds.map((scopeId) => [instanceId, scopeId, `${instanceId}/${scopeId}`]),
  );
}

const DELETE_SCOPES = `DELETE FROM engine.variables
  WHERE instance_id = ANY($1) AND scope_id = ANY($2) AND (instance_id || '/' || scope_id) = ANY($3)`;

/** Stores the bytes of a file variable; the id is what the variable's value names. */
export async function insertContent(
  tx: Tx,
  id: string,
  rootInstanceId: string,
  bytes: Buffer,
): Promise<void> {
  await insertRows(tx, 'contents', [{ id, root_instance_id: rootInstanceId, bytes }]);
}

/** The bytes of a file variable. */
export async function findContent(tx: Tx, id: string): Promise<Buffer | undefined> {
  const { rows } = await tx.query<{ bytes: Buffer }>('SELECT bytes FROM engine.contents WHERE id = $1', [id]);
  return rows[0]?.bytes;
}

/** A variable as the rest of the engine sees it. */
export function typedValue(row: Pick<StoredVariable, 'type' | 'value' | 'valueInfo'>): TypedValue {
  const { type, value, valueInfo } = row;
  return valueInfo ? { type, value, valueInfo } : { type, value };
}
