import { afterEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { createEngineClient } from '../../../directus-extensions/njia/src/engine/engine-client.ts';
import { deployPathways } from '../../../launcher/deploy-pathways.ts';
import { startWorkers } from '../../../plugins/workers/running/start-workers.ts';
import type { RunningWorkers } from '../../../plugins/workers/running/start-workers.ts';
import { defineWorker } from '../../../plugins/workers/worker.ts';
import {
  engineHeaders,
  ownEngineCredentials,
  parseSettings,
  PlainSettings,
} from '../../../schemas/config.ts';
import { EngineClient } from '../../support/engine-client.ts';
import { useEngine } from '../../support/engine-suite.ts';
import { externalTask, processXml, sequence } from '../../support/small-process.ts';

const credentials = { user: 'njia', password: 'a-pässword-of-the-engine' };
const headers = engineHeaders({ ENGINE_USER: credentials.user, ENGINE_PASSWORD: credentials.password });
const engine = useEngine(() => Promise.resolve(), { credentials });

it.each([
  ['none', {}],
  ['a wrong password', engineHeaders({ ENGINE_USER: 'njia', ENGINE_PASSWORD: 'another-password' })],
  ['a token of another kind', { authorization: 'Bearer abc' }],
])('answers who comes with %s as Camunda does: 401 without a body', async (_what, given) => {
  for (const path of ['/engine-rest/task', '/engine-rest/engine/default/task', '/metrics', '/no-such-path']) {
    const answer = await fetch(new URL(path, engine.url), { headers: given });
    expect(answer.status, path).toBe(401);
    expect(answer.headers.get('www-authenticate')).toBe('Basic realm="default"');
    expect(await answer.text()).toBe('');
  }
});

it('serves who knows the password, and health checks to anyone', async () => {
  expect((await fetch(`${engine.url}/task`, { headers })).status).toBe(200);
  expect((await fetch(new URL('/metrics', engine.url), { headers })).status).toBe(200);
  expect((await fetch(new URL('/health/ready', engine.url))).status).toBe(200);
});

it('tells clients whether a name and password are right, and knows no groups', async () => {
  const client = new EngineClient(engine.url, headers);
  const verify = (username?: string, password?: string) =>
    client.request('POST', '/identity/verify', { username, password });
  const { user, password } = credentials;
  const answer = (authenticated: boolean, authenticatedUser = user) => ({
    status: 200,
    body: { authenticatedUser, authenticated },
  });
  expect(await verify(user, password)).toMatchObject(answer(true));
  expect(await verify(user, 'another')).toMatchObject(answer(false));
  expect(await verify('other', password)).toMatchObject(answer(false, 'other'));
  expect(await verify(user)).toMatchObject({
    status: 400,
    body: { message: 'Username and password are required' },
  });
  expect(await client.get('/identity/groups?userId=ann')).toEqual({ groups: [], groupUsers: [] });
  expect((await client.request('GET', '/identity/groups')).status).toBe(400);
  expect(await client.get('/group')).toEqual([]);
  expect(await client.get('/group/count?type=WORKFLOW')).toEqual({ count: 0 });
});

it('says who wrote a comment', async () => {
  const client = new EngineClient(engine.url, headers);
  await client.post('/task/create', { id: 'call' });
  const { id } = await client.post<{ id: string }>('/task/call/comment/create', { message: 'Called' });
  expect(await client.get(`/task/call/comment/${id}`)).toMatchObject({ userId: credentials.user });
  expect((await client.request('DELETE', '/task/call')).status).toBe(204);
});

it('takes the pathways from a launcher that knows the password, and tells one that does not', async () => {
  await expect(deployPathways(engine.url, 'bpmn')).rejects.toThrow('ENGINE_PASSWORD');
  expect(await deployPathways(engine.url, 'bpmn', headers)).not.toEqual([]);
});

it('tells a process who started it', async () => {
  const client = new EngineClient(engine.url, headers);
  const started = sequence({ id: 'task', xml: '<userTask id="task" />' }).replace(
    '<startEvent ',
    '<startEvent camunda:initiator="starter" ',
  );
  await client.deploy({ 'initiator.bpmn': processXml('initiator', started) });
  const id = await client.start('initiator');
  expect(await client.get(`/process-instance/${id}/variables/starter`)).toMatchObject({ value: 'njia' });
  await client.request('DELETE', `/process-instance/${id}`);
});

let workers: RunningWorkers | undefined;
afterEach(() => workers?.stop());

it('gives tasks to our workers, and answers the extension, with the password', async () => {
  // given
  const client = new EngineClient(engine.url, headers);
  await client.deploy({ 'p.bpmn': processXml('p', sequence(externalTask('work'))) });
  const instanceId = await client.start('p');

  // when
  const { promise: worked, resolve } = Promise.withResolvers<string>();
  const worker = defineWorker({
    topic: 'work',
    input: z.object({}),
    output: z.object({}),
    handle: (_input, { processInstanceId }) => {
      resolve(processInstanceId);
      return Promise.resolve({});
    },
  });
  const log = () => undefined;
  workers = startWorkers({
    engineUrl: engine.url,
    engineHeaders: headers,
    workerId: 'w',
    workers: [worker],
    log,
  });

  // then
  expect(await worked).toBe(instanceId);
  const counted = createEngineClient(engine.url, headers).get(
    '/task/count',
    {},
    z.object({ count: z.number() }),
  );
  expect(await counted).toEqual({ count: 0 });
});

describe('ownEngineCredentials', () => {
  const read = (env: Record<string, string>) =>
    ownEngineCredentials(parseSettings(PlainSettings, env, () => ''));

  it('lets a demo on the loopback go without', () => {
    expect(read({})).toBeUndefined();
  });

  it.each([
    ['a demo that other machines reach', { HOST: '0.0.0.0' }, /HOST 0\.0\.0\.0/],
    ['production', { NJIA_MODE: 'production' }, /NJIA_MODE is production/],
    ['a name without a password', { ENGINE_USER: 'njia' }, /ENGINE_PASSWORD/],
  ])('refuses %s without a password', (_what, env, reason) => {
    expect(() => read(env as Record<string, string>)).toThrow(reason);
  });

  it('takes name and password', () => {
    expect(read({ HOST: '0.0.0.0', ENGINE_USER: 'njia', ENGINE_PASSWORD: 'sixteen-letters-' })).toEqual({
      user: 'njia',
      password: 'sixteen-letters-',
    });
  });
});

it('shows task lists the one user there is', async () => {
  const client = new EngineClient(engine.url, headers);
  const { user } = credentials;
  const profile = { id: user, firstName: null, lastName: null, email: null };
  expect(await client.get('/user?sortBy=userId&sortOrder=asc')).toEqual([profile]);
  expect(await client.get(`/user?idIn=ann,${user}&maxResults=0`)).toEqual([]);
  expect(await client.get('/user/count?memberOfGroup=a')).toEqual({ count: 0 });
  expect(await client.get(`/user/count?id=${user}`)).toEqual({ count: 1 });
  expect(await client.get(`/user/${user}/profile`)).toEqual(profile);
  expect(await client.request('GET', '/user/ann/profile')).toMatchObject({
    status: 404,
    body: { message: 'User with id ann does not exist' },
  });
});
