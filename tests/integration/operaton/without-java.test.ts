import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';

const root = join(import.meta.dirname, '../../..');

it.each([
  ['test:operaton', ['tests/operaton/main.ts']],
  ['operaton', ['deploy/operaton/main.ts']],
  ['bench:operaton', ['tests/bench/main.ts', 'operaton']],
  ['differential -- operaton', ['tests/differential/main.ts', 'operaton']],
  ['differential -- models', ['tests/differential/main.ts', 'models', 'bpmn']],
])('npm run %s says on a machine without Java that it was skipped, and succeeds', async (_, args) => {
  // given: no program can be found, Java and Maven neither
  const [entry = '', ...rest] = args;
  const env = { ...process.env, PATH: '' };
  // when: execFile throws when the command fails
  const { stdout } = await promisify(execFile)(process.execPath, [join(root, entry), ...rest], {
    cwd: root,
    env,
  });
  // then
  expect(stdout).toContain('Operaton needs a JDK');
  expect(stdout).toContain('skipped');
});
