import pg from 'pg';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { parameterText } from '../../../engine/store/array-literal.ts';
import { ask, runScript } from '../../../engine/store/statement-batch.ts';
import { createTestDatabase } from '../../support/test-database.ts';
import type { TestDatabase } from '../../support/test-database.ts';

let testDatabase: TestDatabase;
let pool: pg.Pool;
let connection: pg.PoolClient;

beforeAll(async () => {
  testDatabase = await createTestDatabase();
});
beforeEach(async () => {
  pool = new pg.Pool({ connectionString: testDatabase.url, pipeline: true });
  pool.on('error', () => undefined);
  connection = await pool.connect();
  connection.on('error', () => undefined);
  return async () => {
    connection.release(true);
    await pool.end();
  };
});
afterAll(() => testDatabase.drop());

const square = (n: number, name?: string) =>
  ask<{ n: number }>(connection, { text: 'SELECT $1::int * $1::int AS n', values: [String(n)], name });

const divide = (by: number) =>
  ask(connection, { text: 'SELECT 1 / $1::int AS n', values: [String(by)], name: 'divide' });

/** What each of several questions asked at once came to: its rows, or its SQLSTATE. */
const outcomes = async (...asked: Promise<{ rows: object[] }>[]) =>
  (await Promise.allSettled(asked)).map((result) =>
    result.status === 'fulfilled' ? result.value.rows : (result.reason as pg.DatabaseError).code,
  );

it('answers each of several statements that are asked for at once', async () => {
  expect(await outcomes(square(2, 'square'), square(3, 'square'), divide(1))).toEqual([
    [{ n: 4 }],
    [{ n: 9 }],
    [{ n: 1 }],
  ]);
  // The second time they are prepared, and their rows known.
  expect(await outcomes(square(4, 'square'), divide(1), square(5))).toEqual([
    [{ n: 16 }],
    [{ n: 1 }],
    [{ n: 25 }],
  ]);
});

it('says what was done, and to how many rows', async () => {
  await runScript(connection, 'CREATE TEMP TABLE boxes (n int); INSERT INTO boxes VALUES (1), (2)');

  const [changed, selected, begun] = await Promise.all([
    ask(connection, { text: 'UPDATE boxes SET n = n + 1', values: [] }),
    ask(connection, { text: 'SELECT n FROM boxes ORDER BY n', values: [] }),
    ask(connection, { text: 'BEGIN', values: [], name: 'begin' }),
  ]);

  expect(changed).toEqual({ rows: [], rowCount: 2, command: 'UPDATE' });
  expect(selected).toEqual({ rows: [{ n: 2 }, { n: 3 }], rowCount: 2, command: 'SELECT' });
  expect(begun).toMatchObject({ rows: [], rowCount: null, command: 'BEGIN' });
});

it('fails all that comes after a failure with it, keeps what came before, and goes on', async () => {
  // One that was prepared before, one that is prepared only afterwards.
  await square(1, 'square');
  expect(await outcomes(square(2, 'square'), divide(0), square(3, 'square'), square(4, 'late'))).toEqual([
    [{ n: 4 }],
    '22012',
    '22012',
    '22012',
  ]);
  expect(await outcomes(square(5, 'late'), divide(2), square(6, 'square'))).toEqual([
    [{ n: 25 }],
    [{ n: 0 }],
    [{ n: 36 }],
  ]);
});

it('goes on after a statement that PostgreSQL cannot read', async () => {
  const wrong = () => ask(connection, { text: 'SELEC 1', values: [], name: 'wrong' });
  expect(await outcomes(wrong(), square(2, 'square'))).toEqual(['42601', '42601']);
  expect(await outcomes(square(2, 'square'), wrong())).toEqual([[{ n: 4 }], '42601']);
});

it('prepares a statement that another batch on the way is preparing', async () => {
  const first = outcomes(divide(0), square(2, 'square'));
  await new Promise((resolve) => process.nextTick(resolve));
  const second = outcomes(square(3, 'square'), divide(1));
  expect(await first).toEqual(['22012', '22012']);
  expect(await second).toEqual([[{ n: 9 }], [{ n: 1 }]]);
});

it('fails only the statement whose answer cannot be read', async () => {
  connection.setTypeParser(pg.types.builtins.INT4, () => {
    throw new RangeError('not a number');
  });
  const text = () => ask(connection, { text: "SELECT 'a' AS a", values: [] });
  const [number, letter] = await Promise.allSettled([square(2), text()]);
  expect(number).toMatchObject({ status: 'rejected', reason: new RangeError('not a number') });
  expect(letter).toMatchObject({ value: { rows: [{ a: 'a' }] } });
});

it('sends texts, bytes, lists, dates and nothing as they are', async () => {
  const at = new Date('2026-02-03T04:05:06.789Z');
  const bytes = Buffer.from([0, 1, 255]);
  const { rows } = await ask(connection, {
    text: `SELECT $1::text AS text, $2::bytea AS bytes, $3::text[] AS list, $4::timestamptz AS at, $5::int AS nothing,
                  $6::boolean AS yes`,
    values: ['a "b" \\ č', bytes, ['x,y', null, '"'], at, undefined, true].map(parameterText),
  });
  expect(rows).toEqual([
    { text: 'a "b" \\ č', bytes, list: ['x,y', null, '"'], at, nothing: null, yes: true },
  ]);
});

it('fails all when the connection is lost', async () => {
  const asleep = outcomes(
    square(2),
    ask(connection, { text: 'SELECT pg_terminate_backend(pg_backend_pid()), pg_sleep(5)', values: [] }),
    square(3),
  );
  const codes = await asleep;
  expect(codes[1]).toBe('57P01');
  expect(codes[2]).toBe('57P01');
  await expect(square(4)).rejects.toThrow(/connection|terminated|ECONNRESET/i);
});
