import getDatabase from '@directus/api/database/index';
import { readFileSync } from 'node:fs';
import { parseSettings } from '../schemas/config.ts';
import { applyModel } from './apply/apply-model.ts';
import { ApplySettings } from './apply/apply-settings-schema.ts';
import { withApplyLock } from './apply/with-apply-lock.ts';

// Entry point. Expects the environment of Directus (DB_CONNECTION_STRING and so on) and ApplySettings; prints one JSON line.
try {
  const settings = parseSettings(ApplySettings, process.env, (path) => readFileSync(path, 'utf8'));
  const databaseUrl = process.env['DB_CONNECTION_STRING'];
  if (databaseUrl === undefined) throw new Error('DB_CONNECTION_STRING is missing: which database is it?');
  const startedAt = performance.now();
  const report = await withApplyLock(databaseUrl, () => applyModel(getDatabase(), settings));
  const durationMs = Math.round(performance.now() - startedAt);
  process.stdout.write(
    `${JSON.stringify({ level: 'info', msg: 'data model applied', durationMs, ...report })}\n`,
  );
  process.exit(0);
} catch (error) {
  process.stderr.write(
    `The data model could not be applied: ${error instanceof Error ? error.stack : String(error)}\n`,
  );
  process.exit(1);
}
