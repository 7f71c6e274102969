import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { startOperaton } from '../../../deploy/operaton/start-operaton.ts';
import { startPostgres } from '../../../launcher/postgres/start-postgres.ts';
import { freePort } from '../../support/free-port.ts';

/** An engine under measurement: a process of its own, so that its CPU time and memory can be told apart. */
export interface BenchEngine {
  name: string;
  /** Ending in `/engine-rest`. */
  url: string;
  pid: number;
  databaseUrl: string;
  kind: 'njia' | 'operaton';
  stop: () => Promise<void>;
}

/** The PostgreSQL all engines of a run share, each with a database of its own. */
export interface BenchPostgres {
  pid: number;
  newDatabase: (name: string) => Promise<string>;
  /** A folder that is removed at the end. */
  folder: string;
  stop: () => Promise<void>;
}

const ROOT = join(import.meta.dirname, '../../..');

/** As installed on a server: what is answered survives a power cut. */
const SETTINGS = ['fsync=on', 'synchronous_commit=on', 'full_page_writes=on', 'max_connections=120'];

/** Starts an empty PostgreSQL for one run. */
export async function startBenchPostgres(): Promise<BenchPostgres> {
  mkdirSync(join(ROOT, 'var'), { recursive: true });
  const folder = mkdtempSync(join(ROOT, 'var', 'bench-engine-'));
  const directory = join(folder, 'postgres');
  const server = await startPostgres({
    directory,
    port: await freePort(),
    password: 'bench',
    settings: SETTINGS,
  });
  return {
    pid: Number(readFileSync(join(directory, 'postmaster.pid'), 'utf8').split('\n')[0]),
    folder,
    newDatabase: async (name) => {
      await server.ensureDatabase(name);
      return server.urlOf(name);
    },
    stop: async () => {
      await server.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/**
 * Starts the engine of this checkout, or of another one to compare with.
 *
 * @param flags more flags for Node, such as `--cpu-prof`
 */
export async function startNjiaEngine(
  name: string,
  databaseUrl: string,
  { root = ROOT, flags = [] }: { root?: string; flags?: string[] } = {},
): Promise<BenchEngine> {
  const port = await freePort();
  const child = spawn(process.execPath, [...flags, join(root, 'engine/main.ts')], {
    stdio: ['ignore', 'inherit', 'inherit'],
    env: {
      PATH: process.env['PATH'],
      DATABASE_URL: databaseUrl,
      ENGINE_PORT: String(port),
      ENGINE_ENFORCE_TTL: 'false',
      ENGINE_EXECUTOR: 'token-core',
      LOG_LEVEL: 'warn',
    },
  });
  const exited = once(child, 'exit');
  const url = `http://127.0.0.1:${port}`;
  while (
    !(await fetch(`${url}/health/ready`).then(
      ({ ok }) => ok,
      () => false,
    ))
  ) {
    if (child.exitCode !== null) throw new Error(`The engine of ${root} did not start.`);
    await sleep(100);
  }
  const stop = async () => {
    child.kill('SIGTERM');
    await exited;
  };
  return { name, kind: 'njia', url: `${url}/engine-rest`, pid: child.pid ?? 0, databaseUrl, stop };
}

/** Starts one Operaton node on a database of the same server. */
export async function startOperatonEngine(
  databaseUrl: string,
  folder: string,
  say: (text: string) => void,
): Promise<BenchEngine> {
  const operaton = await startOperaton({
    dataFolder: folder,
    host: '127.0.0.1',
    ports: [await freePort()],
    databaseUrl,
    postgres: { port: 0, password: '' },
    enforceTtl: false,
    say,
  });
  const [node] = operaton.nodes;
  if (!node) throw new Error('Operaton did not start.');
  return {
    name: 'Operaton',
    kind: 'operaton',
    url: node.url,
    pid: node.pid,
    databaseUrl,
    stop: operaton.stop,
  };
}
