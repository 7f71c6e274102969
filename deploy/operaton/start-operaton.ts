import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { startPostgres } from '../../launcher/postgres/start-postgres.ts';
import { buildJar } from './build-jar.ts';
import { jdbcAddressOf } from './jdbc-address.ts';
import type { JdbcAddress } from './jdbc-address.ts';
import { startNode } from './start-node.ts';
import type { OperatonNode } from './start-node.ts';

/** What to start. */
export interface OperatonOptions {
  /** Folder for logs and, without `databaseUrl`, the database. */
  dataFolder: string;
  host: string;
  /** One node for each. */
  ports: number[];
  /** A PostgreSQL database to use; its schema `operaton` is made. Without it a server is started. */
  databaseUrl?: string;
  postgres: { port: number; password: string; settings?: string[] };
  enforceTtl: boolean;
  /** False: timers and asynchronous steps wait until they are asked for. @default true */
  runsJobs?: boolean;
  say: (text: string) => void;
}

/** Nodes that work as one engine. */
export interface RunningOperaton {
  nodes: OperatonNode[];
  stop: () => Promise<void>;
}

const SCHEMA = 'operaton';

/**
 * Builds the node program when needed and starts database and nodes.
 *
 * @throws Error saying what did not start; whatever had started is stopped again.
 */
export async function startOperaton(options: OperatonOptions): Promise<RunningOperaton> {
  const started: (() => Promise<void>)[] = [];
  const stop = async (): Promise<void> => {
    for (const end of started.splice(0).reverse()) await end();
  };
  const nodes: OperatonNode[] = [];
  try {
    const jar = await buildJar(options.say);
    const logFolder = join(options.dataFolder, 'logs');
    mkdirSync(logFolder, { recursive: true });
    const database = await databaseFor(options, started);
    // One after the other: the first makes the tables.
    for (const port of options.ports) {
      const node = await startNode({
        jar,
        port,
        database,
        host: options.host,
        enforceTtl: options.enforceTtl,
        runsJobs: options.runsJobs ?? true,
        logFile: join(logFolder, `operaton-${port}.log`),
      });
      started.push(() => node.stop());
      nodes.push(node);
      options.say(`Operaton node ${nodes.length} of ${options.ports.length} is ready at ${node.url}`);
    }
  } catch (error) {
    await stop();
    throw error;
  }
  return { nodes, stop };
}

async function databaseFor(options: OperatonOptions, started: (() => Promise<void>)[]): Promise<JdbcAddress> {
  if (options.databaseUrl !== undefined) {
    await ensureSchema(options.databaseUrl);
    return jdbcAddressOf(options.databaseUrl, SCHEMA);
  }
  const server = await startPostgres({
    directory: join(options.dataFolder, 'operaton-postgres'),
    ...options.postgres,
  });
  started.push(() => server.stop());
  await server.ensureDatabase('operaton');
  return jdbcAddressOf(server.urlOf('operaton'));
}

/** A schema of its own keeps some fifty tables away from those of Directus. */
async function ensureSchema(databaseUrl: string): Promise<void> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    await client.query(`CREATE SCHEMA IF NOT EXISTS ${SCHEMA}`);
  } finally {
    await client.end();
  }
}
