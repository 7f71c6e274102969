import { mkdtemp, rm } from 'node:fs/promises';
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import pg from 'pg';
import { prepareDirectus } from '../../launcher/directus/prepare-directus.ts';
import { Config } from '../../schemas/config.ts';

const ROOT = join(import.meta.dirname, '../..');
const LOCK = 517_220_903;

/** Settings of a Directus of tests: fixed secrets, so that clones of one database share logins and tokens. */
export function testConfig(overrides: Partial<Record<keyof Config, unknown>> = {}): Config {
  return Config.parse({
    DATA_DIR: join(ROOT, 'var'),
    POSTGRES_PASSWORD: 'test-postgres-password',
    DIRECTUS_SECRET: 'test-directus-secret-0123456789abcdef',
    ADMIN_PASSWORD: 'test-admin-password',
    SERVICE_TOKEN: 'test-service-token-0123456789',
    PORTAL_TOKEN: 'test-portal-token-0123456789',
    LINK_SECRET: 'test-link-secret-0123456789abcdef',
    IDENTITY_KEY: 'test-identity-key-0123456789abcdef',
    N8N_ENCRYPTION_KEY: 'test-n8n-encryption-key',
    N8N_RUNNER_TOKEN: 'test-n8n-runner-token',
    ...overrides,
  });
}

/**
 * Makes a database with the data model in it, by cloning one that is prepared once per PostgreSQL server (about 5 s, later clones
 * take a moment).
 *
 * @returns Connection string of the new database.
 */
export async function createModelDatabase(serverUrl: string, options: { demo: boolean }): Promise<string> {
  const template = options.demo ? 'njia_template_demo' : 'njia_template';
  const name = `test_${randomBytes(6).toString('hex')}`;
  const client = new pg.Client({ connectionString: serverUrl });
  await client.connect();
  try {
    // Test files run in several processes; the first one prepares, the others wait.
    await client.query('SELECT pg_advisory_lock($1)', [LOCK]);
    const found = await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [template]);
    if (found.rowCount === 0) await buildTemplate(client, serverUrl, template, options.demo);
    await client.query(`CREATE DATABASE ${name} TEMPLATE ${template}`);
  } finally {
    await client.end();
  }
  return databaseOn(serverUrl, name);
}

/** Removes a database made by `createModelDatabase`. */
export async function dropModelDatabase(serverUrl: string, databaseUrl: string): Promise<void> {
  const client = new pg.Client({ connectionString: serverUrl });
  await client.connect();
  try {
    await client.query(`DROP DATABASE IF EXISTS ${new URL(databaseUrl).pathname.slice(1)} WITH (FORCE)`);
  } finally {
    await client.end();
  }
}

async function buildTemplate(
  client: pg.Client,
  serverUrl: string,
  template: string,
  demo: boolean,
): Promise<void> {
  const unfinished = `${template}_unfinished`;
  await client.query(`DROP DATABASE IF EXISTS ${unfinished} WITH (FORCE)`);
  await client.query(`CREATE DATABASE ${unfinished}`);
  const dataFolder = await mkdtemp(join(ROOT, 'var', 'test-directus-'));
  try {
    await prepareDirectus({
      root: ROOT,
      config: testConfig({ DATA_DIR: dataFolder, NJIA_MODE: demo ? 'demo' : 'production' }),
      databaseUrl: databaseOn(serverUrl, unfinished),
      say: () => undefined,
    });
  } finally {
    await rm(dataFolder, { recursive: true, force: true });
  }
  await client.query(`ALTER DATABASE ${unfinished} RENAME TO ${template}`);
}

function databaseOn(serverUrl: string, name: string): string {
  const url = new URL(serverUrl);
  url.pathname = `/${name}`;
  return url.href;
}
