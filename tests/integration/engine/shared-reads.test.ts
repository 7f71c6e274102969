import { afterAll, beforeAll, expect, it } from 'vitest';
import { openDatabase, withCaseConnection } from '../../../engine/store/database.ts';
import type { Database, Tx } from '../../../engine/store/database.ts';
import { createTestDatabase } from '../../support/test-database.ts';
import type { TestDatabase } from '../../support/test-database.ts';

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

/** Which connection answered, and what. */
const ask = (sql: string) => async (tx: Tx) => {
  const { rows } = await tx.query<{ pid: number; value: unknown }>(
    `SELECT pg_backend_pid() AS pid, ${sql} AS value`,
    [],
  );
  return rows[0];
};

const read = (...asked: string[]) =>
  Promise.allSettled(asked.map((sql) => withCaseConnection(database, ask(sql))));

it('asks on one connection what comes at the same time', async () => {
  // when
  const answers = await read('1', "'two'", '3.5::float8');

  // then
  expect(answers).toMatchObject([
    { value: { value: 1 } },
    { value: { value: 'two' } },
    { value: { value: 3.5 } },
  ]);
  const pids = answers.map((answer) => (answer.status === 'fulfilled' ? answer.value?.pid : undefined));
  expect(new Set(pids).size).toBe(1);
});

it('answers the others when PostgreSQL refuses what one asks', async () => {
  // when
  const answers = await read('1', '1 / 0', '3');

  // then
  expect(answers).toMatchObject([
    { value: { value: 1 } },
    { reason: { code: '22012' } },
    { value: { value: 3 } },
  ]);
});

it('answers all when the connection is lost on which one asks', async () => {
  // given
  let isFirst = true;
  const cutOnce = async (tx: Tx) => {
    const cut = isFirst ? 'pg_terminate_backend(pg_backend_pid())' : "'asked again'";
    isFirst = false;
    return ask(cut)(tx);
  };

  // when
  const answers = await Promise.all([
    withCaseConnection(database, ask('1')),
    withCaseConnection(database, cutOnce),
    withCaseConnection(database, ask('3')),
  ]);

  // then
  expect(answers.map((answer) => answer?.value)).toEqual([1, 'asked again', 3]);
});

it('answers more than one round takes', async () => {
  // when
  const answers = await read(...Array.from({ length: 200 }, (_, index) => String(index)));

  // then
  const values = answers.map((answer) => (answer.status === 'fulfilled' ? answer.value?.value : undefined));
  expect(values).toEqual(Array.from({ length: 200 }, (_, index) => index));
});
