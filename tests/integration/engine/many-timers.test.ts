import { setTimeout } from 'node:timers/promises';
import pg from 'pg';
import { expect, it, onTestFinished } from 'vitest';
import { copyInstance } from '../../support/copy-instance.ts';
import { startEngine } from '../../support/engine-server.ts';
import { useEngine } from '../../support/engine-suite.ts';
import { processXml, sequence, waitFor } from '../../support/small-process.ts';

const COUNT = 10_000;
let now = new Date('2026-03-01T08:00:00Z');
const engine = useEngine(
  (client) => client.deploy({ 'p.bpmn': processXml('p', sequence(waitFor('pause', 'PT1H'))) }),
  { executor: 'token-core', clock: () => now },
);

it(`fires ${COUNT} timers that are due at once, each exactly once, with two engines`, async () => {
  // given
  const { client } = engine;
  const id = await client.start('p');
  const sql = new pg.Client({ connectionString: engine.databaseUrl });
  await sql.connect();
  await copyInstance(sql, id, COUNT - 1);
  await sql.query('ANALYZE');
  await sql.end();
  expect(await client.get('/job/count')).toEqual({ count: COUNT });

  const second = await startEngine({ databaseUrl: engine.databaseUrl, clock: () => now });
  onTestFinished(() => second.stop());

  // when
  now = new Date('2026-03-01T09:00:00Z');
  // Counting thousands of instances takes the database's time as well: seldom is enough.
  const running = () => client.get<{ count: number }>('/process-instance/count');
  while ((await running()).count > 0) await setTimeout(500);

  // then
  const ended = '/history/process-instance/count?completed=true';
  expect(await client.get(ended)).toEqual({ count: COUNT });
  const fired = '/history/activity-instance/count?activityId=pause&finished=true';
  expect(await client.get(fired)).toEqual({ count: COUNT });
  expect(await client.get('/incident/count')).toEqual({ count: 0 });
}, 300_000);
