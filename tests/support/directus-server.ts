import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { inject } from 'vitest';
import { directusEnvironment, directusHome } from '../../launcher/directus/directus-environment.ts';
import type { Config } from '../../schemas/config.ts';
import { createModelDatabase, dropModelDatabase, testConfig } from './directus-template.ts';
import { freePort } from './free-port.ts';

const ROOT = join(import.meta.dirname, '../..');
const READY_WITHIN_MS = 60_000;

/** What kind of Directus a test needs. */
export interface DirectusOptions {
  /** A database with the model in it (see `createModelDatabase`); left out: a clone of the run's template, dropped at the end. */
  databaseUrl?: string;
  /** Demo users and demo data in the clone. @default true */
  demo?: boolean;
  /** Load `directus-extensions/` as built. @default true */
  withExtension?: boolean;
  /** Settings to change, for example `ENGINE_URL`. */
  config?: Partial<Record<keyof Config, unknown>>;
  /** Environment of the process to change, for example `RATE_LIMITER_ENABLED`. */
  environment?: Record<string, string>;
}

/** A Directus of a test's own. */
export interface DirectusServer {
  url: string;
  databaseUrl: string;
  config: Config;
  adminToken: string;
  serviceToken: string;
  portalToken: string;
  /** Signs in; demo users share the administrator's password. @returns An access token. */
  login: (email: string, password?: string) => Promise<string>;
  /** Everything the process has written so far. */
  output: () => string;
  stop: () => Promise<void>;
}

/** Starts Directus as an own process on a free port; call `stop` in `afterAll`. About 3 s, more with the extension. */
export async function startDirectus(options: DirectusOptions = {}): Promise<DirectusServer> {
  const { demo = true, withExtension = true } = options;
  const databaseUrl = options.databaseUrl ?? (await createModelDatabase(inject('postgresUrl'), { demo }));
  await mkdir(join(ROOT, 'var'), { recursive: true });
  const dataFolder = await mkdtemp(join(ROOT, 'var', 'test-directus-'));
  const config = testConfig({ DIRECTUS_PORT: await freePort(), DATA_DIR: dataFolder, ...options.config });
  const url = `http://127.0.0.1:${config.DIRECTUS_PORT}`;
  const home = directusHome(config);
  for (const folder of ['temp', 'uploads', 'no-extensions'])
    await mkdir(join(home, folder), { recursive: true });
  let output = '';
  const child = spawn(process.execPath, [join(ROOT, 'launcher/directus/main.ts')], {
    cwd: home,
    env: {
      PATH: process.env['PATH'],
      HOME: home,
      NODE_COMPILE_CACHE: join(ROOT, 'var', 'cache', 'node'),
      ...directusEnvironment({ root: ROOT, config, databaseUrl, withExtension }),
      ...options.environment,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk: Buffer) => (output += chunk.toString()));
  }
  const stop = async (): Promise<void> => {
    await end(child);
    await rm(dataFolder, { recursive: true, force: true });
    if (options.databaseUrl === undefined) await dropModelDatabase(inject('postgresUrl'), databaseUrl);
  };
  try {
    await untilReady(child, url);
  } catch (error) {
    await stop();
    throw new Error(`Directus did not start:\n${output}`, { cause: error });
  }
  const login = (email: string, password = config.ADMIN_PASSWORD): Promise<string> =>
    signIn(url, email, password);
  return {
    url,
    databaseUrl,
    config,
    adminToken: await login('admin@njia.example.org'),
    serviceToken: config.SERVICE_TOKEN,
    portalToken: config.PORTAL_TOKEN,
    login,
    output: () => output,
    stop,
  };
}

async function untilReady(child: ChildProcess, url: string): Promise<void> {
  const deadline = Date.now() + READY_WITHIN_MS;
  while (Date.now() < deadline) {
    if (child.exitCode !== null) throw new Error(`exit code ${child.exitCode}`);
    const answer = await fetch(`${url}/server/ping`).catch(() => undefined);
    if (answer?.ok === true) return;
    await sleep(100);
  }
  throw new Error('not ready in time');
}

async function signIn(url: string, email: string, password: string): Promise<string> {
  const response = await fetch(`${url}/auth/login`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ email, password }),
  });
  if (!response.ok)
    throw new Error(`${email} could not sign in: ${response.status} ${await response.text()}`);
  const body = (await response.json()) as { data: { access_token: string } };
  return body.data.access_token;
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  child.kill('SIGTERM');
  const kill = setTimeout(() => child.kill('SIGKILL'), 10_000);
  await ended;
  clearTimeout(kill);
}
