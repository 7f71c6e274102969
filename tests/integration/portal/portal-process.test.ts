import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { freePort } from '../../support/free-port.ts';

const MAIN = join(import.meta.dirname, '../../../portal/main.ts');

function start(env: Record<string, string>) {
  const child = spawn(process.execPath, [MAIN], { env, stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk: Buffer) => (output += chunk.toString()));
  }
  return { child, output: () => output };
}

it('the portal starts from settings alone, says that it is healthy, and ends when asked', async () => {
  const port = await freePort();
  const { child, output } = start({ PORTAL_PORT: String(port), PORTAL_TOKEN: 'a-token-of-a-test-only' });
  await expect
    .poll(
      () =>
        fetch(`http://127.0.0.1:${port}/health`).then(
          (answer) => answer.status,
          () => 0,
        ),
      { timeout: 20_000 },
    )
    .toBe(200);
  child.kill('SIGTERM');
  expect(await once(child, 'exit')).toEqual([0, null]);
  expect(output()).toContain('portal-stopped');
  expect(output()).not.toContain('a-token-of-a-test-only');
});

it('the portal refuses to start without its token, and names the setting', async () => {
  const { child, output } = start({});
  expect(await once(child, 'exit')).toEqual([1, null]);
  expect(output()).toContain('PORTAL_TOKEN');
});
