import { mkdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import {
  ConfigProblems,
  PlainSettings,
  SecretSettings,
  addressesOf,
  parseSettings,
} from '../../schemas/config.ts';
import { createLog } from '../logging/create-log.ts';
import { loadN8n } from './load-n8n.ts';
import { createNodeRegistry } from './node-registry.ts';
import { readWorkflows } from './read-workflows.ts';
import { createRunWorkflow } from './run-workflow.ts';
import { createRunnerServer } from './server.ts';
import { smtpCredential } from './smtp-credential.ts';

const Settings = PlainSettings.extend(
  SecretSettings.pick({ SERVICE_TOKEN: true, N8N_RUNNER_TOKEN: true, N8N_ENCRYPTION_KEY: true }).shape,
);
const ROOT = join(import.meta.dirname, '../..');

async function main(): Promise<void> {
  const settings = parseSettings(Settings, process.env, (path) => readFileSync(path, 'utf8'));
  const log = createLog('n8n-runner', settings.LOG_LEVEL, (line) => void process.stdout.write(line));
  const userFolder = resolve(settings.DATA_DIR, 'n8n');
  mkdirSync(userFolder, { recursive: true });
  const n8n = loadN8n({ userFolder, encryptionKey: settings.N8N_ENCRYPTION_KEY });
  const registry = await createNodeRegistry(n8n, join(ROOT, 'plugins/n8n-nodes-njia'));
  const mailFrom = settings.SMTP_URL ? settings.MAIL_FROM : '';
  const runWorkflow = createRunWorkflow(n8n, registry, {
    njiaApi: { baseUrl: addressesOf(settings).directus, token: settings.SERVICE_TOKEN },
    ...(settings.SMTP_URL && { smtp: smtpCredential(settings.SMTP_URL) }),
  });
  const workflows = readWorkflows(join(ROOT, 'workflows'));
  const server = createRunnerServer({
    workflows,
    runWorkflow,
    token: settings.N8N_RUNNER_TOKEN,
    mailFrom,
    log,
  });
  // The loopback only: whoever reaches this port can send e-mail in our name.
  await server.listen({ host: '127.0.0.1', port: settings.N8N_RUNNER_PORT });
  log('info', 'runner-started', { port: settings.N8N_RUNNER_PORT, workflows: [...workflows.keys()] });

  const stop = (): void => void server.close().then(() => process.exit(0));
  process.once('SIGTERM', stop);
  process.once('SIGINT', stop);
}

await main().catch((error: unknown) => {
  const message = error instanceof ConfigProblems ? error.message : String(error);
  process.stderr.write(`${message}\n`);
  process.exit(1);
});
