import type {
  ICredentialDataDecryptedObject,
  ICredentialsHelper,
  IHttpRequestOptions,
  INode,
  INodeProperties,
  Workflow,
} from 'n8n-workflow';
import type { N8n } from './load-n8n.ts';
import type { NodeRegistry } from './node-registry.ts';

/** Values of credentials by type (`njiaApi`, `smtp`); they come from the configuration and are stored nowhere. */
export type CredentialValues = Record<string, ICredentialDataDecryptedObject>;

/** Hands nodes the credentials of the configuration, whatever id the workflow names. */
export function createCredentialsHelper(
  n8n: N8n,
  registry: NodeRegistry,
  values: CredentialValues,
): ICredentialsHelper {
  const valuesOf = (type: string): ICredentialDataDecryptedObject => {
    const found = values[type];
    if (found) return found;
    throw new Error(`There is no credential of type "${type}" in the configuration.`);
  };
  const isNotKept = (): Promise<never> =>
    Promise.reject(new Error('Credentials come from the configuration; a node cannot change them.'));

  class ConfiguredCredentials extends n8n.workflow.ICredentialsHelper {
    getParentTypes = (): string[] => [];
    isCredentialUsableByNode = (): boolean => true;
    getDecrypted = (_data: unknown, _credential: unknown, type: string) => Promise.resolve(valuesOf(type));
    getCredentials = isNotKept;
    updateCredentials = isNotKept;
    updateCredentialsOauthTokenData = isNotKept;
    preAuthentication = () => Promise.resolve(undefined);
    runPreAuthentication = () => Promise.resolve(undefined);
    getCredentialsProperties = (type: string): INodeProperties[] => registry.credentialType(type).properties;

    authenticate(...given: Parameters<ICredentialsHelper['authenticate']>): Promise<IHttpRequestOptions> {
      const [credentials, type, request, workflow, node] = given;
      const { authenticate } = registry.credentialType(type);
      if (!authenticate || typeof authenticate === 'function' || !workflow || !node) {
        throw new Error(`Credential type "${type}" says in no declarative way how to sign a request.`);
      }
      const headers: Record<string, unknown> = { ...request.headers };
      for (const [name, template] of Object.entries(authenticate.properties.headers ?? {})) {
        headers[name] = resolve(workflow, node, template, { $credentials: credentials });
      }
      return Promise.resolve({ ...request, headers } as IHttpRequestOptions);
    }
  }
  return new ConfiguredCredentials();
}

/** Fills in an expression such as `=Bearer {{$credentials.token}}`. */
function resolve(workflow: Workflow, node: INode, template: unknown, values: object): unknown {
  const keys = values as Parameters<Workflow['expression']['getSimpleParameterValue']>[3];
  return workflow.expression.getSimpleParameterValue(node, String(template), 'internal', keys, undefined, '');
}
