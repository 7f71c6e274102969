import { Ajv2020 } from 'ajv/dist/2020.js';
import type { ValidateFunction } from 'ajv/dist/2020.js';
import { readOpenApi } from '../../engine/describe-rest.ts';
import type { OpenApiDocument } from '../../engine/rest/openapi/openapi-routes.ts';
import type { Exchange } from './operaton-contract.ts';

/** What is wrong with an answer by our own OpenAPI document: every field that it names must be there, and no other. */
export type OwnContract = (exchange: Exchange) => string[];

let contract: Promise<OwnContract> | undefined;

/** The contract that the engine's routes describe; they are asked once. */
export function ownContract(): Promise<OwnContract> {
  return (contract ??= readOpenApi().then(createOwnContract));
}

/** Compares answers with an OpenAPI document. */
export function createOwnContract({ paths, components }: OpenApiDocument): OwnContract {
  const ajv = new Ajv2020({ strict: false, allErrors: true });
  const templates = Object.keys(paths).map((path) => ({ path, pattern: patternOf(path) }));
  const validators = new Map<unknown, ValidateFunction>();
  const validatorOf = (schema: Record<string, unknown>): ValidateFunction => {
    const known = validators.get(schema) ?? ajv.compile({ ...schema, components });
    validators.set(schema, known);
    return known;
  };
  return ({ method, path, status, contentType, body }) => {
    const address = path.replace(/^\/engine\/default(?=\/)/, '').replace(/\?.*$/s, '');
    const [template] = templates
      .filter((known) => known.pattern.test(address) && paths[known.path]?.[method.toLowerCase()])
      .sort((a, b) => a.path.split('{').length - b.path.split('{').length);
    const responses = paths[template?.path ?? '']?.[method.toLowerCase()]?.responses;
    // What nobody serves, or an address that leads nowhere by its form, is refused before there is a route.
    if (!responses) return status >= 400 ? [] : [`there is no ${method} ${address}`];
    const response = responses[status] ?? responses[`${Math.floor(status / 100)}XX`];
    if (!response) return [`${method} ${template?.path} never answers ${status}`];
    // Without credentials there is no body.
    if (!response.content || status === 401) return body === null ? [] : [`${status} with a body`];
    const type = contentType?.replace(/;.*/, '') ?? '';
    const schema = (response.content[type] ?? response.content['*/*'])?.schema;
    if (!schema) return [`${method} ${template?.path} never answers ${type}`];
    if (type !== 'application/json' || response.content['*/*']) return [];
    const validate = validatorOf(schema);
    if (validate(body)) return [];
    return (validate.errors ?? []).map(
      (error) => `${error.instancePath} ${error.message ?? ''} ${JSON.stringify(error.params)}`,
    );
  };
}

/** Path parameters hold no slash. */
function patternOf(path: string): RegExp {
  return new RegExp(`^${path.replace(/[.]/g, '\\.').replace(/\{[^}]+\}/g, '[^/]+')}$`);
}
