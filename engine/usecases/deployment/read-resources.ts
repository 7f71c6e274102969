import { withConnection } from '../../store/database.ts';
import { deploymentIds, findResource, resourcesOf } from '../../store/deployments.ts';
import type { ResourceRow } from '../../store/deployments.ts';
import { findDefinitionSource } from '../../store/process-definitions.ts';
import type { Engine } from '../engine.ts';
import { invalidRequest } from '../errors.ts';
import { noSuchDefinition } from '../start-instance.ts';

/** Names and ids of a deployment's files. @throws EngineError 404 when there are none. */
export async function listResources(
  engine: Engine,
  deploymentId: string,
): Promise<Omit<ResourceRow, 'bytes'>[]> {
  const resources = await withConnection(engine.database, (tx) => resourcesOf(tx, deploymentId));
  if (resources.length === 0) {
    throw invalidRequest(`Deployment resources for deployment id '${deploymentId}' do not exist.`, 404);
  }
  return resources;
}

/** Ids of the deployments whose jobs this engine may run: all there are, since no code belongs to any of them. */
export function listRegistered(engine: Engine): Promise<string[]> {
  return withConnection(engine.database, deploymentIds);
}

/** One file of a deployment. @throws EngineError 404 when there is none. */
export async function readResource(engine: Engine, deploymentId: string, id: string): Promise<ResourceRow> {
  const resource = await withConnection(engine.database, (tx) => findResource(tx, deploymentId, { id }));
  if (resource) return resource;
  throw invalidRequest(
    `Deployment resource with resource id '${id}' for deployment id '${deploymentId}' does not exist.`,
    404,
  );
}

/** One file of a deployment by its name. @throws EngineError 404 when there is none. */
export async function readResourceByName(
  engine: Engine,
  deploymentId: string,
  name: string,
): Promise<ResourceRow> {
  const resource = await withConnection(engine.database, (tx) => findResource(tx, deploymentId, { name }));
  if (resource) return resource;
  throw invalidRequest(`Deployment '${deploymentId}' has no file '${name}'.`, 404);
}

/** The BPMN file of a definition, as text. @throws EngineError 404 when there is no such definition */
export async function readDefinitionSource(engine: Engine, definitionId: string): Promise<string> {
  const source = await withConnection(engine.database, (tx) => findDefinitionSource(tx, definitionId));
  if (source === undefined) throw noSuchDefinition(definitionId);
  return source;
}
