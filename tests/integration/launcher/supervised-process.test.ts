import { spawn } from 'node:child_process';
import { createServer } from 'node:net';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { superviseProcess } from '../../../launcher/processes/supervised-process.ts';
import type { SupervisedProcess } from '../../../launcher/processes/supervised-process.ts';
import { checkPorts } from '../../../launcher/settings/check-ports.ts';
import { freePort } from '../../support/free-port.ts';

const FIXTURES = join(import.meta.dirname, '../../fixtures/processes');
let logFolder: string;
let said: string[];
let part: SupervisedProcess | undefined;

beforeEach(() => {
  logFolder = mkdtempSync(join(tmpdir(), 'njia-logs-'));
  said = [];
});
afterEach(async () => {
  await part?.stop();
  part = undefined;
  rmSync(logFolder, { recursive: true, force: true });
});

const start = async (module: string, port: number): Promise<SupervisedProcess> =>
  superviseProcess(
    {
      name: 'echo',
      module: join(FIXTURES, module),
      env: { PATH: process.env['PATH'] ?? '', PORT: String(port) },
      cwd: FIXTURES,
      readyUrl: `http://127.0.0.1:${port}/`,
    },
    { say: (text) => said.push(text), logFolder },
  );
const ask = async (port: number): Promise<string> => (await fetch(`http://127.0.0.1:${port}/`)).text();

describe('a supervised process', () => {
  it('is started again, and said so, after kill -9', async () => {
    // given
    const port = await freePort();
    part = await start('echo-server.ts', port);
    const before = await ask(port);

    // when
    process.kill(Number(before), 'SIGKILL');

    // then
    const after = await vi.waitFor(() => ask(port), { timeout: 20_000, interval: 50 });
    expect(after).not.toBe(before);
    expect(said).toEqual(['echo ended (SIGKILL); starting it again.']);
  });

  it('stays ended once it was stopped', async () => {
    const port = await freePort();
    part = await start('echo-server.ts', port);
    await part.stop();
    await expect(ask(port)).rejects.toThrow();
    expect(said).toEqual([]);
  });

  it('that cannot start is reported with its last lines', async () => {
    await expect(start('broken.ts', await freePort())).rejects.toThrow('the reason it cannot start');
  });

  it('ends by itself when its launcher is killed with -9', async () => {
    // given
    const port = await freePort();
    const launcher = spawn(process.execPath, [join(FIXTURES, 'launch-echo-server.ts')], {
      env: { PATH: process.env['PATH'], PORT: String(port), LOG_FOLDER: logFolder },
    });
    await new Promise((resolve) => launcher.stdout.once('data', resolve));
    await ask(port);

    // when
    launcher.kill('SIGKILL');

    // then
    await vi.waitFor(() => expect(ask(port)).rejects.toThrow(), { timeout: 20_000, interval: 50 });
  });
});

it('names a port in use and the setting that moves it', async () => {
  // given
  const port = await freePort();
  const holder = createServer().listen(port, '127.0.0.1');
  await new Promise((resolve) => holder.once('listening', resolve));

  // when
  const checking = checkPorts([{ port, host: '127.0.0.1', setting: 'PORTAL_PORT', part: 'the portal' }]);

  // then
  await expect(checking).rejects.toThrow(new RegExp(`Port ${port} is in use.*set PORTAL_PORT`));
  await new Promise((resolve) => holder.close(resolve));
});
