import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

const page = readFileSync(new URL('../../../docs/engine/constructs.md', import.meta.url), 'utf8');
const rows = page.split('\n').filter((line) => /^\| [^-]/.test(line) && !line.startsWith('| construct'));
const tests = new URL('../engine-core/', import.meta.url);

test.each(rows)('what the engine runs is shown where the page says: %s', (row) => {
  const named = /`([\w-]+\.test\.ts)`: ([^|]+?) *\|/.exec(row);
  const [, file = '', what = ''] = named ?? [];
  expect(named, 'a row names a file and words of its tests').not.toBeNull();
  expect(readFileSync(new URL(file, tests), 'utf8').toLowerCase()).toContain(what.toLowerCase());
});
