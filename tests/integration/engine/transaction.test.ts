import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openDatabase, withConnection, withTransaction } from '../../../engine/store/database.ts';
import type { Database, Tx } from '../../../engine/store/database.ts';
import { createTestDatabase } from '../../support/test-database.ts';
import type { TestDatabase } from '../../support/test-database.ts';

const INSERT = 'INSERT INTO notes (id, text) VALUES ($1, $2)';

describe('a transaction', () => {
  let testDatabase: TestDatabase;
  let database: Database;

  beforeAll(async () => {
    testDatabase = await createTestDatabase();
    database = openDatabase(testDatabase.url, () => undefined, { steps: 2, reads: 2, caseReads: 2 });
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
      await tx.write(INSERT, [1, 'first']);
      await tx.write(INSERT, [2, 'second']);
      return textsIn(tx);
    });

    // then
    expect(seen).toEqual(['first', 'second']);
  });

  it('keeps writes that no query followed', async () => {
    // when
    await withTransaction(database, (tx) => tx.write(INSERT, [3, 'third']));

    // then
    expect(await texts()).toContain('third');
  });

  it('keeps nothing when a write fails with the commit, and its connections go on', async () => {
    // given
    const before = await texts();

    // when
    const both = withTransaction(database, async (tx) => {
      await tx.write(INSERT, [10, 'good']);
      await tx.write(INSERT, [10, 'the same id']);
    });

    // then
    await expect(both).rejects.toMatchObject({ code: '23505' });
    for (let again = 0; again < 4; again += 1) expect(await texts()).toEqual(before);
    await withTransaction(database, (tx) => tx.write(INSERT, [11, 'later']));
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

  it('is taken back when its work throws after a write', async () => {
    // when
    const thrown = withTransaction(database, async (tx) => {
      await tx.write(INSERT, [30, 'never']);
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
