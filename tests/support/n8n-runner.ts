import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { freePort } from './free-port.ts';

const ROOT = join(import.meta.dirname, '../..');

/** The message runner as its own process. */
export interface RunningN8nRunner {
  url: string;
  token: string;
  pid: number;
  /** Everything it wrote to its log. */
  log: () => string;
  stop: () => Promise<void>;
}

export interface N8nRunnerSettings {
  directusPort: number;
  serviceToken: string;
  token: string;
  /** Empty: messages are recorded only. */
  smtpUrl?: string;
}

/** Starts `plugins/n8n-runner` on a free port. */
export async function startN8nRunner(settings: N8nRunnerSettings): Promise<RunningN8nRunner> {
  mkdirSync(join(ROOT, 'var'), { recursive: true });
  const dataDir = mkdtempSync(join(ROOT, 'var/test-n8n-'));
  const port = await freePort();
  const { token } = settings;
  const child = spawn(process.execPath, [join(ROOT, 'plugins/n8n-runner/main.ts')], {
    env: {
      PATH: process.env['PATH'] ?? '',
      DATA_DIR: dataDir,
      DIRECTUS_PORT: String(settings.directusPort),
      SERVICE_TOKEN: settings.serviceToken,
      N8N_RUNNER_PORT: String(port),
      N8N_RUNNER_TOKEN: token,
      N8N_ENCRYPTION_KEY: 'key-of-the-test-runner',
      ...(settings.smtpUrl && { SMTP_URL: settings.smtpUrl }),
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let log = '';
  child.stdout.on('data', (chunk: Buffer) => (log += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (log += chunk.toString()));
  const exited = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const stop = async (): Promise<void> => {
    child.kill('SIGTERM');
    await exited;
    rmSync(dataDir, { recursive: true, force: true });
  };
  const url = `http://127.0.0.1:${port}`;
  while (!(await isHealthy(url))) {
    if (child.exitCode !== null) throw new Error(`The message runner ended:\n${log}`);
    await sleep(100);
  }
  return { url, token, pid: child.pid ?? 0, log: () => log, stop };
}

async function isHealthy(url: string): Promise<boolean> {
  return fetch(`${url}/health`).then(
    (response) => response.ok,
    () => false,
  );
}
