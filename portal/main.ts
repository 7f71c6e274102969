import { readFileSync } from 'node:fs';
import {
  addressesOf,
  ConfigProblems,
  parseSettings,
  PlainSettings,
  SecretSettings,
} from '../schemas/config.ts';
import { buildPortal } from './build-portal.ts';
import { createLog } from './log.ts';

/** Only what the portal needs: it knows no other secret. */
const Settings = PlainSettings.extend(SecretSettings.pick({ PORTAL_TOKEN: true }).shape);

async function main(): Promise<void> {
  const settings = parseSettings(Settings, process.env, (path) => readFileSync(path, 'utf8'));
  const log = createLog(settings.LOG_LEVEL, (line) => void process.stdout.write(line));
  const portal = buildPortal({
    directusUrl: addressesOf(settings).directus,
    portalToken: settings.PORTAL_TOKEN,
    isDemo: settings.NJIA_MODE === 'demo',
    log,
  });
  await portal.listen({ host: settings.HOST, port: settings.PORTAL_PORT });
  log('info', 'portal-started', { port: settings.PORTAL_PORT });

  const stop = (): void => {
    void portal.close().then(() => {
      log('info', 'portal-stopped', {});
      process.exit(0);
    });
  };
  process.once('SIGTERM', stop);
  process.once('SIGINT', stop);
}

await main().catch((error: unknown) => {
  const message = error instanceof ConfigProblems ? error.message : String(error);
  process.stderr.write(`${message}\n`);
  process.exit(1);
});
