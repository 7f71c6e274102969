import { afterAll, beforeAll, expect, it } from 'vitest';
import { openDatabase, withCaseConnection, withConnection } from '../../../engine/store/database.ts';
import type { Database, Tx } from '../../../engine/store/database.ts';
import { useEngine } from '../../support/engine-suite.ts';

const engine = useEngine();
let database: Database;

beforeAll(() => {
  database = openDatabase(engine.databaseUrl, () => undefined);
});
afterAll(() => database.end());

/** How PostgreSQL would read the tasks of one case while it knows only that the tables are small. */
const planOf = async (tx: Tx): Promise<string> => {
  const { rows } = await tx.query<Record<string, string>>(
    `EXPLAIN SELECT t.id FROM engine.user_tasks t JOIN engine.instances i ON i.id = t.instance_id
      WHERE i.business_key = $1`,
    ['case-1'],
  );
  return rows.map((row) => row['QUERY PLAN']).join('\n');
};

it('reads what belongs to one case by indexes, even while the tables are small', async () => {
  // given
  await withConnection(database, (tx) => tx.query('ANALYZE engine.user_tasks, engine.instances'));

  // then: a plan like the first one would be kept while the tables grow.
  expect(await withConnection(database, planOf)).toContain('Seq Scan');
  expect(await withCaseConnection(database, planOf)).not.toMatch(/Seq Scan|Hash Join|Merge Join/);
});
