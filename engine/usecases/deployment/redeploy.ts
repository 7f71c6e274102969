import { withConnection } from '../../store/database.ts';
import { filesOfDeployment, findDeployment } from '../../store/deployments.ts';
import type { ResourceRow } from '../../store/deployments.ts';
import { deploy } from '../deploy.ts';
import type { DeployResult } from '../deploy.ts';
import type { Engine } from '../engine.ts';
import { invalidRequest } from '../errors.ts';

/** Which files of a deployment to deploy once more. */
export interface RedeployRequest {
  source: string | null;
  /** Ids and names together; none at all means every file. */
  resourceIds: readonly string[];
  resourceNames: readonly string[];
}

/**
 * Makes new versions from the files of an earlier deployment, under its name and for its tenant.
 *
 * @throws EngineError 404 when the deployment or one of the files is not there.
 */
export async function redeploy(engine: Engine, id: string, request: RedeployRequest): Promise<DeployResult> {
  const { deployment, files } = await withConnection(engine.database, async (tx) => ({
    deployment: await findDeployment(tx, id),
    files: await filesOfDeployment(tx, id),
  }));
  if (!deployment) throw invalidRequest(`Deployment with id '${id}' does not exist`, 404);
  const { name, tenantId } = deployment;
  return deploy(engine, {
    name,
    tenantId,
    source: request.source,
    enableDuplicateFiltering: false,
    deployChangedOnly: false,
    files: chosenFiles(id, files, request).map(({ name: file, bytes }) => ({ name: file, bytes })),
  });
}

function chosenFiles(
  deploymentId: string,
  files: ResourceRow[],
  { resourceIds, resourceNames }: RedeployRequest,
): ResourceRow[] {
  const missing = [
    ...resourceIds.filter((id) => !files.some((file) => file.id === id)),
    ...resourceNames.filter((name) => !files.some((file) => file.name === name)),
  ];
  if (missing.length > 0) {
    const named = missing.map((one) => `'${one}'`).join(', ');
    throw invalidRequest(`The deployment with id '${deploymentId}' does not contain resources ${named}`, 404);
  }
  if (resourceIds.length + resourceNames.length === 0) return files;
  return files.filter(({ id, name }) => resourceIds.includes(id) || resourceNames.includes(name));
}
