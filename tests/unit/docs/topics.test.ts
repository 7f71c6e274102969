import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { allWorkers } from '../../../plugins/workers/all-workers.ts';

const ROOT = join(import.meta.dirname, '../../..');
const PAGE = readFileSync(join(ROOT, 'docs/topics.md'), 'utf8');
const [topicsPart = '', incidentsPart = ''] = PAGE.split('## Incidents');
const firstColumn = (text: string): string[] =>
  [...text.matchAll(/^\| `([\w-]+)`/gm)].map((match) => match[1] ?? '');

it('the page lists the topics that are served, no more and no less', () => {
  const workers = allWorkers({
    directus: () => Promise.reject(new Error('not called')),
    decisions: new Map(),
    sendMessage: () => Promise.resolve(),
    now: () => new Date(),
  });
  expect(firstColumn(topicsPart).sort()).toEqual(workers.map(({ topic }) => topic).sort());
});

it('the page lists the codes workers fail with, no more and no less', () => {
  // given
  const sources = globSync('plugins/workers/**/*.ts', { cwd: ROOT }).map((file) =>
    readFileSync(join(ROOT, file), 'utf8'),
  );
  const thrown = /(?:(?:FatalFailure|RetryableFailure)\(\s*|code: )'([a-z]+(?:-[a-z]+)+|defect)\b/g;
  const codes = sources.flatMap((text) => [...text.matchAll(thrown)].map((match) => match[1] ?? ''));

  // then
  expect(firstColumn(incidentsPart).sort()).toEqual([...new Set(codes)].sort());
});
