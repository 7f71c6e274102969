import { does } from '../rest-app.ts';
import type { FastifyInstance, FastifySchema } from 'fastify';
import type { z } from 'zod';
import { JSON_ANSWER } from './answers.ts';
import { describeParameters, describeSchema } from './describe-schema.ts';
import type { JsonSchema, Parameter } from './describe-schema.ts';

/** What the document says of one route. */
export interface Operation {
  operationId: string;
  tags: string[];
  summary?: string;
  /** What Camunda 7 does otherwise. */
  description?: string;
  parameters: Parameter[];
  requestBody?: { required: boolean; content: Record<string, { schema: JsonSchema }> };
  responses: Record<string, unknown>;
}

/** The document, as far as the engine's own tools read it. */
export interface OpenApiDocument {
  openapi: string;
  paths: Record<string, Record<string, Operation>>;
}

const BASE = '/engine-rest';

const ERROR = {
  description: 'What is wrong, as Camunda 7 writes it.',
  content: { 'application/json': { schema: { $ref: '#/components/schemas/Error' } } },
};

const ERROR_BODY = {
  type: 'object',
  properties: {
    type: { type: 'string', description: "Name of Camunda 7's exception." },
    message: { type: 'string', nullable: true },
    code: { type: 'integer', nullable: true },
  },
  required: ['type', 'message', 'code'],
};

interface Route {
  method: string;
  path: string;
  schema: FastifySchema;
}

/** Serves the OpenAPI document of what is served; call it before the routes are registered, which it listens to. */
export function registerOpenApi(app: FastifyInstance): void {
  const routes: Route[] = [];
  // Describing takes a while: a process that nobody asks for the document starts without.
  let document: OpenApiDocument | undefined;
  app.addHook('onRoute', ({ method, url, schema = {} }) => {
    if (!url.startsWith(`${BASE}/`) || url.startsWith(`${BASE}/engine/`)) return;
    const path = url.slice(BASE.length).replace(/:(\w+)/g, '{$1}');
    const methods = [method].flat().filter((name) => name !== 'HEAD' && name !== 'OPTIONS');
    routes.push(...methods.map((name) => ({ method: name.toLowerCase(), path, schema })));
  });
  app.get(
    `${BASE}/openapi.json`,
    does('Describes all routes', { differs: 'Camunda has no such route.' }),
    () => Promise.resolve((document ??= documentOf(routes))),
  );
}

function documentOf(routes: Route[]): OpenApiDocument & Record<string, unknown> {
  const paths: OpenApiDocument['paths'] = {};
  for (const route of routes) (paths[route.path] ??= {})[route.method] = operationOf(route);
  return {
    openapi: '3.0.3',
    info: {
      title: 'Process engine of Njia',
      version: '7.24.0',
      description: 'The part of the REST interface of Camunda 7.24 that this engine serves.',
    },
    servers: [{ url: BASE }, { url: `${BASE}/engine/default` }],
    paths,
    components: { schemas: { Error: ERROR_BODY } },
  };
}

function operationOf({ method, path, schema }: Route): Operation {
  const { summary, differs, answers = JSON_ANSWER } = schema;
  const content = {
    ...contentOf('application/json', schema.body),
    ...contentOf('multipart/form-data', schema.form),
  };
  return {
    operationId: [method, ...path.split(/\W+/)].filter((part) => part !== '').join('_'),
    tags: [path.split('/')[1] ?? ''],
    ...(summary === undefined ? {} : { summary }),
    ...(differs === undefined ? {} : { description: differs }),
    parameters: [
      ...inPath(path),
      ...(schema.querystring ? describeParameters(asZod(schema.querystring)) : []),
    ],
    ...(Object.keys(content).length > 0
      ? { requestBody: { required: schema.form !== undefined, content } }
      : {}),
    responses: { ...answers, '4XX': ERROR, '5XX': ERROR },
  };
}

function inPath(path: string): Parameter[] {
  return [...path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => ({
    name,
    in: 'path',
    required: true,
    schema: { type: 'string' },
  }));
}

function contentOf(type: string, schema: unknown): Record<string, { schema: JsonSchema }> {
  return schema === undefined ? {} : { [type]: { schema: describeSchema(asZod(schema)) } };
}

/** Fastify leaves open what describes a request; here it is zod everywhere. */
function asZod(schema: unknown): z.ZodType {
  return schema as z.ZodType;
}
