import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { EngineClient } from '../../support/engine-client.ts';
import { copyInstance } from '../../support/copy-instance.ts';
import { spawnEngine, startEngine } from '../../support/engine-server.ts';
import type { EngineProcess } from '../../support/engine-server.ts';
import { eventually } from '../../support/engine-suite.ts';
import { externalTask, processXml, sequence, userTask, waitFor } from '../../support/small-process.ts';
import { createTestDatabase } from '../../support/test-database.ts';
import type { TestDatabase } from '../../support/test-database.ts';

let database: TestDatabase;
let engines: EngineProcess[];
let stopped: EngineProcess;
let client: EngineClient;

beforeAll(async () => {
  database = await createTestDatabase();
  // All find an empty database.
  engines = await Promise.all([1, 2, 3].map(() => spawnEngine({ databaseUrl: database.url })));
  stopped = engines.shift() as EngineProcess;
  client = new EngineClient(engines[0]?.url ?? '');
});
afterAll(async () => {
  await Promise.all(engines.map((engine) => engine.stop()));
  await database.drop();
});

it('starts several engines at once on an empty database: one migrates, all serve', async () => {
  const all = [stopped, ...engines];
  expect(all.filter((engine) => engine.output().includes('"event":"migrated"'))).toHaveLength(1);
  for (const { url } of all)
    expect(await new EngineClient(url).get('/process-instance/count')).toEqual({ count: 0 });
});

it('stops within ten seconds under load: what it said it did is done, and waiting workers get nothing', async () => {
  // given
  await client.deploy({ 'p.bpmn': processXml('p', sequence(externalTask('work'), userTask('look'))) });
  const leaving = new EngineClient(stopped.url);
  const started: string[] = [];
  const completed: string[] = [];
  const untilRefused = async (act: () => Promise<void>) => {
    try {
      for (;;) await act();
    } catch {
      // Nobody listens any more.
    }
  };
  const load = [
    ...Array.from({ length: 4 }, () => untilRefused(async () => void started.push(await leaving.start('p')))),
    ...Array.from({ length: 4 }, (_, index) =>
      untilRefused(async () => {
        const workerId = `w${index}`;
        for (const { id } of await leaving.fetchAndLock('work', workerId, { maxTasks: 2 })) {
          await leaving.post(`/external-task/${id}/complete`, { workerId });
          completed.push(id);
        }
      }),
    ),
  ];
  const waiting = Array.from({ length: 20 }, (_, index) =>
    leaving.fetchAndLock('nothing-here', `idle${index}`, { asyncResponseTimeout: 60_000 }),
  );
  await eventually(() => Promise.resolve(completed.length > 20));

  // when
  const asked = performance.now();
  await stopped.stop();

  // then: exit code 0, or `stop` had thrown
  expect(performance.now() - asked).toBeLessThan(10_000);
  expect(await Promise.all(waiting)).toEqual(waiting.map(() => []));
  await Promise.all(load);
  for (const id of started) expect((await client.request('GET', `/process-instance/${id}`)).status).toBe(200);
  const log = await client.get<{ externalTaskId: string }[]>('/history/external-task-log?successLog=true');
  const done = log.map(({ externalTaskId }) => externalTaskId);
  expect(new Set(done).size).toBe(done.length);
  expect(completed.filter((id) => !done.includes(id))).toEqual([]);
  expect(await client.get('/task/count')).toEqual({ count: done.length });
});

it('gives back the timers it had leased and not fired, so that another engine fires them at once', async () => {
  // given
  const own = await createTestDatabase();
  let now = new Date('2026-03-02T08:00:00.000Z');
  const engine = await startEngine({ databaseUrl: own.url, clock: () => now });
  const timers = new EngineClient(engine.url);
  await timers.deploy({ 'p.bpmn': processXml('p', sequence(waitFor('pause', 'PT1H'))) });
  const id = await timers.start('p');
  const sql = new pg.Client({ connectionString: own.url });
  await sql.connect();
  await copyInstance(sql, id, 299);
  const count = async (where: string) =>
    (await sql.query<{ n: number }>(`SELECT count(*)::int AS n FROM engine.jobs WHERE ${where}`)).rows[0]
      ?.n ?? 0;

  // when
  now = new Date('2026-03-02T09:00:00.000Z');
  while ((await count('lock_owner IS NOT NULL')) === 0) await sleep(1);
  await engine.stop();

  // then
  expect(await count('true')).toBeGreaterThan(0);
  expect(await count('lock_owner IS NOT NULL')).toBe(0);
  await sql.end();
  await own.drop();
});
