import pg from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startEnginePair } from '../../chaos/engine-pair.ts';
import type { EnginePair } from '../../chaos/engine-pair.ts';
import { PatientClient } from '../../chaos/patient-client.ts';
import { proveHistory } from '../../chaos/prove-history.ts';
import { runChaos } from '../../chaos/run-chaos.ts';
import { Tallies } from '../../chaos/tallies.ts';
import { createTestDatabase } from '../../support/test-database.ts';
import type { TestDatabase } from '../../support/test-database.ts';

/** `npm run chaos` does the same with thousands. */
const COUNT = 80;

let database: TestDatabase;
let engines: EnginePair;
let sql: pg.Client;

beforeAll(async () => {
  database = await createTestDatabase();
  engines = await startEnginePair(database.url);
  sql = new pg.Client({ connectionString: database.url });
  await sql.connect();
});
afterAll(async () => {
  await engines.stop();
  await sql.end();
  await database.drop();
});

it('does every step of every case exactly once although engines are killed again and again', async () => {
  // when
  const outcome = await runChaos({
    databaseUrl: database.url,
    engines,
    count: COUNT,
    seed: 7,
    longestPauseMs: 4_000,
  });

  // then
  expect(outcome.faults).toEqual([]);
  expect(outcome.tallies.counted('engines killed (-9)')).toBeGreaterThanOrEqual(3);
  expect(outcome.tallies.counted('requests without an answer')).toBeGreaterThan(0);
}, 400_000);

it.each([
  [
    'a step done twice',
    `UPDATE engine.history_activities SET activity_id = 'send' WHERE activity_id = 'pause'`,
  ],
  ['a step not done', `DELETE FROM engine.history_activities WHERE activity_id = 'match'`],
  [
    'a value lost',
    `UPDATE engine.history_variables SET value = '6' WHERE name = 'tally' AND scope_id = instance_id`,
  ],
  [
    'an end missing',
    `UPDATE engine.history_processes SET state = 'ACTIVE' WHERE definition_key = 'chaos-called'`,
  ],
  [
    'a task completed twice',
    `UPDATE engine.history_external_task_log SET event = 'success' WHERE event = 'creation'`,
  ],
])('would see %s', async (_what, tampering) => {
  const client = new PatientClient(engines.urls, new Tallies());
  const before = await proveHistory(client, COUNT);
  await sql.query(tampering);
  const after = await proveHistory(client, COUNT);
  expect(after).not.toEqual(before);
});
