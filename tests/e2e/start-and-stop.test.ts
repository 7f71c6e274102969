import { spawn, spawnSync } from 'node:child_process';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { processTree } from '../support/process-tree.ts';
import { makePlace, startNjia } from '../support/running-njia.ts';
import type { NjiaPlace } from '../support/running-njia.ts';
import { CaseWalk } from '../walk/case-walk.ts';

const ROOT = join(import.meta.dirname, '../..');
const run = (args: string[], env: Record<string, string> = {}): { status: number | null; output: string } => {
  const done = spawnSync(process.execPath, [join(ROOT, 'launcher/run.mjs'), 'launcher/main.ts', ...args], {
    encoding: 'utf8',
    env: { ...process.env, ...env },
  });
  return { status: done.status, output: done.stdout + done.stderr };
};

describe('npm start', () => {
  let place: NjiaPlace;
  beforeAll(async () => {
    place = await makePlace();
  });
  afterAll(() => place.remove());

  it('leaves no process behind when it is stopped, and goes on with the same case when it is started again', async () => {
    // given
    const first = await startNjia(place);
    const walk = await CaseWalk.askForHelp(first);
    await walk.taskOf(walk.officer, 'register-case');
    const pids = processTree(first.pid).map(({ pid }) => pid);

    // when
    const exitCode = await first.stop();

    // then
    expect(exitCode).toBe(0);
    expect(pids.filter(isAlive)).toEqual([]);
    const second = await startNjia(place);
    try {
      const again = await walk.resumedOn(second);
      await again.doTask(again.officer, 'register-case', { decision: 'accepted', reason: 'Confirmed.' });
      expect((await again.taskOf(again.officer, 'assess-needs')).element_id).toBe('assess-needs');
    } finally {
      await second.stop();
    }
  });

  it('leaves no process behind when it is killed with -9', async () => {
    const njia = await startNjia(place);
    const pids = processTree(njia.pid).map(({ pid }) => pid);
    process.kill(njia.pid, 'SIGKILL');
    await expect.poll(() => pids.filter(isAlive), { timeout: 30_000 }).toEqual([]);
  });

  it.each(['SIGTERM', 'SIGKILL'] as const)('ends with the npm that runs it, also by %s', async (signal) => {
    // given
    const npm = spawn('npm', ['run', 'engine'], {
      cwd: ROOT,
      env: { ...process.env, ...portsOf(place), DATA_DIR: place.dataFolder },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    await new Promise<void>((resolve) => {
      npm.stdout.on('data', (chunk: Buffer) => {
        if (chunk.includes('ready')) resolve();
      });
    });
    const pids = processTree(npm.pid ?? 0).map(({ pid }) => pid);
    expect(pids.length).toBeGreaterThan(3);

    // when
    npm.kill(signal);

    // then
    await expect.poll(() => pids.filter(isAlive), { timeout: 30_000 }).toEqual([]);
  });

  it('explains itself with --help', () => {
    const output = run(['--help']).output;
    expect(output).toContain('npm run engine');
    expect(output).toContain('.env.example');
  });

  it('says which port is in use and which setting moves it, and starts nothing', async () => {
    const holder = createServer().listen(place.ports.PORTAL_PORT, '127.0.0.1');
    await new Promise((resolve) => holder.once('listening', resolve));
    const { status, output } = run([], {
      ...portsOf(place),
      DATA_DIR: place.dataFolder,
    });
    await new Promise((resolve) => holder.close(resolve));
    expect(status).toBe(1);
    expect(output).toMatch(new RegExp(`Port ${place.ports.PORTAL_PORT} is in use.*PORTAL_PORT`));
  });

  it('names every secret that production mode misses', () => {
    const { status, output } = run([], { NJIA_MODE: 'production', DATA_DIR: place.dataFolder });
    expect(status).toBe(1);
    expect(output).toContain('IDENTITY_KEY');
  });
});

function portsOf({ ports }: NjiaPlace): Record<string, string> {
  return Object.fromEntries(Object.entries(ports).map(([name, port]) => [name, String(port)]));
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
