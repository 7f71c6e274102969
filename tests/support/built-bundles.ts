import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

/** Builds what Directus and n8n load, once per vitest run: test files that built by themselves would do so at the same time. */
export default function setup(): void {
  const { status, stderr } = spawnSync(
    process.execPath,
    [join(import.meta.dirname, '../../launcher/checks/build-all.ts')],
    { encoding: 'utf8' },
  );
  if (status !== 0) throw new Error(`The bundles could not be built:\n${stderr}`);
}
