import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { readOpenApi } from '../../../engine/describe-rest.ts';
import { renderRestPage } from '../../../engine/rest/openapi/rest-page.ts';

const PAGE = join(import.meta.dirname, '../../../docs/engine/rest.md');

it('the page of the REST interface is what the routes say (`npm run docs:rest` writes it)', async () => {
  expect(readFileSync(PAGE, 'utf8')).toBe(renderRestPage(await readOpenApi()));
});
