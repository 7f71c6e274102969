import { expect, it } from 'vitest';
import type { OpenApiDocument } from '../../../engine/rest/openapi/openapi-routes.ts';
import { useEngine } from '../../support/engine-suite.ts';
import { processXml, sequence, userTask } from '../../support/small-process.ts';

const engine = useEngine((client) =>
  client.deploy({ 'p.bpmn': processXml('p', sequence(userTask('look'))) }),
);

/** Types of Camunda's own answers with 500: something that a command needs is missing, or the engine refuses. */
const CAMUNDAS_500 = ['NullValueException', 'RestException', 'InvalidRequestException'];

/** Ids nobody has: unknown, with an odd character, of an execution, very long. */
const BAD_IDS = ['none', '%00', '%25', 'a%3Ab', "x'%3B--", 'é'.repeat(100)];
const NUL = 'a\u0000';
const BAD_BODIES: unknown[] = [
  { businessKey: NUL, name: NUL, userId: NUL, workerId: NUL, messageName: NUL, id: NUL, type: NUL },
  null,
  [],
  'text',
  7,
  {},
  { variables: [] },
  { sorting: 'x', name: {} },
];
const BAD_QUERIES = ['?sortBy=x', '?maxResults=-1', '?firstResult=x', '?a=1&a=2', '?variables=x', '?%00=%00'];

async function operations(): Promise<{ method: string; path: string }[]> {
  const { paths } = await engine.client.get<OpenApiDocument>('/openapi.json');
  return Object.entries(paths).flatMap(([path, methods]) =>
    Object.keys(methods).map((method) => ({ method: method.toUpperCase(), path })),
  );
}

/** Answers by accident: a 5xx that Camunda would not give, or no Camunda error body (the client checks that). */
async function accidents(tries: { method: string; path: string; body?: unknown }[]): Promise<string[]> {
  const found: string[] = [];
  for (const { method, path, body } of tries) {
    const answer = await engine.client.request(method, path, body);
    const { type = '' } = (answer.body ?? {}) as { type?: string };
    if (answer.status >= 500 && !CAMUNDAS_500.includes(type)) {
      found.push(`${method} ${path} ${JSON.stringify(body)} answered ${answer.status} ${type}`);
    }
  }
  return found;
}

it('answers ids that nobody has on every route without an accident', async () => {
  const tries = (await operations())
    .filter(({ path }) => path.includes('{'))
    .flatMap(({ method, path }) =>
      BAD_IDS.map((id) => ({
        method,
        path: path.replace(/\{\w+\}/g, id),
        ...(method === 'GET' || method === 'DELETE' ? {} : { body: {} }),
      })),
    );
  expect(await accidents(tries)).toEqual([]);
}, 120_000);

it('answers bodies that say nothing on every route without an accident', async () => {
  const tries = (await operations())
    .filter(({ method }) => method === 'POST' || method === 'PUT')
    .flatMap(({ method, path }) =>
      BAD_BODIES.map((body) => ({ method, path: path.replace(/\{\w+\}/g, 'none'), body })),
    );
  expect(await accidents(tries)).toEqual([]);
}, 120_000);

it('answers parameters that cannot be understood on every route without an accident', async () => {
  const tries = (await operations())
    .filter(({ method }) => method === 'GET')
    .flatMap(({ method, path }) =>
      BAD_QUERIES.map((query) => ({ method, path: path.replace(/\{\w+\}/g, 'none') + query })),
    );
  expect(await accidents(tries)).toEqual([]);
}, 120_000);
