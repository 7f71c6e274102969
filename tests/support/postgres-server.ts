import { mkdtemp, mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { startPostgres } from '../../launcher/postgres/start-postgres.ts';
import { freePort } from './free-port.ts';

declare module 'vitest' {
  interface ProvidedContext {
    postgresUrl: string;
  }
}

/** Starts one PostgreSQL server for a whole vitest run; each test file makes its own database on it. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const base = join(import.meta.dirname, '../../var');
  await mkdir(base, { recursive: true });
  const directory = await mkdtemp(join(base, 'test-postgres-'));
  const server = await startPostgres({
    directory,
    port: await freePort(),
    password: 'test',
    // Speed only: nothing here outlives the run.
    settings: ['fsync=off', 'synchronous_commit=off', 'full_page_writes=off', 'max_connections=200'],
  });
  project.provide('postgresUrl', server.urlOf('postgres'));
  return async () => {
    await server.stop();
    await rm(directory, { recursive: true, force: true });
  };
}
