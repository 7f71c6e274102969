import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv } from 'ajv';
import type { ValidateFunction } from 'ajv';
import formats from 'ajv-formats';

/** Operaton's description of its REST interface lies beside the project where people compare with it; it is not ours to ship. */
const FILE = ['..', '../..']
  .map((up) => join(import.meta.dirname, '../..', up, 'shared/facts/operaton-openapi.json'))
  .find((path) => existsSync(path));

interface Schema extends Record<string, unknown> {
  $ref?: string;
  allOf?: Schema[];
  properties?: Record<string, Schema>;
  required?: string[];
  items?: Schema;
  additionalProperties?: Schema | boolean;
}

interface OpenApi {
  paths: Record<string, Record<string, { responses: Record<string, Reply> }>>;
  components: { schemas: Record<string, Schema> };
}

interface Reply {
  content?: Record<string, { schema?: Schema }>;
}

/**
 * Fields that Camunda 7 names otherwise, has not, or leaves out unless they were asked for. Every other field of the
 * description must be there, as Camunda writes nulls, and no field beyond it.
 */
const OPTIONAL = new Set([
  'operatonFormRef',
  'attachment',
  'comment',
  'variables',
  'details',
  'incidents',
  'fieldId',
  'fieldValue',
]);
const BEYOND = { camundaFormRef: {}, '@class': { type: 'string' } };

/** Paths that Operaton has not. */
const OURS = /^\/(openapi\.json$|batch\/|batch$|migration\/(dry-run$|batch\/))/;

/** Lists whose filters Operaton takes in the address only. */
const LIST =
  /^\/(deployment|process-definition|incident|event-subscription|decision-(requirements-)?definition|history\/(incident|decision-instance|batch|detail|identity-link-log|user-operation|[a-z-]+\/cleanable-[a-z-]+-report))(\/count)?$/;

/** One answer of an engine. */
export interface Exchange {
  method: string;
  /** Below `/engine-rest`, with query. */
  path: string;
  status: number;
  contentType: string | null;
  body: unknown;
}

/** Compares answers with Operaton's description; undefined when that is not beside the project. */
export const operatonContract = FILE === undefined ? undefined : createContract(FILE);

function createContract(file: string): (exchange: Exchange) => string[] {
  const api = JSON.parse(readFileSync(file, 'utf8')) as OpenApi;
  const ajv = new Ajv({ strict: false, allErrors: true });
  formats.default(ajv);
  ajv.addFormat('date-time', /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}[+-]\d{4}$/);
  for (const [name, schema] of Object.entries(api.components.schemas)) {
    ajv.addSchema(exact(api, schema), `#/components/schemas/${name}`);
  }
  const templates = Object.keys(api.paths).map((path) => ({ path, pattern: patternOf(path) }));
  const validators = new Map<string, ValidateFunction | undefined>();
  return (exchange) => {
    const path = exchange.path.replace(/^\/engine\/default(?=\/)/, '').replace(/\?.*$/s, '');
    if (exchange.status >= 400) return errorProblems(exchange);
    if (OURS.test(path)) return [];
    const [template] = templates
      .filter(({ pattern }) => pattern.test(path))
      .sort((a, b) => a.path.split('{').length - b.path.split('{').length);
    // Every list of ours takes its filters in a body as well: it answers the same.
    const methods = api.paths[template?.path ?? ''] ?? {};
    const asked = exchange.method.toLowerCase();
    const method = asked === 'post' && !methods[asked] && LIST.test(path) ? 'get' : asked;
    const found = methods[method] ? template : undefined;
    if (!found) return [`Operaton has no ${exchange.method} ${path}`];
    const replies = api.paths[found.path]?.[method]?.responses ?? {};
    const reply = replies[String(exchange.status)];
    if (!reply) return [`Operaton answers ${exchange.method} ${found.path} never with ${exchange.status}`];
    const key = `${method} ${found.path} ${exchange.status}`;
    if (!validators.has(key)) validators.set(key, validatorOf(ajv, api, reply));
    return bodyProblems(exchange, validators.get(key));
  };
}

/** Path parameters hold no slash. */
function patternOf(path: string): RegExp {
  return new RegExp(`^${path.replace(/[.]/g, '\\.').replace(/\{[^}]+\}/g, '[^/]+')}$`);
}

function validatorOf(ajv: Ajv, api: OpenApi, reply: Reply): ValidateFunction | undefined {
  const schema = reply.content?.['application/json']?.schema;
  // Bytes may be anything, JSON as well.
  return schema && schema['format'] !== 'binary' ? ajv.compile(exact(api, schema)) : undefined;
}

function bodyProblems(exchange: Exchange, validate: ValidateFunction | undefined): string[] {
  if (exchange.status === 204) return exchange.body === null ? [] : ['204 with a body'];
  if (!validate || exchange.contentType !== 'application/json') return [];
  if (validate(exchange.body)) return [];
  return (validate.errors ?? []).map(
    (error) => `${error.instancePath} ${error.message ?? ''} ${JSON.stringify(error.params)}`,
  );
}

/** Any error is Camunda's three fields; of 401 there is no body. */
function errorProblems({ status, body }: Exchange): string[] {
  if (status === 401) return [];
  const { type, message, code } = (body ?? {}) as Record<string, unknown>;
  const isShaped = typeof type === 'string' && (message === null || typeof message === 'string');
  return isShaped && (code === null || typeof code === 'number')
    ? []
    : [`an error body is { type, message, code }, not ${JSON.stringify(body)}`];
}

/** A schema that wants every field, allows null for each of them, and nothing else. */
function exact(api: OpenApi, schema: Schema): Schema {
  const flat = flatten(api, schema);
  if (flat.$ref) return { anyOf: [{ type: 'null' }, { $ref: flat.$ref }] };
  const result: Schema = { ...flat };
  if (typeof flat['type'] === 'string') result['type'] = [flat['type'], 'null'];
  if (Array.isArray(flat['enum'])) result['enum'] = [...(flat['enum'] as unknown[]), null];
  if (flat.items) result.items = exact(api, flat.items);
  if (typeof flat.additionalProperties === 'object')
    result.additionalProperties = exact(api, flat.additionalProperties);
  if (flat.properties) {
    result.properties = {
      ...Object.fromEntries(
        // The value of a decision's input or output is called an object, and is whatever the variable is.
        Object.entries(flat.properties).map(([name, of]) => [name, name === 'value' ? {} : exact(api, of)]),
      ),
      ...BEYOND,
    };
    result.required = Object.keys(flat.properties).filter((name) => !OPTIONAL.has(name));
    result.additionalProperties = false;
  }
  return result;
}

/** `allOf` as one object, as "nothing else" could not be said of its parts. */
function flatten(api: OpenApi, schema: Schema): Schema {
  if (!schema.allOf) return schema;
  const { allOf, ...own } = schema;
  const parts = allOf.map((part) =>
    flatten(api, part.$ref ? (api.components.schemas[part.$ref.split('/').at(-1) ?? ''] ?? {}) : part),
  );
  return {
    type: 'object',
    ...own,
    properties: Object.assign({}, ...parts.map((part) => part.properties ?? {}), own.properties),
  };
}
