import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ApplyContext } from './apply-context.ts';

/** In this order; each file can be run again at any time. */
const FILES = ['case-code.sql', 'case-office.sql', 'indexes.sql'];

/** Runs the statements that Directus has no words for. */
export async function applySql({ trx }: ApplyContext): Promise<void> {
  for (const file of FILES) {
    await trx.raw(await readFile(join(import.meta.dirname, '../sql', file), 'utf8'));
  }
}
