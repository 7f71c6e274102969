import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import * as errors from '../../../directus-extensions/njia/src/errors.ts';

const PAGE = readFileSync(join(import.meta.dirname, '../../../docs/errors.md'), 'utf8');

describe('the errors of the extension', () => {
  it('are those that docs/errors.md lists, with the same status', () => {
    const thrown = Object.values(errors).map((Failure) => {
      const { code, status } = new Failure({
        field: '',
        message: '',
        allowed: '',
        collection: '',
        what: '',
      } as never);
      return `${code} ${status}`;
    });
    const listed = [...PAGE.matchAll(/^\| `(NJIA_\w+)` +\| (\d+)/gm)].map(
      ([, code, status]) => `${code} ${status}`,
    );
    expect(listed.sort()).toEqual(thrown.sort());
  });
});
