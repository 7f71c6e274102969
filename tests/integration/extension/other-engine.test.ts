import { join } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, expect, inject, it, vi } from 'vitest';
import { deployPathways } from '../../../launcher/deploy-pathways.ts';
import { makeCasework, takeCase } from '../../support/casework.ts';
import type { Casework } from '../../support/casework.ts';
import { startDirectus } from '../../support/directus-server.ts';
import type { DirectusServer } from '../../support/directus-server.ts';
import { createModelDatabase, dropModelDatabase } from '../../support/directus-template.ts';
import { startEngine } from '../../support/engine-server.ts';
import type { RunningEngine } from '../../support/engine-server.ts';
import { screened, standInWorker } from '../../support/stand-in-worker.ts';
import { createTestDatabase } from '../../support/test-database.ts';
import type { TestDatabase } from '../../support/test-database.ts';

const BPMN = join(import.meta.dirname, '../../../bpmn');
const SOON = { timeout: 20_000, interval: 100 };

interface EngineWithDatabase {
  engine: RunningEngine;
  database: TestDatabase;
}

const started: EngineWithDatabase[] = [];
let modelUrl: string;
let database: pg.Client;

const newEngine = async (): Promise<RunningEngine> => {
  const own = await createTestDatabase();
  const engine = await startEngine({ databaseUrl: own.url });
  started.push({ engine, database: own });
  await deployPathways(engine.url, BPMN);
  return engine;
};

const directusOn = (engine: RunningEngine): Promise<DirectusServer> =>
  startDirectus({ databaseUrl: modelUrl, config: { ENGINE_URL: engine.url } });

/** A case whose first task is open; answers the case. */
async function screenedCase(engine: RunningEngine, casework: Casework): Promise<string> {
  const caseId = await takeCase(casework);
  await standInWorker(() => engine.url).work('screen-case', screened('low'));
  await vi.waitFor(async () => expect(await taskStates(caseId)).toEqual(['open']), SOON);
  return caseId;
}

async function taskStates(caseId: string): Promise<string[]> {
  const { rows } = await database.query<{ state: string }>(
    `SELECT state FROM tasks WHERE "case" = $1 ORDER BY created_at`,
    [caseId],
  );
  return rows.map(({ state }) => state);
}

beforeAll(async () => {
  modelUrl = await createModelDatabase(inject('postgresUrl'), { demo: false });
  database = new pg.Client({ connectionString: modelUrl });
  await database.connect();
});
afterAll(async () => {
  await database.end();
  for (const { engine, database: own } of started) {
    await engine.stop();
    await own.drop();
  }
  await dropModelDatabase(inject('postgresUrl'), modelUrl);
});

it('an engine that never heard of the open tasks takes none of them away', async () => {
  // given
  const first = await newEngine();
  const before = await directusOn(first);
  const casework = await makeCasework(before);
  const caseId = await screenedCase(first, casework);
  await before.stop();

  // when
  const other = await directusOn(await newEngine());
  await vi.waitFor(() => expect(other.output()).toContain('tasks-unknown-to-engine'), SOON);

  // then
  expect(await taskStates(caseId)).toEqual(['open']);
  await other.stop();
});
