import { Validator } from '@seriousme/openapi-schema-validator';
import { beforeAll, describe, expect, it } from 'vitest';
import { buildIdleApp, readOpenApi } from '../../../../engine/describe-rest.ts';
import type { OpenApiDocument, Operation } from '../../../../engine/rest/openapi/openapi-routes.ts';

/** Routes that change something and take nothing but their address. */
const WITHOUT_BODY = [
  'POST /external-task/{id}/unlock',
  'POST /history/cleanup',
  'POST /job/{id}/duedate/recalculate',
  'POST /job/{id}/execute',
  'POST /migration/batch/{id}/commit',
  'POST /migration/batch/{id}/undo',
  'POST /task/{id}/unclaim',
  'PUT /history/user-operation/{operationId}/clear-annotation',
];

let document: OpenApiDocument;
beforeAll(async () => {
  document = await readOpenApi();
});

const operations = (): [string, Operation][] =>
  Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]): [string, Operation] => [
      `${method.toUpperCase()} ${path}`,
      operation,
    ]),
  );
const operation = (path: string, method: string): Operation | undefined => document.paths[path]?.[method];
const names = (path: string, method: string): string[] =>
  (operation(path, method)?.parameters ?? []).map(({ name }) => name);
const bodyOf = (path: string, method: string, type = 'application/json') =>
  operation(path, method)?.requestBody?.content[type]?.schema;
const answerOf = (path: string, method: string) =>
  operation(path, method)?.responses['200']?.content?.['application/json']?.schema;

/** Every route that the router knows below `/engine-rest`, from the tree it prints. */
async function registeredRoutes(): Promise<string[]> {
  const app = await buildIdleApp();
  const lines = app.printRoutes({ commonPrefix: false }).split('\n');
  await app.close();
  const parents: string[] = [];
  return lines.flatMap((line) => {
    const [, indent = '', segment = '', methods = ''] = /^([│├└─ ]*)(\S+) \((.*)\)$/.exec(line) ?? [];
    const depth = indent.length / 4 - 1;
    parents[depth] = segment;
    const url = parents.slice(0, depth + 1).join('');
    // What stands below `/engine` is the same again, and an answer to names of other engines.
    if (!url.startsWith('/engine-rest/') || /^\/engine-rest\/engine[/*]/.test(url)) return [];
    const path = url.slice('/engine-rest'.length).replace(/:(\w+)/g, '{$1}');
    return methods
      .split(', ')
      .filter((method) => method !== 'HEAD')
      .map((method) => `${method} ${path}`);
  });
}

describe('the OpenAPI document', () => {
  it('is valid OpenAPI', async () => {
    const { valid, errors } = await new Validator().validate({ ...document });
    expect(errors ?? []).toEqual([]);
    expect(valid).toBe(true);
  });

  it('holds every route that is registered, and no other', async () => {
    const routes = await registeredRoutes();
    expect(routes.length).toBeGreaterThan(250);
    expect(
      operations()
        .map(([route]) => route)
        .toSorted(),
    ).toEqual(routes.toSorted());
  });

  it('says of each route what it does', () => {
    const silent = operations().filter(([, { summary }]) => (summary ?? '') === '' || summary?.endsWith('.'));
    expect(silent.map(([route]) => route)).toEqual([]);
  });

  it('names the parameters of each path, and every operation by a name of its own', () => {
    for (const [route, { parameters }] of operations()) {
      const inPath = parameters.filter((parameter) => parameter.in === 'path').map(({ name }) => name);
      expect(inPath, route).toEqual([...route.matchAll(/\{(\w+)\}/g)].map(([, name]) => name));
    }
    const ids = operations().map(([, { operationId }]) => operationId);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('describes the body of every route that takes one', () => {
    const changing = operations().filter(([route]) => /^(POST|PUT) /.test(route));
    const without = changing.filter(([, { requestBody }]) => requestBody === undefined);
    expect(without.map(([route]) => route).toSorted()).toEqual(WITHOUT_BODY);
    for (const [route, { requestBody }] of changing) {
      for (const { schema } of Object.values(requestBody?.content ?? {}))
        expect(schema, route).toMatchObject({ type: 'object' });
    }
  });

  it('describes lists: filters, sorting and paging in the address, or a body with paging in the address', () => {
    const fields = ['candidateGroup', 'withoutTenantId', 'sortBy', 'sortOrder', 'firstResult'];
    expect(names('/task', 'get')).toEqual(expect.arrayContaining(fields));
    expect(names('/task', 'post')).toEqual(['firstResult', 'maxResults']);
    expect(bodyOf('/task', 'post')).toMatchObject({
      additionalProperties: false,
      properties: {
        candidateGroups: { anyOf: [{ type: 'array' }, { type: 'null' }] },
        orQueries: { anyOf: [{ type: 'array' }, { type: 'null' }] },
        sorting: {},
      },
    });
    expect(names('/variable-instance', 'post')).toContain('deserializeValues');
  });

  it('describes what the schema of a route takes: types, choices, limits, dates, flags', () => {
    expect(bodyOf('/external-task/fetchAndLock', 'post')).toMatchObject({
      properties: {
        maxTasks: { type: 'integer', minimum: 0 },
        asyncResponseTimeout: { anyOf: [{ maximum: 1_800_000 }, { type: 'null' }] },
      },
      required: ['maxTasks'],
    });
    expect(bodyOf('/job/{id}/duedate', 'put')).toMatchObject({
      properties: { duedate: { anyOf: [{ type: 'string', format: 'date-time' }, { type: 'null' }] } },
    });
    expect(operation('/deployment/{id}', 'delete')?.parameters).toMatchObject([
      { name: 'id', in: 'path' },
      { name: 'cascade', in: 'query', required: false, schema: { type: 'boolean' } },
    ]);
    expect(names('/history/task/report', 'get')).toEqual(
      expect.arrayContaining(['reportType', 'periodUnit', 'groupBy']),
    );
  });

  it('says of each route what it answers: no field beyond those it names, and every one of them', () => {
    const succeeds = ([status]: [string, unknown]) => status.startsWith('2');
    const silent = operations().filter(([, { responses }]) => !Object.entries(responses).some(succeeds));
    expect(silent.map(([route]) => route)).toEqual([]);
    expect(answerOf('/task', 'get')).toEqual({ type: 'array', items: { $ref: '#/components/schemas/Task' } });
    expect(document.components.schemas['Task']).toMatchObject({
      additionalProperties: false,
      properties: {
        created: { type: 'string', pattern: expect.stringContaining('T') },
        due: { anyOf: [{ type: 'string', pattern: expect.stringContaining('T') }, { type: 'null' }] },
      },
    });
    const { required } = document.components.schemas['Task'] as { required: string[] };
    expect(required).toEqual(expect.arrayContaining(['id', 'due']));
    expect(required).not.toContain('variables');
  });

  it('describes answers that are no JSON, that are nothing, and errors', () => {
    expect(operation('/task/{id}/complete', 'post')?.responses).toMatchObject({
      200: { content: { 'application/json': {} } },
      204: { description: 'No content.' },
      '4XX': { content: { 'application/json': { schema: { $ref: '#/components/schemas/Exception' } } } },
    });
    expect(operation('/job/{id}/stacktrace', 'get')?.responses['200']?.content).toEqual({
      'text/plain': { schema: { type: 'string' } },
    });
    expect(
      operation('/deployment/{id}/resources/{resourceId}/data', 'get')?.responses['200']?.content,
    ).toEqual({
      '*/*': { schema: { type: 'string', format: 'binary' } },
    });
  });

  it('says that a body with a field that must be there must be sent, and others need not', () => {
    expect(operation('/external-task/fetchAndLock', 'post')?.requestBody?.required).toBe(true);
    expect(operation('/task/{id}/identity-links', 'post')?.requestBody?.required).toBe(true);
    expect(operation('/task', 'post')?.requestBody?.required).toBe(false);
    expect(operation('/task/{id}/complete', 'post')?.requestBody?.required).toBe(false);
  });

  it('describes flags as booleans, also those that narrow nothing', () => {
    for (const [path, method, flag] of [
      ['/variable-instance', 'get', 'deserializeValues'],
      ['/variable-instance', 'post', 'deserializeValues'],
      ['/history/decision-instance', 'get', 'includeOutputs'],
      ['/deployment', 'get', 'includeDeploymentsWithoutTenantId'],
    ] as const) {
      const found = operation(path, method)?.parameters.find(({ name }) => name === flag);
      expect(found?.schema, `${method} ${path} ${flag}`).toMatchObject({ type: 'boolean' });
    }
  });

  it('describes forms with files', () => {
    expect(bodyOf('/deployment/create', 'post', 'multipart/form-data')).toMatchObject({
      properties: { 'deployment-name': { type: 'string' }, 'deploy-changed-only': { type: 'boolean' } },
      additionalProperties: { type: 'string', format: 'binary' },
    });
    expect(bodyOf('/task/{id}/variables/{name}/data', 'post', 'multipart/form-data')).toMatchObject({
      properties: { data: { type: 'string', format: 'binary' } },
      required: ['data'],
    });
  });
});
