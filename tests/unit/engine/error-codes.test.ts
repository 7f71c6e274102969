import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { ERROR_CODES } from '../../../engine/usecases/errors.ts';

const PAGE = readFileSync(join(import.meta.dirname, '../../../docs/errors.md'), 'utf8');

it('has the codes that docs/errors.md lists', () => {
  const listed = [...PAGE.matchAll(/^\| `(null|\d+)` /gm)].map(([, code]) => code);
  expect(listed.sort()).toEqual(Object.values(ERROR_CODES).map(String).sort());
});
