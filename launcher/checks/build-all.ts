import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

const ROOT = join(import.meta.dirname, '../..');

/** The two parts that foreign loaders read as JavaScript: the Directus bundle and the n8n node package. */
const BUILDS = ['directus-extensions/njia/build.ts', 'plugins/n8n-nodes-njia/build.mts'];

for (const build of BUILDS) {
  const { status } = spawnSync(process.execPath, [join(ROOT, build)], { cwd: ROOT, stdio: 'inherit' });
  if (status !== 0) process.exit(status ?? 1);
}
