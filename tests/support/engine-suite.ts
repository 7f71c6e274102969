import { afterAll, beforeAll, inject } from 'vitest';
import { EngineClient } from './engine-client.ts';
import { startEngine } from './engine-server.ts';
import type { EngineOptions, RunningEngine } from './engine-server.ts';
import { createTestDatabase } from './test-database.ts';
import type { TestDatabase } from './test-database.ts';

/** An engine with a database of its own for one test file. */
export interface EngineSuite {
  readonly client: EngineClient;
  readonly url: string;
  readonly databaseUrl: string;
}

/**
 * Starts an engine before the tests of a file and stops it after them; in the project `operaton` it is the Operaton cluster, and
 * `options` do not count.
 *
 * @param prepare deploys what all tests of the file need.
 */
export function useEngine(
  prepare: (client: EngineClient) => Promise<unknown> = () => Promise.resolve(),
  options: Omit<EngineOptions, 'databaseUrl'> = {},
): EngineSuite {
  const operaton = inject('operaton');
  let database: TestDatabase | undefined;
  let engine: RunningEngine;
  let client: EngineClient;
  beforeAll(async () => {
    if (operaton) {
      engine = { url: operaton.engineUrl, stop: () => Promise.resolve() };
    } else {
      database = await createTestDatabase();
      engine = await startEngine({ ...options, databaseUrl: database.url });
    }
    client = new EngineClient(engine.url);
    await prepare(client);
  });
  afterAll(async () => {
    await engine?.stop();
    await database?.drop();
  });
  return {
    get client() {
      return client;
    },
    get url() {
      return engine.url;
    },
    get databaseUrl() {
      return database?.url ?? '';
    },
  };
}

/** Asks again until `check` gives something, for effects that follow by themselves; vitest's timeout ends it. */
export async function eventually<T>(check: () => Promise<T | undefined | false>): Promise<T> {
  for (;;) {
    const found = await check();
    if (found !== undefined && found !== false) return found;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
