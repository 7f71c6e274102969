import { setTimeout } from 'node:timers/promises';
import pg from 'pg';
import { expect, it } from 'vitest';
import { useEngine } from '../../support/engine-suite.ts';
import { processXml, sequence, waitFor } from '../../support/small-process.ts';

const COUNT = 10_000;
let now = new Date('2026-03-01T08:00:00Z');
const engine = useEngine(
  (client) => client.deploy({ 'p.bpmn': processXml('p', sequence(waitFor('pause', 'PT1H'))) }),
  { executor: 'token-core', clock: () => now },
);

/** Copies of one waiting instance with its timer and history: starting as many would take most of the test's time. */
async function copyInstance(sql: pg.Client, id: string, count: number): Promise<void> {
  const copies = [
    ['instances', { id: "'copy-' || n", root_id: "'copy-' || n" }, 'id'],
    ['history_processes', { id: "'copy-' || n", root_id: "'copy-' || n" }, 'id'],
    ['history_activities', { instance_id: "'copy-' || n", sequence: null }, 'instance_id'],
    ['jobs', { id: "'job-' || n", instance_id: "'copy-' || n" }, 'instance_id'],
  ] as const;
  for (const [table, changed, key] of copies) {
    const { rows } = await sql.query<{ name: string }>(
      `SELECT column_name AS name FROM information_schema.columns WHERE table_schema = 'engine' AND table_name = $1`,
      [table],
    );
    const values: Record<string, string | null> = changed;
    const names = rows.map(({ name }) => name).filter((name) => values[name] !== null);
    await sql.query(
      `INSERT INTO engine.${table} (${names.join(', ')})
       SELECT ${names.map((name) => values[name] ?? `t.${name}`).join(', ')}
         FROM engine.${table} t, generate_series(1, ${count}) n WHERE t.${key} = $1`,
      [id],
    );
  }
}

it(`fires ${COUNT} timers that are due at once, each exactly once`, async () => {
  // given
  const { client } = engine;
  const id = await client.start('p');
  const sql = new pg.Client({ connectionString: engine.databaseUrl });
  await sql.connect();
  await copyInstance(sql, id, COUNT - 1);
  await sql.query('ANALYZE');
  await sql.end();
  expect(await client.get('/job/count')).toEqual({ count: COUNT });

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
}, 120_000);
