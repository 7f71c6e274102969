import type { Tx } from './database.ts';
import { Jsonb, insertRows } from './insert-rows.ts';
import { pictureOf } from './picture-of.ts';
import type { DefinitionBinding } from './process-definitions.ts';

/** One version of a decision. */
export interface DecisionDefinitionRow {
  id: string;
  key: string;
  tenantId: string | null;
  version: number;
  /** The namespace of its file. */
  category: string | null;
  name: string | null;
  versionTag: string | null;
  resourceName: string;
  deploymentId: string;
  historyTtlDays: number | null;
  requirementsId: string | null;
}

/** One version of a DMN file with several decisions. */
export type RequirementsRow = Pick<
  DecisionDefinitionRow,
  'id' | 'key' | 'tenantId' | 'version' | 'category' | 'name' | 'resourceName' | 'deploymentId'
>;

/** Where decisions are, and files with several. */
export type DecisionTableName = 'decision_definitions' | 'decision_requirements';

const COLUMNS = `id, key, tenant_id AS "tenantId", version, category, name, version_tag AS "versionTag", resource_name AS "resourceName",
  deployment_id AS "deploymentId", history_ttl_days AS "historyTtlDays", requirements_id AS "requirementsId"`;

/** A decision of a tenant, or of none; each has versions of its own. */
export interface DecisionKey {
  key: string;
  tenantId: string | null;
}

/** The highest version of a key so far; 0 when there is none. */
export async function highestDecisionVersion(
  tx: Tx,
  table: DecisionTableName,
  { key, tenantId }: DecisionKey,
): Promise<number> {
  const { rows } = await tx.query<{ version: number | null }>(
    `SELECT max(version) AS version FROM engine.${table} WHERE key = $1 AND tenant_id IS NOT DISTINCT FROM $2`,
    [key, tenantId],
  );
  return rows[0]?.version ?? 0;
}

/** Stores one version of a file with several decisions. */
export async function insertRequirements(tx: Tx, row: RequirementsRow): Promise<void> {
  const { id, key, version, category, name } = row;
  const { resourceName: resource_name, deploymentId: deployment_id, tenantId: tenant_id } = row;
  const values = { id, key, version, category, name, resource_name, deployment_id, tenant_id };
  await insertRows(tx, 'decision_requirements', [values]);
}

/** Stores versions of decisions. */
export async function insertDecisionDefinitions(tx: Tx, rows: DecisionDefinitionRow[]): Promise<void> {
  await insertRows(
    tx,
    'decision_definitions',
    rows.map((row) => ({
      id: row.id,
      key: row.key,
      tenant_id: row.tenantId,
      version: row.version,
      category: row.category,
      name: row.name,
      version_tag: row.versionTag,
      resource_name: row.resourceName,
      deployment_id: row.deploymentId,
      history_ttl_days: row.historyTtlDays,
      requirements_id: row.requirementsId,
    })),
  );
}

/** The decision of a key and tenant that a binding means, the highest version when several fit; or the one of an id. */
export async function findDecisionDefinition(
  tx: Tx,
  choice: { id: string } | (DecisionKey & { binding: DefinitionBinding }),
): Promise<DecisionDefinitionRow | undefined> {
  const [condition, values] = 'id' in choice ? ['id = $1', [choice.id]] : conditionOf(choice);
  const { rows } = await tx.query<DecisionDefinitionRow>(
    `SELECT ${COLUMNS} FROM engine.decision_definitions WHERE ${condition} ORDER BY version DESC LIMIT 1`,
    values,
  );
  return rows[0];
}

function conditionOf({
  key,
  tenantId,
  binding,
}: DecisionKey & { binding: DefinitionBinding }): [string, unknown[]] {
  const same = 'key = $1 AND tenant_id IS NOT DISTINCT FROM $2';
  switch (binding.kind) {
    case 'latest':
      return [same, [key, tenantId]];
    case 'deployment':
      return ['key = $1 AND deployment_id = $2', [key, binding.deploymentId]];
    case 'version':
      return [`${same} AND version = $3`, [key, tenantId, binding.version]];
    case 'versionTag':
      return [`${same} AND version_tag = $3`, [key, tenantId, binding.tag]];
  }
}

/** The file a decision or requirements definition came from, as text. */
export async function findDecisionSource(
  tx: Tx,
  table: DecisionTableName,
  id: string,
): Promise<string | undefined> {
  const { rows } = await tx.query<{ bytes: Buffer }>(
    `SELECT r.bytes FROM engine.${table} d
       JOIN engine.resources r ON r.deployment_id = d.deployment_id AND r.name = d.resource_name WHERE d.id = $1`,
    [id],
  );
  return rows[0]?.bytes.toString('utf8');
}

/** The picture that was deployed beside the file of a definition; undefined when there is none. */
export async function findDecisionPicture(
  tx: Tx,
  table: DecisionTableName,
  id: string,
): Promise<{ name: string; bytes: Buffer } | undefined> {
  const { rows } = await tx.query<{ name: string; bytes: Buffer }>(
    `SELECT r.name, r.bytes FROM engine.${table} d JOIN engine.resources r ON r.deployment_id = d.deployment_id
      WHERE d.id = $1 AND r.name = ${pictureOf('d', 'dmn11\\.xml|dmn')}`,
    [id],
  );
  return rows[0];
}

/** Says for how many days evaluations of a decision are kept; null: for ever. */
export async function setDecisionHistoryTtl(tx: Tx, id: string, days: number | null): Promise<void> {
  await tx.query('UPDATE engine.decision_definitions SET history_ttl_days = $2 WHERE id = $1', [id, days]);
}

/** One evaluation, for the record. */
export interface DecisionRecord {
  id: string;
  instanceId: string;
  executionId: string;
  activityId: string;
  decision: Pick<DecisionDefinitionRow, 'id' | 'key' | 'name' | 'requirementsId'>;
  inputs: object[];
  outputs: object[];
  evaluatedAt: Date;
}

/** Records evaluations. */
export async function recordDecisions(tx: Tx, records: DecisionRecord[]): Promise<void> {
  await insertRows(
    tx,
    'history_decisions',
    records.map((record) => ({
      id: record.id,
      instance_id: record.instanceId,
      execution_id: record.executionId,
      activity_id: record.activityId,
      decision_id: record.decision.id,
      decision_key: record.decision.key,
      decision_name: record.decision.name,
      requirements_id: record.decision.requirementsId,
      inputs: new Jsonb(record.inputs),
      outputs: new Jsonb(record.outputs),
      evaluated_at: record.evaluatedAt,
    })),
  );
}
