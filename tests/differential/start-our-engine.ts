import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { startPostgres } from '../../launcher/postgres/start-postgres.ts';
import { startEngine } from '../support/engine-server.ts';
import { freePort } from '../support/free-port.ts';
import { createEngineApi } from './engine-api.ts';
import type { EngineApi } from './engine-api.ts';

/**
 * Starts our engine on a PostgreSQL of its own, to be compared with another one.
 *
 * @param options - `runsJobs` false: timers and asynchronous steps wait until they are asked for
 */
export async function startOurEngine(
  options: { runsJobs?: boolean } = {},
): Promise<{ api: EngineApi; stop: () => Promise<void> }> {
  const base = join(import.meta.dirname, '../../var');
  mkdirSync(base, { recursive: true });
  const directory = mkdtempSync(join(base, 'differential-'));
  const server = await startPostgres({
    directory,
    port: await freePort(),
    password: 'test',
    settings: ['fsync=off', 'synchronous_commit=off', 'full_page_writes=off'],
  });
  await server.ensureDatabase('engine');
  const engine = await startEngine({
    databaseUrl: server.urlOf('engine'),
    executor: 'token-core',
    runsJobs: options.runsJobs ?? true,
  });
  return {
    api: createEngineApi('njia', engine.url),
    stop: async () => {
      await engine.stop();
      await server.stop();
      rmSync(directory, { recursive: true, force: true });
    },
  };
}
