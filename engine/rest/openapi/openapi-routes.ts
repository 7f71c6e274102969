import { does } from '../rest-app.ts';
import type { FastifyInstance, FastifySchema } from 'fastify';
import { z } from 'zod';
import { ErrorAnswer } from '../../../schemas/camunda/answers/engine.ts';
import { describeAnswer, describeParameters, describeSchema } from './describe-schema.ts';
import type { JsonSchema, NamedSchemas, Parameter } from './describe-schema.ts';

/** What the document says of one route. */
export interface Operation {
  operationId: string;
  tags: string[];
  summary?: string;
  /** What Camunda 7 does otherwise. */
  description?: string;
  parameters: Parameter[];
  requestBody?: { required: boolean; content: Content };
  responses: Record<string, Response>;
}

/** What a body holds, by its type. */
export type Content = Record<string, { schema: JsonSchema }>;

interface Response {
  description: string;
  content?: Content;
}

/** The document, as far as the engine's own tools read it. */
export interface OpenApiDocument {
  openapi: string;
  paths: Record<string, Record<string, Operation>>;
  components: { schemas: NamedSchemas };
}

const BASE = '/engine-rest';

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
    does('Describes all routes', {
      differs: 'Camunda has no such route.',
      response: { 200: z.looseObject({}) },
    }),
    () => Promise.resolve({ ...(document ??= documentOf(routes)) }),
  );
}

function documentOf(routes: Route[]): OpenApiDocument & Record<string, unknown> {
  const schemas: NamedSchemas = {};
  const error: Response = {
    description: 'What is wrong, as Camunda 7 writes it.',
    content: { 'application/json': { schema: describeAnswer(ErrorAnswer, schemas) } },
  };
  const paths: OpenApiDocument['paths'] = {};
  for (const route of routes) {
    const operation = operationOf(route, schemas);
    Object.assign(operation.responses, { '4XX': error, '5XX': error });
    (paths[route.path] ??= {})[route.method] = operation;
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Process engine of Njia',
      version: '7.24.0',
      description: 'The part of the REST interface of Camunda 7.24 that this engine serves.',
    },
    servers: [{ url: BASE }, { url: `${BASE}/engine/default` }],
    paths,
    components: { schemas },
  };
}

function operationOf({ method, path, schema }: Route, schemas: NamedSchemas): Operation {
  const { summary, differs } = schema;
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
      ? { requestBody: { required: schema.form !== undefined || needsFields(content), content } }
      : {}),
    responses: responsesOf(schema, schemas),
  };
}

/** What a route answers with a status: JSON, nothing, or what `content` holds. */
type Answered = z.ZodType | { description: string; content: Record<string, { schema: z.ZodType }> };

function responsesOf({ response = {} }: FastifySchema, schemas: NamedSchemas): Record<string, Response> {
  const described = Object.entries(response as Record<string, Answered>).map(([status, answer]) => {
    if (answer instanceof z.ZodUndefined) return [status, { description: 'No content.' }];
    const { description, content } =
      'content' in answer
        ? answer
        : { description: 'As Camunda 7 answers.', content: { 'application/json': { schema: answer } } };
    const types = Object.entries(content).map(([type, { schema }]) => [
      type,
      { schema: describeAnswer(schema, schemas) },
    ]);
    return [status, { description, content: Object.fromEntries(types) as Content }];
  });
  return Object.fromEntries(described) as Record<string, Response>;
}

/** Whether a body that is left out lacks something. */
function needsFields(content: Content): boolean {
  return Object.values(content).some(({ schema }) => Array.isArray(schema['required']));
}

function inPath(path: string): Parameter[] {
  return [...path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => ({
    name,
    in: 'path',
    required: true,
    schema: { type: 'string' },
  }));
}

function contentOf(type: string, schema: unknown): Content {
  return schema === undefined ? {} : { [type]: { schema: describeSchema(asZod(schema)) } };
}

/** Fastify leaves open what describes a request; here it is zod everywhere. */
function asZod(schema: unknown): z.ZodType {
  return schema as z.ZodType;
}
