import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openDatabase } from '../../../engine/store/database.ts';
import type { Database } from '../../../engine/store/database.ts';
import { migrate } from '../../../engine/store/migrate.ts';
import { EngineClient } from '../../support/engine-client.ts';
import { startEngine } from '../../support/engine-server.ts';
import { externalTask, processXml, sequence } from '../../support/small-process.ts';
import { createTestDatabase } from '../../support/test-database.ts';
import type { TestDatabase } from '../../support/test-database.ts';

const root = join(import.meta.dirname, '../../..');
let testDatabase: TestDatabase;
let database: Database;

beforeAll(async () => {
  testDatabase = await createTestDatabase();
  database = openDatabase(testDatabase.url, () => undefined);
});
afterAll(async () => {
  await database.end();
  await testDatabase.drop();
});

it('migrates once although several processes start together', async () => {
  const runs = await Promise.all([migrate(database), migrate(database), migrate(database)]);
  expect(runs.filter((names) => names.length > 0)).toHaveLength(1);
  expect(await migrate(database)).toEqual([]);
});

it('has PostgreSQL end transactions whose machine vanished, so that their cases are not locked for hours', async () => {
  const { rows } = await database.steps.query<{ patience: string }>(
    `SELECT current_setting('idle_in_transaction_session_timeout') AS patience`,
  );
  expect(rows).toEqual([{ patience: '30s' }]);
});

it('changes nothing when a migration fails, and says which one', async () => {
  await mkdir(join(root, 'var'), { recursive: true });
  const folder = await mkdtemp(join(root, 'var/migrations-'));
  const other = await createTestDatabase();
  const pool = openDatabase(other.url, () => undefined);
  try {
    await writeFile(join(folder, '0001_good.sql'), 'CREATE TABLE engine.good (id text)');
    await writeFile(join(folder, '0002_bad.sql'), 'CREATE TABLE engine.bad (id nonsense)');
    await expect(migrate(pool, folder)).rejects.toThrow('Migration 0002_bad.sql failed');
    const tables = await pool.steps.query(`SELECT 1 FROM pg_tables WHERE schemaname = 'engine'`);
    expect(tables.rowCount).toBe(0);
  } finally {
    await pool.end();
    await other.drop();
    await rm(folder, { recursive: true });
  }
});

it('refuses a database of a newer version', async () => {
  await database.steps.query(`INSERT INTO engine.migrations (name) VALUES ('9999_future.sql')`);
  await expect(migrate(database)).rejects.toThrow('9999_future.sql');
  await database.steps.query(`DELETE FROM engine.migrations WHERE name = '9999_future.sql'`);
});

it.each([
  ['no DATABASE_URL', {}, 'DATABASE_URL'],
  ['a database that does not answer', { DATABASE_URL: 'postgres://nobody@127.0.0.1:1/none' }, 'ECONNREFUSED'],
  [
    'a port that is none',
    { DATABASE_URL: 'postgres://nobody@127.0.0.1:1/none', ENGINE_PORT: 'x' },
    'ENGINE_PORT',
  ],
])('ends with 1 and says why when there is %s', async (_what, env, reason) => {
  const child = spawn(process.execPath, [join(root, 'engine/main.ts')], {
    env: { PATH: process.env['PATH'], ...env },
  });
  let output = '';
  child.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()));
  const [code] = (await once(child, 'close')) as [number];
  expect(code).toBe(1);
  expect(output).toContain(reason);
});

it('never resumes a state another version of an executor has written', async () => {
  const engine = await startEngine({ databaseUrl: testDatabase.url });
  const client = new EngineClient(engine.url);
  const sql = new pg.Client({ connectionString: testDatabase.url });
  await sql.connect();
  try {
    await client.deploy({ 'p.bpmn': processXml('p', sequence(externalTask('work'))) });
    await client.start('p');
    const [task] = await client.fetchAndLock('work', 'w');
    await sql.query(`UPDATE engine.instances SET state_format = 'bpmn-elements/1.0.0'`);
    const answer = await client.request('POST', `/external-task/${task?.id}/complete`, { workerId: 'w' });
    expect(answer.status).toBe(500);
    expect((answer.body as { message: string }).message).toContain('bpmn-elements/1.0.0');
    expect((await client.request('GET', `/external-task/${task?.id}`)).status).toBe(200);
  } finally {
    await sql.end();
    await engine.stop();
  }
});
