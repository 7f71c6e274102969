import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openDatabase, withConnection, withTransaction } from '../../../engine/store/database.ts';
import type { Database } from '../../../engine/store/database.ts';
import { Jsonb, insertRows } from '../../../engine/store/insert-rows.ts';
import { createTestDatabase } from '../../support/test-database.ts';
import type { TestDatabase } from '../../support/test-database.ts';

interface Note {
  id: number;
  text: string;
  tags: string[];
  data: unknown;
  is_null: boolean;
  bytes: Buffer;
  at: Date;
}

const AT = new Date('2026-02-03T04:05:06.789Z');

describe.each([
  ['few rows', 1],
  ['many rows', 30],
])('%s', (_, count) => {
  let testDatabase: TestDatabase;
  let database: Database;

  beforeAll(async () => {
    testDatabase = await createTestDatabase();
    database = openDatabase(testDatabase.url, () => undefined, { steps: 2, reads: 2, caseReads: 2 });
    await withTransaction(database, async (tx) => {
      await tx.query('CREATE SCHEMA engine');
      await tx.query(`CREATE TABLE engine.notes (id int PRIMARY KEY, text text, tags text[], data jsonb, bytes bytea,
                                                 at timestamptz)`);
    });
  });

  afterAll(async () => {
    await database.end();
    await testDatabase.drop();
  });

  const insert = (from: number, { text = 'text', data = {} as unknown }) =>
    withTransaction(database, (tx) =>
      insertRows(
        tx,
        'notes',
        Array.from({ length: count }, (__, index) => ({
          id: from + index,
          text,
          tags: ['a,b', '"c"'],
          data: new Jsonb(data),
          bytes: Buffer.from([0, 1, 255]),
          at: AT,
        })),
        'ON CONFLICT (id) DO UPDATE SET data = excluded.data',
      ),
    );

  const read = (id: number): Promise<Note | undefined> =>
    withConnection(database, async (tx) => {
      const { rows } = await tx.query<Note>(
        'SELECT *, data IS NULL AS is_null FROM engine.notes WHERE id = $1',
        [id],
      );
      return rows[0];
    });

  it('come back as they were', async () => {
    // when
    await insert(100, { data: { list: [1, 'two', null] } });

    // then
    expect(await read(100 + count - 1)).toMatchObject({
      text: 'text',
      tags: ['a,b', '"c"'],
      data: { list: [1, 'two', null] },
      bytes: Buffer.from([0, 1, 255]),
      at: AT,
    });
  });

  it.each([['a text'], [['a', 'list']], [7], [false]])('keep %j as JSON', async (data) => {
    // when
    await insert(200, { data });

    // then
    expect(await read(200)).toMatchObject({ data, is_null: false });
  });

  it('tell null in JSON from no value', async () => {
    // when
    await insert(300, { data: null });

    // then
    expect(await read(300)).toMatchObject({ data: null, is_null: false });
  });

  it('have half of a character replaced and backslashes left alone', async () => {
    // given
    const text = 'cut \ud83d and \\ud83d';

    // when
    await insert(400, { text, data: { text } });

    // then
    const whole = 'cut \ufffd and \\ud83d';
    expect(await read(400)).toMatchObject({ text: whole, data: { text: whole } });
  });
});
