import type { TypedValue, VariableScopes, Variables } from '../executors/port.ts';
import type { Tx } from './database.ts';
import { insertRows } from './insert-rows.ts';

/** One variable to write. */
export interface VariableChange {
  scopeId: string;
  name: string;
  value: TypedValue;
}

interface StoredVariable {
  scopeId: string;
  name: string;
  type: string;
  value: unknown;
  valueInfo: Record<string, unknown> | null;
}

/** All variables of an instance, by scope; the root scope is the instance id and always there. */
export async function loadScopes(tx: Tx, instanceId: string): Promise<VariableScopes> {
  const { rows } = await tx.query<StoredVariable>(
    `SELECT scope_id AS "scopeId", name, type, value, value_info AS "valueInfo"
       FROM engine.variables WHERE instance_id = $1`,
    [instanceId],
  );
  const scopes: VariableScopes = { [instanceId]: {} };
  for (const row of rows) (scopes[row.scopeId] ??= {})[row.name] = typedValue(row);
  return scopes;
}

/** Variables of many instances at once, for reads that answer with them. */
export async function loadScopesOf(tx: Tx, instanceIds: string[]): Promise<Map<string, VariableScopes>> {
  const { rows } = await tx.query<StoredVariable & { instanceId: string }>(
    `SELECT instance_id AS "instanceId", scope_id AS "scopeId", name, type, value, value_info AS "valueInfo"
       FROM engine.variables WHERE instance_id = ANY($1)`,
    [instanceIds],
  );
  const result = new Map(instanceIds.map((id): [string, VariableScopes] => [id, { [id]: {} }]));
  for (const row of rows) {
    const scopes = result.get(row.instanceId);
    if (scopes) (scopes[row.scopeId] ??= {})[row.name] = typedValue(row);
  }
  return result;
}

/** What an activity sees: its own scope first, then each scope around it up to the instance. */
export function visibleVariables(scopes: VariableScopes, scopePath: string[]): Variables {
  return Object.assign({}, ...scopePath.map((scopeId) => scopes[scopeId] ?? {})) as Variables;
}

/** Creates or replaces variables. */
export async function upsertVariables(
  tx: Tx,
  instanceId: string,
  changes: VariableChange[],
  newId: () => string,
): Promise<void> {
  await insertRows(
    tx,
    'variables',
    changes.map(({ scopeId, name, value }) => ({
      id: newId(),
      instance_id: instanceId,
      scope_id: scopeId,
      name,
      type: value.type,
      value: JSON.stringify(value.value ?? null),
      value_info: value.valueInfo ? JSON.stringify(value.valueInfo) : null,
    })),
    `ON CONFLICT (instance_id, scope_id, name)
     DO UPDATE SET type = excluded.type, value = excluded.value, value_info = excluded.value_info`,
  );
}

/** Removes single variables. */
export async function deleteVariables(
  tx: Tx,
  instanceId: string,
  removed: { scopeId: string; name: string }[],
): Promise<void> {
  if (removed.length === 0) return;
  await tx.query(
    `DELETE FROM engine.variables v USING unnest($2::text[], $3::text[]) AS gone(scope_id, name)
      WHERE v.instance_id = $1 AND v.scope_id = gone.scope_id AND v.name = gone.name`,
    [instanceId, removed.map((variable) => variable.scopeId), removed.map((variable) => variable.name)],
  );
}

/** Removes all variables of scopes that ended. */
export async function deleteScopes(tx: Tx, instanceId: string, scopeIds: string[]): Promise<void> {
  if (scopeIds.length === 0) return;
  await tx.query('DELETE FROM engine.variables WHERE instance_id = $1 AND scope_id = ANY($2)', [
    instanceId,
    scopeIds,
  ]);
}

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

function typedValue(row: StoredVariable): TypedValue {
  const { type, value, valueInfo } = row;
  return valueInfo ? { type, value, valueInfo } : { type, value };
}
