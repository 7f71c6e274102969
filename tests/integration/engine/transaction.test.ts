import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openDatabase, withConnection, withTransaction } from '../../../engine/store/database.ts';
import type { Database, Tx } from '../../../engine/store/database.ts';
import { createTestDatabase } from '../../support/test-database.ts';
import type { TestDatabase } from '../../support/test-database.ts';

const INSERT = `INSERT INTO notes (id, text)
                SELECT id, text FROM json_to_recordset($1::json) AS n(id int, text text)`;

describe('a transaction', () => {
  let testDatabase: TestDatabase;
  let database: Database;

  beforeAll(async () => {
    testDatabase = await createTestDatabase();
    database = openDatabase(testDatabase.url, () => undefined, 2);
    await withTransaction(database, (tx) =>
      tx.query('CREATE TABLE notes (id int PRIMARY KEY, text text NOT NULL)'),
    );
  });

  afterAll(async () => {
    await database.end();
    await testDatabase.drop();
  });

  it('shows a query what was written before it', async () => {
    // when
    const seen = await withTransaction(database, async (tx) => {
      await tx.write(INSERT, [{ id: 1, text: 'first' }]);
      await tx.write(INSERT, [{ id: 2, text: 'second' }]);
      return textsIn(tx);
    });

    // then
    expect(seen).toEqual(['first', 'second']);
  });

  it('keeps writes that no query followed', async () => {
    // when
    await withTransaction(database, (tx) => tx.write(INSERT, [{ id: 3, text: 'third' }]));

    // then
    expect(await texts()).toContain('third');
  });

  it('keeps nothing when a write fails with the commit, and its connections go on', async () => {
    // given
    const before = await texts();

    // when
    const both = withTransaction(database, async (tx) => {
      await tx.write(INSERT, [{ id: 10, text: 'good' }]);
      await tx.write(INSERT, [{ id: 10, text: 'the same id' }]);
    });

    // then
    await expect(both).rejects.toMatchObject({ code: '23505' });
    for (let again = 0; again < 4; again += 1) expect(await texts()).toEqual(before);
    await withTransaction(database, (tx) => tx.write(INSERT, [{ id: 11, text: 'later' }]));
    expect(await texts()).toContain('later');
  });

  it('says so when a failure within it was overlooked', async () => {
    // when
    const overlooked = withTransaction(database, async (tx) => {
      await tx.query('SELECT 1 / $1::int', [0]).catch(() => undefined);
    });

    // then
    await expect(overlooked).rejects.toThrow('nothing was kept');
  });

  it('writes half of a character as the replacement character and leaves backslashes alone', async () => {
    // when
    await withTransaction(database, (tx) => tx.write(INSERT, [{ id: 20, text: 'cut \ud83d and \\ud83d' }]));

    // then
    expect(await texts()).toContain('cut \ufffd and \\ud83d');
  });

  it('is taken back when its work throws after a write', async () => {
    // when
    const thrown = withTransaction(database, async (tx) => {
      await tx.write(INSERT, [{ id: 30, text: 'never' }]);
      await textsIn(tx);
      throw new Error('changed my mind');
    });

    // then
    await expect(thrown).rejects.toThrow('changed my mind');
    expect(await texts()).not.toContain('never');
  });

  const texts = (): Promise<string[]> => withConnection(database, textsIn);
});

async function textsIn(tx: Tx): Promise<string[]> {
  const { rows } = await tx.query<{ text: string }>('SELECT text FROM notes ORDER BY id');
  return rows.map(({ text }) => text);
}
