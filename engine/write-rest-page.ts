// Writes docs/engine/rest.md anew from the routes of the engine.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readOpenApi } from './describe-rest.ts';
import { renderRestPage } from './rest/openapi/rest-page.ts';

writeFileSync(join(import.meta.dirname, '../docs/engine/rest.md'), renderRestPage(await readOpenApi()));
