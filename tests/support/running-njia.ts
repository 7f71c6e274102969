import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { mkdtempSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { freePort } from './free-port.ts';

const ROOT = join(import.meta.dirname, '../..');
const READY = 'Njia is ready.';

/** Njia as `npm start` runs it, on free ports with a data folder of its own. */
export interface RunningNjia {
  dataFolder: string;
  engineUrl: string;
  directusUrl: string;
  portalUrl: string;
  /** Password of the administrator and of every demo login. */
  password: string;
  secrets: Record<string, string>;
  /** All that it printed so far. */
  output: () => string;
  /** Process id of what `npm start` runs; the launcher is its child. */
  pid: number;
  /** ms from the command to "ready". */
  readyAfterMs: number;
  /** Ctrl-C in a terminal, which reaches the whole group: resolves with the exit code once everything has ended. */
  stop: () => Promise<number | null>;
}

/** A data folder with the ports it was started on, so that a second start finds the same addresses. */
export interface NjiaPlace {
  dataFolder: string;
  ports: Record<
    'POSTGRES_PORT' | 'ENGINE_PORT' | 'DIRECTUS_PORT' | 'PORTAL_PORT' | 'N8N_RUNNER_PORT',
    number
  >;
  remove: () => void;
}

/** Makes an empty data folder and picks free ports. */
export async function makePlace(): Promise<NjiaPlace> {
  const base = join(ROOT, 'var');
  mkdirSync(base, { recursive: true });
  const dataFolder = mkdtempSync(join(base, 'njia-'));
  const ports = {
    POSTGRES_PORT: await freePort(),
    ENGINE_PORT: await freePort(),
    DIRECTUS_PORT: await freePort(),
    PORTAL_PORT: await freePort(),
    N8N_RUNNER_PORT: await freePort(),
  };
  return { dataFolder, ports, remove: () => rmSync(dataFolder, { recursive: true, force: true }) };
}

/**
 * Runs what `npm start` runs and waits until it says that it is ready.
 *
 * @throws Error with everything it printed when it ends before.
 */
export async function startNjia(
  place: NjiaPlace,
  settings: Record<string, string> = {},
): Promise<RunningNjia> {
  const began = performance.now();
  const ports = Object.fromEntries(Object.entries(place.ports).map(([name, port]) => [name, String(port)]));
  const child = spawn(process.execPath, [join(ROOT, 'launcher/run.mjs'), 'launcher/main.ts'], {
    cwd: ROOT,
    env: { ...process.env, ...ports, DATA_DIR: place.dataFolder, ...settings },
    stdio: ['ignore', 'pipe', 'pipe'],
    // A terminal gives each command a process group of its own.
    detached: true,
  });
  let output = '';
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()));
  await untilReady(child, () => output);
  const secrets = readSecrets(place.dataFolder);
  return {
    dataFolder: place.dataFolder,
    engineUrl: settings['ENGINE_URL'] ?? `http://127.0.0.1:${place.ports.ENGINE_PORT}/engine-rest`,
    directusUrl: `http://127.0.0.1:${place.ports.DIRECTUS_PORT}`,
    portalUrl: `http://127.0.0.1:${place.ports.PORTAL_PORT}`,
    password: secrets['ADMIN_PASSWORD'] ?? '',
    secrets,
    output: () => output,
    pid: child.pid ?? 0,
    readyAfterMs: performance.now() - began,
    stop: () => stopped(child),
  };
}

function readSecrets(dataFolder: string): Record<string, string> {
  return JSON.parse(readFileSync(join(dataFolder, 'secrets.json'), 'utf8')) as Record<string, string>;
}

async function untilReady(child: ChildProcess, output: () => string): Promise<void> {
  while (!output().includes(READY)) {
    if (child.exitCode !== null) throw new Error(`Njia ended before it was ready:\n${output()}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

function stopped(child: ChildProcess): Promise<number | null> {
  if (child.exitCode !== null) return Promise.resolve(child.exitCode);
  const ended = new Promise<number | null>((resolve) => child.once('exit', (code) => resolve(code)));
  process.kill(-(child.pid ?? 0), 'SIGINT');
  return ended;
}
