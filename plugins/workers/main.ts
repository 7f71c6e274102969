import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import {
  ConfigProblems,
  PlainSettings,
  SecretSettings,
  addressesOf,
  engineHeaders,
  parseSettings,
} from '../../schemas/config.ts';
import { parseDecisions } from '../../bpmn/decisions/parse-decisions.ts';
import { createLog } from '../logging/create-log.ts';
import { allWorkers } from './all-workers.ts';
import { connectDirectus } from './directus/connect-directus.ts';
import { messageRunner } from './messages/message-runner.ts';
import { startWorkers } from './running/start-workers.ts';

/** Only what workers need, so that they can run on a machine that knows no other secret. */
const Settings = PlainSettings.extend(
  SecretSettings.pick({ SERVICE_TOKEN: true, N8N_RUNNER_TOKEN: true }).shape,
);
const SCREENING_FILE = join(import.meta.dirname, '../../bpmn/screening.dmn');

async function main(): Promise<void> {
  const settings = parseSettings(Settings, process.env, (path) => readFileSync(path, 'utf8'));
  const log = createLog('workers', settings.LOG_LEVEL, (line) => void process.stdout.write(line));
  const addresses = addressesOf(settings);
  const decisions = await parseDecisions(await readFile(SCREENING_FILE, 'utf8'));
  const workers = allWorkers({
    directus: connectDirectus(addresses.directus, settings.SERVICE_TOKEN),
    decisions,
    sendMessage: messageRunner(addresses.n8nRunner, settings.N8N_RUNNER_TOKEN),
    now: () => new Date(),
  });
  const workerId = `${hostname()}-${process.pid}-${randomUUID().slice(0, 8)}`;
  const running = startWorkers({
    engineUrl: addresses.engine,
    engineHeaders: engineHeaders(settings),
    workerId,
    workers,
    log,
  });
  log('info', 'workers-started', { workerId, topics: workers.map((worker) => worker.topic) });

  const stop = (): void => {
    void running.stop().then(() => {
      log('info', 'workers-stopped', { workerId });
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
