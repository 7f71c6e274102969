import { join } from 'node:path';
import { loadSettings } from '../../launcher/settings/load-settings.ts';
import { addressesOf } from '../../schemas/config.ts';
import { walkThrough } from './walk-through.ts';

/** `npm run demo:walk`: plays one whole case on the Njia that is running in demo mode and prints each step. */
const config = loadSettings(join(import.meta.dirname, '../..'), process.env);
const at = addressesOf(config);
const began = performance.now();

try {
  await walkThrough(
    { portalUrl: at.portal, directusUrl: at.directus, engineUrl: at.engine, password: config.ADMIN_PASSWORD },
    (step, detail) => {
      const seconds = ((performance.now() - began) / 1000).toFixed(1).padStart(5);
      process.stdout.write(`${seconds} s  ${step.padEnd(26)} ${detail}\n`);
    },
  );
} catch (error) {
  process.stderr.write(
    `\nThe walk stopped: ${(error as Error).message}\nIs Njia running (npm start) in demo mode?\n`,
  );
  process.exitCode = 1;
}
