import type { Reads, Tx } from './database.ts';
import { insertRows } from './insert-rows.ts';

/** One version of a process. */
export interface ProcessDefinitionRow {
  id: string;
  key: string;
  tenantId: string | null;
  version: number;
  name: string | null;
  versionTag: string | null;
  /** Target namespace of its file. */
  category: string | null;
  resourceName: string;
  deploymentId: string;
  executor: string;
  historyTtlDays: number | null;
  startableInTasklist: boolean;
  suspended: boolean;
}

const COLUMNS = `id, key, tenant_id AS "tenantId", version, name, version_tag AS "versionTag", category, resource_name AS "resourceName",
  deployment_id AS "deploymentId", executor, history_ttl_days AS "historyTtlDays",
  startable_in_tasklist AS "startableInTasklist", suspended`;

/** Which definition of a key is meant. */
export type DefinitionBinding =
  | { kind: 'latest' }
  | { kind: 'deployment'; deploymentId: string }
  | { kind: 'version'; version: number }
  | { kind: 'versionTag'; tag: string };

/** A process of a tenant, or of none; each has versions of its own. */
export interface ProcessKey {
  key: string;
  tenantId: string | null;
}

/** The highest version of a process so far; 0 when there is none. */
export async function highestVersion(tx: Tx, { key, tenantId }: ProcessKey): Promise<number> {
  const { rows } = await tx.query<{ version: number | null }>(
    'SELECT max(version) AS version FROM engine.process_definitions WHERE key = $1 AND tenant_id IS NOT DISTINCT FROM $2',
    [key, tenantId],
  );
  return rows[0]?.version ?? 0;
}

/** Stores one version of a process. */
export async function insertProcessDefinition(tx: Tx, definition: ProcessDefinitionRow): Promise<void> {
  await insertRows(tx, 'process_definitions', [
    {
      id: definition.id,
      key: definition.key,
      tenant_id: definition.tenantId,
      version: definition.version,
      name: definition.name,
      version_tag: definition.versionTag,
      category: definition.category,
      resource_name: definition.resourceName,
      deployment_id: definition.deploymentId,
      executor: definition.executor,
      history_ttl_days: definition.historyTtlDays,
      startable_in_tasklist: definition.startableInTasklist,
      suspended: definition.suspended,
    },
  ]);
}

/** One definition by id. */
export async function findDefinition(tx: Tx, id: string): Promise<ProcessDefinitionRow | undefined> {
  const { rows } = await tx.query<ProcessDefinitionRow>(
    `SELECT ${COLUMNS} FROM engine.process_definitions WHERE id = $1`,
    [id],
  );
  return rows[0];
}

/** The definition of a key that a binding means; the highest version when several fit. */
export async function findDefinitionByKey(
  tx: Reads,
  { key, tenantId }: ProcessKey,
  binding: DefinitionBinding = { kind: 'latest' },
): Promise<ProcessDefinitionRow | undefined> {
  const [condition, value] = conditionOf(binding);
  const { rows } = await tx.query<ProcessDefinitionRow>(
    `SELECT ${COLUMNS} FROM engine.process_definitions 
      WHERE key = $1 AND tenant_id IS NOT DISTINCT FROM $2 ${condition} ORDER BY version DESC LIMIT 1`,
    value === undefined ? [key, tenantId] : [key, tenantId, value],
  );
  return rows[0];
}

function conditionOf(binding: DefinitionBinding): [string, (string | number)?] {
  switch (binding.kind) {
    case 'latest':
      return [''];
    case 'deployment':
      return ['AND deployment_id = $3', binding.deploymentId];
    case 'version':
      return ['AND version = $3', binding.version];
    case 'versionTag':
      return ['AND version_tag = $3', binding.tag];
  }
}

/** The BPMN file a definition came from. */
export async function findDefinitionSource(tx: Tx, id: string): Promise<string | undefined> {
  const { rows } = await tx.query<{ bytes: Buffer }>(
    `SELECT r.bytes FROM engine.process_definitions p
       JOIN engine.resources r ON r.deployment_id = p.deployment_id AND r.name = p.resource_name
      WHERE p.id = $1`,
    [id],
  );
  return rows[0]?.bytes.toString('utf8');
}

/** Definitions of one deployment. */
export async function definitionsOfDeployment(tx: Tx, deploymentId: string): Promise<ProcessDefinitionRow[]> {
  const { rows } = await tx.query<ProcessDefinitionRow>(
    `SELECT ${COLUMNS} FROM engine.process_definitions WHERE deployment_id = $1 ORDER BY key`,
    [deploymentId],
  );
  return rows;
}

/** All versions of a process, the newest first. */
export async function versionsOf(tx: Tx, { key, tenantId }: ProcessKey): Promise<ProcessDefinitionRow[]> {
  const { rows } = await tx.query<ProcessDefinitionRow>(
    `SELECT ${COLUMNS} FROM engine.process_definitions 
      WHERE key = $1 AND tenant_id IS NOT DISTINCT FROM $2 ORDER BY version DESC`,
    [key, tenantId],
  );
  return rows;
}

/** The newest version of a key, of one tenant (null: of none), or of any where none is named. */
export async function newestOfKey(
  tx: Tx,
  key: string,
  tenantId?: string | null,
): Promise<ProcessDefinitionRow | undefined> {
  const { rows } = await tx.query<ProcessDefinitionRow>(
    `SELECT ${COLUMNS} FROM engine.process_definitions
      WHERE key = $1 AND ($2 OR tenant_id IS NOT DISTINCT FROM $3) ORDER BY version DESC LIMIT 1`,
    [key, tenantId === undefined, tenantId ?? null],
  );
  return rows[0];
}

/** Removes definitions with their start events; their instances must be gone before. */
export async function deleteDefinitions(tx: Tx, ids: string[]): Promise<void> {
  await tx.query('DELETE FROM engine.process_definitions WHERE id = ANY($1)', [ids]);
  await tx.query('DELETE FROM engine.history_job_log WHERE instance_id IS NULL AND definition_id = ANY($1)', [
    ids,
  ]);
}

/** Suspends or activates definitions; a suspended one starts no instances. Returns how many there were. */
export async function setDefinitionsSuspended(
  tx: Tx,
  selection: { id: string } | { key: string },
  suspended: boolean,
): Promise<number> {
  const [column, value] = 'id' in selection ? ['id', selection.id] : ['key', selection.key];
  const { rowCount } = await tx.query(
    `UPDATE engine.process_definitions SET suspended = $2 WHERE ${column} = $1`,
    [value, suspended],
  );
  return rowCount ?? 0;
}

/** Sets how many days history is kept; null for ever. False when there is no such definition. */
export async function setHistoryTtl(tx: Tx, id: string, days: number | null): Promise<boolean> {
  const { rowCount } = await tx.query(
    'UPDATE engine.process_definitions SET history_ttl_days = $2 WHERE id = $1',
    [id, days],
  );
  return rowCount === 1;
}
