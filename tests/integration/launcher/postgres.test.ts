import pg from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createTestDatabase } from '../../support/test-database.ts';
import type { TestDatabase } from '../../support/test-database.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

it('gives each test file a database of a real PostgreSQL server', async () => {
  const client = new pg.Client({ connectionString: database.url });
  await client.connect();
  const answer = await client.query('SHOW server_version');
  await client.end();
  expect(answer.rows[0].server_version).toMatch(/^18\./);
});
