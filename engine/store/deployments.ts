import type { Tx } from './database.ts';
import { insertRows } from './insert-rows.ts';

/** One upload of files. */
export interface DeploymentRow {
  id: string;
  name: string | null;
  source: string | null;
  tenantId: string | null;
  deployedAt: Date;
}

/** One uploaded file. */
export interface ResourceRow {
  id: string;
  deploymentId: string;
  name: string;
  bytes: Buffer;
}

/** Queues deployments one behind the other, so that two at once never give one version number twice. */
export async function lockDeployments(tx: Tx): Promise<void> {
  await tx.query(`SELECT pg_advisory_xact_lock(7245002)`);
}

/** Stores a deployment and its files. */
export async function insertDeployment(
  tx: Tx,
  deployment: DeploymentRow,
  resources: ResourceRow[],
): Promise<void> {
  const { id, name, source, tenantId, deployedAt } = deployment;
  await insertRows(tx, 'deployments', [{ id, name, source, tenant_id: tenantId, deployed_at: deployedAt }]);
  await insertRows(
    tx,
    'resources',
    resources.map((resource) => ({
      id: resource.id,
      deployment_id: resource.deploymentId,
      name: resource.name,
      bytes: resource.bytes,
    })),
  );
}

/** The newest file of each name among deployments of one name and tenant: what duplicate filtering compares with. */
export async function latestResources(
  tx: Tx,
  deployment: Pick<DeploymentRow, 'name' | 'tenantId'>,
): Promise<ResourceRow[]> {
  const { rows } = await tx.query<ResourceRow>(
    `SELECT DISTINCT ON (r.name) r.id, r.deployment_id AS "deploymentId", r.name, r.bytes
       FROM engine.resources r JOIN engine.deployments d ON d.id = r.deployment_id
      WHERE d.name IS NOT DISTINCT FROM $1 AND d.tenant_id IS NOT DISTINCT FROM $2
      ORDER BY r.name, d.deployed_at DESC, d.id`,
    [deployment.name, deployment.tenantId],
  );
  return rows;
}

/** One deployment. */
export async function findDeployment(tx: Tx, id: string): Promise<DeploymentRow | undefined> {
  const { rows } = await tx.query<DeploymentRow>(
    `SELECT id, name, source, tenant_id AS "tenantId", deployed_at AS "deployedAt" FROM engine.deployments WHERE id = $1`,
    [id],
  );
  return rows[0];
}

/** Names and ids of a deployment's files. */
export async function resourcesOf(tx: Tx, deploymentId: string): Promise<Omit<ResourceRow, 'bytes'>[]> {
  const { rows } = await tx.query<Omit<ResourceRow, 'bytes'>>(
    `SELECT id, name, deployment_id AS "deploymentId" FROM engine.resources WHERE deployment_id = $1 ORDER BY name`,
    [deploymentId],
  );
  return rows;
}

/** All files of a deployment with their bytes. */
export async function filesOfDeployment(tx: Tx, deploymentId: string): Promise<ResourceRow[]> {
  const { rows } = await tx.query<ResourceRow>(
    `SELECT id, name, deployment_id AS "deploymentId", bytes FROM engine.resources
      WHERE deployment_id = $1 ORDER BY name`,
    [deploymentId],
  );
  return rows;
}

/** Ids of all deployments, the oldest first. */
export async function deploymentIds(tx: Tx): Promise<string[]> {
  const { rows } = await tx.query<{ id: string }>(
    'SELECT id FROM engine.deployments ORDER BY deployed_at, id',
  );
  return rows.map(({ id }) => id);
}

/** One file of a deployment with its bytes, by its id or its name. */
export async function findResource(
  tx: Tx,
  deploymentId: string,
  choice: { id: string } | { name: string },
): Promise<ResourceRow | undefined> {
  const [column, value] = 'id' in choice ? ['id', choice.id] : ['name', choice.name];
  const { rows } = await tx.query<ResourceRow>(
    `SELECT id, name, deployment_id AS "deploymentId", bytes FROM engine.resources
      WHERE deployment_id = $1 AND ${column} = $2`,
    [deploymentId, value],
  );
  return rows[0];
}

/** Every deployed file of a forms modeller of a tenant, the oldest first. */
export async function formFiles(tx: Tx, tenantId: string | null): Promise<ResourceRow[]> {
  const { rows } = await tx.query<ResourceRow>(
    `SELECT r.id, r.name, r.deployment_id AS "deploymentId", r.bytes
       FROM engine.resources r JOIN engine.deployments d ON d.id = r.deployment_id
      WHERE r.name LIKE '%.form' AND d.tenant_id IS NOT DISTINCT FROM $1 ORDER BY d.deployed_at, d.id`,
    [tenantId],
  );
  return rows;
}

/** Removes a deployment with its files and definitions; false when there was none. Instances must be gone before. */
export async function deleteDeployment(tx: Tx, id: string): Promise<boolean> {
  const { rowCount } = await tx.query('DELETE FROM engine.deployments WHERE id = $1', [id]);
  return rowCount === 1;
}
