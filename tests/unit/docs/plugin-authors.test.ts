import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { DEFAULT_RETRY_POLICY } from '../../../plugins/workers/running/retry-policy.ts';
import type { TestRun } from '../../../plugins/workers/test-kit.ts';

const ROOT = join(import.meta.dirname, '../../..');
const PAGE = readFileSync(join(ROOT, 'docs/plugin-authors.md'), 'utf8');
/** Beside `docs/`, so that the imports of the page lead to the same files. */
const EXAMPLE = join(ROOT, 'var', `plugin-authors-example-${process.pid}.ts`);

const blocks = (language: string): string[] =>
  [...PAGE.matchAll(new RegExp(`\`\`\`${language}\n(.*?)\`\`\``, 'gs'))].map((match) => match[1] ?? '');

beforeAll(() => {
  mkdirSync(join(ROOT, 'var'), { recursive: true });
  writeFileSync(EXAMPLE, blocks('ts').join('\n'));
});
afterAll(() => rmSync(EXAMPLE, { force: true }));

it('the worker of the page runs and ends as the page says', async () => {
  // when
  const { run } = (await import(EXAMPLE)) as { run: TestRun };

  // then
  expect(run.outcome).toEqual(JSON.parse(blocks('json')[0] ?? ''));
});

it('the page names the pauses between tries as they are', () => {
  const pauses = DEFAULT_RETRY_POLICY.map((ms) => (ms < 60_000 ? `${ms / 1_000} s` : `${ms / 60_000} min`));
  expect(PAGE).toContain(pauses.join(', '));
});
