import { expect, it } from 'vitest';
import { useEngine } from '../../support/engine-suite.ts';
import { externalTask, processXml, sequence, userTask } from '../../support/small-process.ts';

const lines: string[] = [];
const engine = useEngine(
  (client) => client.deploy({ 'p.bpmn': processXml('p', sequence(externalTask('work'), userTask('look'))) }),
  { onLogLine: (line) => lines.push(line) },
);

it('names the content type exactly application/json, in answers and errors', async () => {
  for (const path of ['/engine', '/process-definition', '/task/none']) {
    const answer = await engine.client.request('GET', path);
    expect(answer.headers.get('content-type')).toBe('application/json');
  }
});

it('serves every path below /engine/default as well, and no other engine', async () => {
  expect(await engine.client.get('/engine')).toEqual([{ name: 'default' }]);
  expect(await engine.client.get('/engine/default/version')).toEqual({ version: '7.24.0' });
  expect(await engine.client.request('GET', '/engine/other/task')).toMatchObject({
    status: 404,
    body: { type: 'InvalidRequestException', message: 'Process engine other not available' },
  });
});

it('writes dates with a numeric offset and every null', async () => {
  const id = await engine.client.start('p');
  const [row] = await engine.client.get<Record<string, unknown>[]>(`/external-task?processInstanceId=${id}`);
  expect(row?.['createTime']).toMatch(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}\+0000$/);
  expect(row).toMatchObject({ tenantId: null, workerId: null, lockExpirationTime: null, retries: null });
});

it('takes dates with any offset as filters', async () => {
  const id = await engine.client.start('p');
  const count = (after: string) =>
    engine.client.get(
      `/history/process-instance/count?processInstanceId=${id}&startedAfter=${encodeURIComponent(after)}`,
    );
  expect(await count('2026-01-01T00:00:00.000+0200')).toEqual({ count: 1 });
  expect(await count('2999-01-01T00:00:00.000+0000')).toEqual({ count: 0 });
});

it.each([
  ['GET', '/task?nonsense=1', undefined],
  ['GET', '/task?sortBy=created', undefined],
  ['GET', '/task?sortBy=nonsense&sortOrder=asc', undefined],
  ['GET', '/task?createdAfter=yesterday', undefined],
  ['GET', '/task?maxResults=many', undefined],
  ['GET', '/task?name=a&name=b', undefined],
  ['POST', '/task', { nonsense: 1 }],
  ['POST', '/task', []],
  ['POST', '/task', { taskIdIn: 'a' }],
  ['POST', '/process-definition/key/p/start', { variables: { a: { type: 'Integer', value: 'x' } } }],
  ['POST', '/process-definition/key/p/start', { variables: { a: { type: 'Json', value: 1 } } }],
  ['POST', '/process-definition/key/p/start', { variables: { a: { type: 'Money', value: null } } }],
  ['POST', '/process-definition/key/p/start', { variables: { a: { type: 'String', value: 'a\u0000b' } } }],
  ['POST', '/process-definition/key/p/start', { variables: 'none' }],
  ['POST', '/process-definition/key/p/start', { startInstructions: [{ type: 'startBeforeActivity' }] }],
  ['POST', '/external-task/fetchAndLock', { workerId: 'w', maxTasks: 'x' }],
  ['POST', '/message', {}],
  ['POST', '/signal', {}],
])('answers %s %s with 400 and Camunda’s body when it makes no sense', async (method, path, body) => {
  const answer = await engine.client.request(method, path, body);
  expect(answer).toMatchObject({ status: 400, body: { type: 'InvalidRequestException', code: null } });
});

it('answers malformed JSON with 400 and an empty message', async () => {
  const response = await fetch(`${engine.url}/message`, {
    method: 'POST',
    body: '{"messageName":',
    headers: { 'content-type': 'application/json' },
  });
  expect(response.status).toBe(400);
  expect(await response.json()).toEqual({ type: 'InvalidRequestException', message: '', code: null });
});

it.each([
  ['GET', '/task/none', 404],
  ['GET', '/external-task/none', 404],
  ['GET', '/process-instance/none', 404],
  ['GET', '/process-definition/none', 404],
  ['GET', '/process-definition/key/none', 404],
  ['POST', '/process-definition/key/none/start', 404],
  ['GET', '/deployment/none', 404],
  ['GET', '/job/none', 404],
  ['POST', '/job/none/execute', 404],
  ['GET', '/incident/none', 404],
  ['GET', '/history/process-instance/none', 404],
  ['DELETE', '/process-instance/none', 404],
  ['GET', '/process-instance/none/variables', 500],
  ['POST', '/task/none/complete', 500],
  ['POST', '/task/none/claim', 500],
  ['GET', '/nonsense', 404],
])('answers %s %s with %i', async (method, path, status) => {
  const answer = await engine.client.request(method, path, method === 'POST' ? {} : undefined);
  expect(answer.status).toBe(status);
  expect(answer.body).toMatchObject({ type: expect.any(String), message: expect.any(String) });
});

it('says whether it is alive and ready', async () => {
  const base = engine.url.replace('/engine-rest', '');
  for (const path of ['/health', '/health/live', '/health/ready']) {
    expect(await (await fetch(`${base}${path}`)).json()).toEqual({ status: 'ok' });
  }
});

it('never logs what a case is about', async () => {
  const marker = 'Amina-Okello-7731';
  const { client } = engine;
  await client.start('p', { name: marker }, marker);
  await client.request('GET', `/task?name=${marker}`);
  await client.request('GET', `/task/${marker}`);
  await client.request('POST', `/task/${marker}/complete`, { variables: { a: { value: marker } } });
  await client.request('POST', '/message', {
    messageName: marker,
    processVariables: { a: { value: marker } },
  });
  await client.request('POST', '/process-definition/key/p/start', {
    variables: { a: { type: 'Integer', value: marker } },
  });
  expect(lines.length).toBeGreaterThan(5);
  expect(lines.join('')).not.toContain(marker);
});

it.each(['String', 'Json', 'Bytes'])(
  'refuses a %s variable of 5 MB, naming it and the limit',
  async (type) => {
    const text = 'A'.repeat(5 * 1024 * 1024);
    const value = type === 'Json' ? JSON.stringify(text) : text;
    const answer = await engine.client.request('POST', '/process-definition/key/p/start', {
      variables: { large: { type, value } },
    });
    expect(answer).toMatchObject({ status: 400, body: { type: 'InvalidRequestException' } });
    expect((answer.body as { message: string }).message).toMatch(/'large'.*1000000/);
  },
);

it('refuses a body beyond the limit without reading it', async () => {
  const answer = await engine.client.request('POST', '/process-definition/key/p/start', {
    variables: { large: { value: 'A'.repeat(11 * 1024 * 1024) } },
  });
  expect(answer.status).toBe(413);
});
