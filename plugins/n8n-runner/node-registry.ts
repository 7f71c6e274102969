import { createRequire } from 'node:module';
import type { DirectoryLoader } from 'n8n-core';
import type {
  ICredentialType,
  INodeType,
  INodeTypes,
  IVersionedNodeType,
  KnownNodesAndCredentials,
} from 'n8n-workflow';
import { ALLOWED_BASE_NODES } from './allowed-nodes.ts';
import type { N8n } from './load-n8n.ts';

/** The node and credential types workflows may use; anything else is refused by name. */
export interface NodeRegistry extends INodeTypes {
  credentialType: (name: string) => ICredentialType;
}

/** Registers our nodes and the allowed ones of n8n-nodes-base; those are read from disk when a workflow first uses one. */
export async function createNodeRegistry(n8n: N8n, ownNodesFolder: string): Promise<NodeRegistry> {
  const own = new n8n.core.PackageDirectoryLoader(ownNodesFolder);
  await own.loadAll();
  const loaders: Record<string, DirectoryLoader> = {
    'n8n-nodes-njia': own,
    'n8n-nodes-base': createBaseLoader(n8n),
  };
  const typeOf = (fullName: string): INodeType | IVersionedNodeType => {
    const dot = fullName.lastIndexOf('.');
    const [packageName, name] = [fullName.slice(0, dot), fullName.slice(dot + 1)];
    const isAllowed = packageName !== 'n8n-nodes-base' || ALLOWED_BASE_NODES.includes(name);
    const loader = isAllowed ? loaders[packageName] : undefined;
    if (loader) return loader.getNode(name).type;
    throw new Error(`Node type "${fullName}" may not be used; allowed-nodes.ts lists those that may.`);
  };
  return {
    getByName: typeOf,
    getByNameAndVersion: (name, version) =>
      n8n.workflow.NodeHelpers.getVersionedNodeType(typeOf(name), version),
    getKnownTypes: () => ({}),
    credentialType: (name) => {
      const loader = Object.values(loaders).find((candidate) => candidate.known.credentials[name]);
      if (!loader) throw new Error(`Credential type "${name}" is not known.`);
      return loader.getCredential(name).type;
    },
  };
}

/**
 * n8n-nodes-base holds hundreds of nodes; its index says in which file each is, so that only the used ones are loaded.
 * Reading the index of descriptions instead would cost 8 MB.
 */
function createBaseLoader(n8n: N8n): DirectoryLoader {
  const folder = n8n.folderOf('n8n-nodes-base');
  const require = createRequire(import.meta.url);
  const loader = new n8n.core.PackageDirectoryLoader(folder);
  const nodes = require(`${folder}/dist/known/nodes.json`) as KnownNodesAndCredentials['nodes'];
  const credentials = require(
    `${folder}/dist/known/credentials.json`,
  ) as KnownNodesAndCredentials['credentials'];
  loader.known.nodes = Object.fromEntries(
    ALLOWED_BASE_NODES.flatMap((name) => (nodes[name] ? [[name, nodes[name]]] : [])),
  );
  loader.known.credentials = credentials;
  loader.isLazyLoaded = true;
  return loader;
}
