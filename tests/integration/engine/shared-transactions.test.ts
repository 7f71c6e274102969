import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import {
  openDatabase,
  withConnection,
  withSharedTransaction,
  withTransaction,
} from '../../../engine/store/database.ts';
import type { Database, Lookup, Tx } from '../../../engine/store/database.ts';
import { createTestDatabase } from '../../support/test-database.ts';
import type { TestDatabase } from '../../support/test-database.ts';

const LOCK: Lookup = {
  sql: 'SELECT id AS key, id AS locked FROM boxes WHERE id = ANY($1) FOR UPDATE',
  locks: true,
};

const CONTENT: Lookup = { sql: 'SELECT id AS key, content FROM boxes WHERE id = ANY($1)' };

const ADD = `UPDATE boxes SET content = content + ($2::int[])[array_position($1::text[], id)] WHERE id = ANY($1)`;

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

beforeEach(async () => {
  await withTransaction(database, async (tx) => {
    await tx.query('DROP TABLE IF EXISTS boxes');
    await tx.query(
      `CREATE TABLE boxes (id text PRIMARY KEY, content int CHECK (content < 100), transaction text)`,
    );
    await tx.query(`INSERT INTO boxes SELECT chr(96 + n), 0 FROM generate_series(1, 5) AS n`);
  });
});

const contents = () =>
  withConnection(database, async (tx) => {
    const { rows } = await tx.query<{ id: string; content: number }>(
      'SELECT id, content FROM boxes ORDER BY id',
    );
    return rows.map(({ id, content }) => `${id}${content}`).join(' ');
  });

/** Adds to what a box holds, and answers what it held. */
const add =
  (id: string, amount: number, after: (tx: Tx) => unknown = () => undefined) =>
  async (tx: Tx): Promise<number> => {
    const [, [box]] = await Promise.all([
      tx.find<{ locked: string }>(LOCK, id),
      tx.find<{ content: number }>(CONTENT, id),
    ]);
    await tx.writeRows(ADD, [[id, amount]]);
    await after(tx);
    return box?.content ?? NaN;
  };

const share = <T>(...works: ((tx: Tx) => Promise<T>)[]) =>
  Promise.allSettled(works.map((work) => withSharedTransaction(database, work)));

const fail = () => Promise.reject(new Error('the model failed'));

it('commits once for work that comes at the same time', async () => {
  // given
  const note = (id: string) => (tx: Tx) =>
    tx.write('UPDATE boxes SET transaction = pg_current_xact_id()::text WHERE id = $1', [id]);

  // when
  await share(...['a', 'b', 'c'].map((id) => add(id, 1, note(id))));

  // then
  const count = await withConnection(database, (tx) =>
    tx.query<{ n: number }>('SELECT count(DISTINCT transaction) AS n FROM boxes WHERE content = 1'),
  );
  expect(await contents()).toBe('a1 b1 c1 d0 e0');
  expect(count.rows).toEqual([{ n: 1 }]);
});

it('keeps the others when one fails', async () => {
  // when
  const answers = await share(add('a', 1), add('b', 1, fail), add('c', 1));

  // then
  expect(answers).toMatchObject([{ value: 0 }, { reason: { message: 'the model failed' } }, { value: 0 }]);
  expect(await contents()).toBe('a1 b0 c1 d0 e0');
});

it('keeps the others when the database refuses what one wrote', async () => {
  // when
  const answers = await share(add('a', 1), add('b', 1_000), add('c', 1));

  // then
  expect(answers).toMatchObject([{ value: 0 }, { reason: { code: '23514' } }, { value: 0 }]);
  expect(await contents()).toBe('a1 b0 c1 d0 e0');
});

it('keeps the others when one fails after it has read what it wrote', async () => {
  // given
  const readAndFail = async (tx: Tx) => {
    const [box] = await tx.find<{ content: number }>(CONTENT, 'b');
    throw new Error(`failed at ${box?.content}`);
  };

  // when
  const answers = await share(add('a', 1), add('b', 7, readAndFail), add('c', 1));

  // then
  expect(answers).toMatchObject([{ value: 0 }, { reason: { message: 'failed at 7' } }, { value: 0 }]);
  expect(await contents()).toBe('a1 b0 c1 d0 e0');
});

it('does work on the same row one after the other', async () => {
  // when
  const answers = await share(...Array.from({ length: 20 }, () => add('a', 1)));

  // then
  const seen = answers.map((answer) => (answer.status === 'fulfilled' ? answer.value : NaN));
  expect(seen.toSorted((one, other) => one - other)).toEqual(Array.from({ length: 20 }, (_, index) => index));
  expect(await contents()).toBe('a20 b0 c0 d0 e0');
});

it('takes what others held into the next transaction together', async () => {
  // given
  const transactionOf = (id: string) => async (tx: Tx) => {
    await add(id, 1)(tx);
    const { rows } = await tx.apart.query<{ id: string }>('SELECT pg_current_xact_id()::text AS id', []);
    return rows[0]?.id;
  };

  // when
  const answers = await share(...['a', 'a', 'b', 'b'].map(transactionOf));

  // then
  const [firstA, nextA, firstB, nextB] = answers.map((answer) =>
    answer.status === 'fulfilled' ? answer.value : undefined,
  );
  expect(firstA).toMatch(/^\d+$/);
  expect(firstB).toBe(firstA);
  expect(nextA).toMatch(/^\d+$/);
  expect(nextA).not.toBe(firstA);
  expect(nextB).toBe(nextA);
  expect(await contents()).toBe('a2 b2 c0 d0 e0');
});

it('reads apart what was not written, and what is noted waits', async () => {
  // given
  const addAndLook = async (tx: Tx) => {
    await add('a', 5)(tx);
    const [apart] = await tx.apart.find<{ content: number }>(CONTENT, 'a');
    const [after] = await tx.find<{ content: number }>(CONTENT, 'a');
    return [apart?.content, after?.content];
  };

  // when
  const [answer] = await share(addAndLook, async (tx) => [await add('b', 1)(tx)]);

  // then
  expect(answer).toMatchObject({ value: [0, 5] });
  expect(await contents()).toBe('a5 b1 c0 d0 e0');
});

it('does not let others wait for a row that somebody holds', async () => {
  // given
  const { promise: released, resolve: release } = Promise.withResolvers<void>();
  const { promise: held, resolve: holds } = Promise.withResolvers<void>();
  const holder = withTransaction(database, async (tx) => {
    await tx.query("UPDATE boxes SET content = 10 WHERE id = 'b'");
    holds();
    await released;
  });
  await held;

  // when
  const waiting = withSharedTransaction(database, add('b', 1));
  const others = await share(add('a', 1), add('c', 1));

  // then
  expect(others).toMatchObject([{ value: 0 }, { value: 0 }]);
  expect(await contents()).toBe('a1 b0 c1 d0 e0');
  release();
  await holder;
  expect(await waiting).toBe(10);
  expect(await contents()).toBe('a1 b11 c1 d0 e0');
});

it('tells all of them when the connection is lost', async () => {
  // given
  const cut = (tx: Tx) => tx.query('SELECT pg_terminate_backend(pg_backend_pid())');

  // when
  const answers = await share(add('a', 1), add('b', 1, cut), add('c', 1));

  // then
  expect(answers.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected']);
  expect(await contents()).toBe('a0 b0 c0 d0 e0');
  expect(await withSharedTransaction(database, add('a', 1))).toBe(0);
});

it('finds nothing where nothing is', async () => {
  // given
  const look = async (tx: Tx) => (await tx.find(LOCK, 'z')).length;

  // when
  const answers = await share(look, add('a', 1));

  // then
  expect(answers).toMatchObject([{ value: 0 }, { value: 0 }]);
});
