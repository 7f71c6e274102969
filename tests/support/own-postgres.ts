import { mkdir, mkdtemp, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { startPostgres } from '../../launcher/postgres/start-postgres.ts';
import { freePort } from './free-port.ts';

/** A PostgreSQL server of one test's own, which may be taken down. */
export interface OwnPostgres {
  port: number;
  /** Connection string of its database, through another port if given. */
  url: (port?: number) => string;
  /** PostgreSQL's immediate shutdown: nothing is finished, the next start recovers as from a crash. */
  crash: () => Promise<void>;
  /** Does nothing when it runs. */
  start: () => Promise<void>;
  /** Stops it for good and removes its data. */
  remove: () => Promise<void>;
}

/** Starts a server with an empty database `njia`; what it committed survives `crash`. */
export async function startOwnPostgres(settings: string[] = []): Promise<OwnPostgres> {
  const base = join(import.meta.dirname, '../../var');
  await mkdir(base, { recursive: true });
  const directory = await mkdtemp(join(base, 'own-postgres-'));
  const port = await freePort();
  const start = () => startPostgres({ directory, port, password: 'test', settings });
  let server = await start();
  let isRunning = true;
  await server.ensureDatabase('njia');
  return {
    port,
    url: (through = port) => server.urlOf('njia').replace(`:${port}/`, `:${through}/`),
    crash: async () => {
      const [pid] = (await readFile(join(directory, 'postmaster.pid'), 'utf8')).split('\n');
      process.kill(Number(pid), 'SIGQUIT');
      while (isAlive(Number(pid))) await sleep(20);
      isRunning = false;
    },
    start: async () => {
      if (!isRunning) server = await start();
      isRunning = true;
    },
    remove: async () => {
      await server.stop();
      await rm(directory, { recursive: true, force: true });
    },
  };
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
