import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import { expect, inject, it } from 'vitest';
import { makePlace } from '../support/running-njia.ts';
import { waitFor } from '../support/wait-for.ts';

const ROOT = join(import.meta.dirname, '../..');
const njia = inject('njia');

/** A command of `package.json` as a person types it; `ended` gives its exit code and all that it printed. */
function npmRun(
  command: string,
  settings: Record<string, string> = {},
): { child: ChildProcess; output: () => string; ended: Promise<number | null> } {
  const child = spawn('npm', ['run', '--silent', ...command.split(' ')], {
    cwd: ROOT,
    env: { ...process.env, ...settings },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (output += String(chunk)));
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
  return { child, output: () => output, ended };
}

it('npm run demo:walk plays one case, from code to closure, and prints each step', async () => {
  const portOf = (url: string): string => new URL(url).port;
  const { output, ended } = npmRun('demo:walk', {
    DATA_DIR: njia.dataFolder,
    PORTAL_PORT: portOf(njia.portalUrl),
    DIRECTUS_PORT: portOf(njia.directusUrl),
    ENGINE_PORT: portOf(njia.engineUrl),
  });
  expect([await ended, output()]).toEqual([
    0,
    expect.stringMatching(
      /Intake +.*HRD-\d{4}-\d{6}[\s\S]*Referral[\s\S]*Closure +HRD-\d{4}-\d{6} is closed/,
    ),
  ]);
});

it('npm run engine starts the database and the engine, and nothing else', async () => {
  // given
  const place = await makePlace();
  const ports = Object.fromEntries(Object.entries(place.ports).map(([name, port]) => [name, String(port)]));

  // when
  const { child, output, ended } = npmRun('engine', { ...ports, DATA_DIR: place.dataFolder });

  // then
  try {
    await waitFor('the engine', () => Promise.resolve(output().includes('engine is ready') || undefined));
    const version = await fetch(`http://127.0.0.1:${place.ports.ENGINE_PORT}/engine-rest/version`);
    expect(version.status).toBe(200);
    for (const port of [place.ports.DIRECTUS_PORT, place.ports.PORTAL_PORT, place.ports.N8N_RUNNER_PORT])
      await expect(fetch(`http://127.0.0.1:${port}/`)).rejects.toThrow();
  } finally {
    process.kill(-(child.pid ?? 0), 'SIGINT');
    await ended;
    place.remove();
  }
});

it('npm run lint:bpmn finds nothing to say against the pathways that come with Njia', async () => {
  const { output, ended } = npmRun('lint:bpmn');
  expect([await ended, output()]).toEqual([0, expect.not.stringMatching(/error|warning/i)]);
});

it('npm run bench -- core says how many steps a second the token core takes', async () => {
  const { output, ended } = npmRun('bench -- core');
  expect([await ended, output()]).toEqual([
    0,
    expect.stringMatching(/steps\/s in memory .*\d{4,} +>= 50000/),
  ]);
});

it('npm run bench -- engine measures the engine over REST', async () => {
  const few = '--latency-samples 2 --starts 4 --waiting-tasks 40 --finished-instances 100 --at-once 2';
  const { output, ended } = npmRun(`bench -- engine --only cdeg ${few}`);
  expect([await ended, output()]).toEqual([0, expect.stringMatching(/floor: commits\/s.* \d+\n/)]);
  expect(output()).toMatch(/next task in a waiting worker, p95 ms +\d+\.\d+/);
});
