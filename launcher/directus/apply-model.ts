// Entry point: applies the data model to the configured database and prints what it did. `npm start` does the same by itself.
import { join } from 'node:path';
import { loadSettings } from '../settings/load-settings.ts';
import { prepareDirectus } from './prepare-directus.ts';

const root = join(import.meta.dirname, '../..');
try {
  const config = loadSettings(root, process.env);
  const embedded = `postgresql://njia:${encodeURIComponent(config.POSTGRES_PASSWORD)}@127.0.0.1:${config.POSTGRES_PORT}/njia`;
  const report = await prepareDirectus({
    root,
    config,
    databaseUrl: config.DATABASE_URL ?? embedded,
    say: () => undefined,
  });
  for (const [kind, names] of Object.entries(report)) {
    if (Array.isArray(names))
      process.stdout.write(`${kind}: ${names.length === 0 ? '-' : names.join(', ')}\n`);
  }
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
