import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { startEnginePair } from '../../chaos/engine-pair.ts';
import type { EnginePair } from '../../chaos/engine-pair.ts';
import { runChaos } from '../../chaos/run-chaos.ts';
import { EngineClient } from '../../support/engine-client.ts';
import { spawnEngine } from '../../support/engine-server.ts';
import { eventually } from '../../support/engine-suite.ts';
import { startOwnPostgres } from '../../support/own-postgres.ts';
import type { OwnPostgres } from '../../support/own-postgres.ts';
import { externalTask, processXml, sequence } from '../../support/small-process.ts';
import { startTcpProxy } from '../../support/tcp-proxy.ts';
import type { TcpProxy } from '../../support/tcp-proxy.ts';

let postgres: OwnPostgres;
let proxy: TcpProxy;
let engines: EnginePair;
let first: EngineClient;
let second: EngineClient;
let deploymentId: string;

beforeAll(async () => {
  postgres = await startOwnPostgres(['fsync=off', 'full_page_writes=off']);
  proxy = await startTcpProxy(postgres.port);
  engines = await startEnginePair(postgres.url(proxy.port));
  [first, second] = engines.urls.map((url) => new EngineClient(url)) as [EngineClient, EngineClient];
  const deployment = await first.deploy({ 'p.bpmn': processXml('p', sequence(externalTask('work'))) });
  deploymentId = deployment.id;
});
afterAll(async () => {
  try {
    await engines.stop();
  } finally {
    await proxy.stop();
    await postgres.remove();
  }
});

// One test that fails must not leave the next ones without a database.
afterEach(async () => {
  proxy.flow();
  await postgres.start();
  await eventually(isReady);
});

const ready = (path = 'ready') => fetch(new URL(`/health/${path}`, engines.urls[0]));
const isReady = async () => (await ready()).ok;

it('says that it is not ready while its database is away, lives on, and is ready again by itself', async () => {
  // when
  await postgres.crash();

  // then
  expect((await ready()).status).toBe(503);
  expect((await ready('live')).status).toBe(200);
  const answers = [
    await first.request('GET', '/task'),
    await first.request('POST', '/process-definition/key/p/start', {}),
    await first.request('POST', '/external-task/fetchAndLock', {
      workerId: 'w',
      maxTasks: 1,
      asyncResponseTimeout: 1_000,
      topics: [{ topicName: 'work', lockDuration: 1_000 }],
    }),
  ];
  for (const { status, body } of answers) {
    expect(status).toBe(503);
    expect(body).toEqual({
      type: 'ProcessEngineException',
      message: 'The database does not answer at the moment. Please try again later.',
      code: 0,
    });
  }

  // when
  await postgres.start();

  // then
  await eventually(isReady);
  expect(await first.get('/task')).toEqual([]);
});

it('stops properly while its database is away', async () => {
  const engine = await spawnEngine({ databaseUrl: postgres.url(proxy.port) });
  await postgres.crash();
  await eventually(async () => !(await fetch(new URL('/health/ready', engine.url))).ok);
  const asked = performance.now();
  await engine.stop();
  expect(performance.now() - asked).toBeLessThan(10_000);
});

it('says so as well when the network swallows everything', async () => {
  // when
  proxy.freeze();
  const asked = performance.now();
  const { status } = await ready();

  // then
  expect(status).toBe(503);
  expect(performance.now() - asked).toBeLessThan(5_000);
});

it('wakes waiting workers across processes again after the connections were lost', async () => {
  // given
  proxy.drop();
  await eventually(isReady);

  // when
  const wakes: number[] = [];
  const deadline = Date.now() + 20_000;
  while (Date.now() < deadline && !wakes.some((ms) => ms < 1_000)) {
    const waiting = second.request('POST', '/external-task/fetchAndLock', {
      workerId: 'w',
      maxTasks: 1,
      asyncResponseTimeout: 10_000,
      topics: [{ topicName: 'work', lockDuration: 60_000 }],
    });
    await sleep(300);
    await first.request('POST', '/process-definition/key/p/start', {});
    const started = performance.now();
    const { status, body } = await waiting;
    if (status === 200 && (body as unknown[]).length === 1) wakes.push(performance.now() - started);
  }

  // then: a look by itself comes only every three seconds
  expect(Math.min(...wakes)).toBeLessThan(1_000);
});

it('loses and doubles nothing when PostgreSQL, or its connections, go away under load', async () => {
  // given
  await first.request('DELETE', `/deployment/${deploymentId}?cascade=true`);
  const sql = () => new pg.Client({ connectionString: postgres.url() });
  const disturbances = {
    'connections dropped': () => Promise.resolve(proxy.drop()),
    'backends terminated': async () => {
      const client = sql();
      await client.connect();
      await client.query(
        'SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid()',
      );
      await client.end();
    },
    'PostgreSQL crashed': async () => {
      await postgres.crash();
      await sleep(500);
      await postgres.start();
    },
  };

  // when
  const outcome = await runChaos({
    databaseUrl: postgres.url(),
    engines,
    count: 40,
    seed: 11,
    longestPauseMs: 1_000,
    disturb: async (_random, tallies) => {
      for (const [name, act] of Object.entries(disturbances)) {
        await act();
        tallies.count(name);
        await sleep(700);
      }
    },
  });

  // then
  expect(outcome.faults).toEqual([]);
  for (const name of Object.keys(disturbances)) expect(outcome.tallies.counted(name)).toBeGreaterThan(0);
}, 400_000);
