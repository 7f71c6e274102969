import type { FastifyInstance } from 'fastify';
import type { RouteDescription } from './describe-list.ts';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** What the OpenAPI document says of the route beyond its path. */
    description?: RouteDescription;
  }
}

type Operation = Record<string, unknown>;
type Paths = Record<string, Record<string, Operation>>;

const BASE = '/engine-rest';

const ERROR = {
  description: 'What is wrong, as Camunda 7 writes it.',
  content: {
    'application/json': {
      schema: {
        type: 'object',
        properties: {
          type: { type: 'string' },
          message: { type: 'string', nullable: true },
          code: { type: 'integer', nullable: true },
        },
        required: ['type', 'message', 'code'],
      },
    },
  },
};

/** Serves the OpenAPI document of what is served; call it before the routes are registered, which it listens to. */
export function registerOpenApi(app: FastifyInstance): void {
  const paths: Paths = {};
  app.addHook('onRoute', ({ method, url, config }) => {
    if (!url.startsWith(`${BASE}/`) || url.startsWith(`${BASE}/engine/`)) return;
    const path = url.slice(BASE.length).replace(/:(\w+)/g, '{$1}');
    for (const name of [method].flat()) {
      if (name === 'HEAD' || name === 'OPTIONS') continue;
      (paths[path] ??= {})[name.toLowerCase()] = operationOf(path, config?.description);
    }
  });
  app.get(`${BASE}/openapi.json`, () =>
    Promise.resolve({
      openapi: '3.0.3',
      info: {
        title: 'Process engine of Njia',
        version: '7.24.0',
        description: 'The part of the REST interface of Camunda 7.24 that this engine serves.',
      },
      servers: [{ url: BASE }, { url: `${BASE}/engine/default` }],
      paths,
    }),
  );
}

function operationOf(path: string, description: RouteDescription = {}): Operation {
  const inPath = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => ({
    name,
    in: 'path',
    required: true,
    schema: { type: 'string' },
  }));
  const { parameters = [], requestBody } = description;
  return {
    tags: [path.split('/')[1]],
    parameters: [...inPath, ...parameters],
    ...(requestBody ? { requestBody } : {}),
    responses: { '2XX': { description: 'As Camunda 7 answers.' }, '4XX': ERROR, '5XX': ERROR },
  };
}
