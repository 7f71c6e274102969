import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, existsSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';

/** Makes `dist` as n8n loads it (CommonJS, icons beside); does nothing when the sources did not change since. */
const HERE = import.meta.dirname;
const DIST = join(HERE, 'dist');
const STAMP = join(DIST, '.sources');

function hashOfSources(): string {
  const hash = createHash('sha256');
  const files = ['nodes', 'credentials', 'icons'].flatMap((folder) =>
    readdirSync(join(HERE, folder), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name)),
  );
  for (const file of [...files.sort(), join(HERE, 'tsconfig.json'), join(HERE, 'build.mts')]) {
    hash.update(file.slice(HERE.length)).update(readFileSync(file));
  }
  return hash.digest('hex');
}

function build(): void {
  const sources = hashOfSources();
  if (existsSync(STAMP) && readFileSync(STAMP, 'utf8') === sources) return;
  rmSync(DIST, { recursive: true, force: true });
  const tsc = createRequire(import.meta.url).resolve('typescript/bin/tsc');
  const { status } = spawnSync(process.execPath, [tsc, '-p', HERE], { stdio: 'inherit' });
  if (status !== 0) process.exit(status ?? 1);
  cpSync(join(HERE, 'icons'), join(DIST, 'icons'), { recursive: true });
  writeFileSync(STAMP, sources);
}

build();
