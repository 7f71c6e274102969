import { readFileSync, readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { IWorkflowBase } from 'n8n-workflow';

/**
 * All workflows of a folder by file name without ending (`notify-offer`). They are reviewed code of this repository, checked by
 * a test, and read once.
 */
export function readWorkflows(folder: string): ReadonlyMap<string, IWorkflowBase> {
  const files = readdirSync(folder).filter((file) => file.endsWith('.json'));
  return new Map(
    files.map((file) => [
      basename(file, '.json'),
      JSON.parse(readFileSync(join(folder, file), 'utf8')) as IWorkflowBase,
    ]),
  );
}
