// Entry point of the engine process: reads the settings, serves until SIGTERM or SIGINT.
import { readFileSync } from 'node:fs';
import { ownEngineCredentials, parseSettings, PlainSettings } from '../schemas/config.ts';
import { createJsonLog, describeError } from './log.ts';
import type { Log } from './log.ts';
import { startEngine } from './start-engine.ts';

/** How long requests may take to end after a signal; then the process ends anyway and PostgreSQL rolls back. */
const SHUTDOWN_MS = 10_000;

async function main(log: Log): Promise<void> {
  const settings = parseSettings(PlainSettings.required({ DATABASE_URL: true }), process.env, (path) =>
    readFileSync(path, 'utf8'),
  );
  const server = await startEngine({
    databaseUrl: settings.DATABASE_URL,
    host: settings.HOST,
    port: settings.ENGINE_PORT,
    executor: settings.ENGINE_EXECUTOR,
    enforceTtl: settings.ENGINE_ENFORCE_TTL,
    scripts: settings.ENGINE_SCRIPTS,
    history: {
      everyMs: settings.ENGINE_HISTORY_CLEANUP_MINUTES * 60_000,
      taskDays: settings.ENGINE_TASK_HISTORY_DAYS,
    },
    credentials: ownEngineCredentials(settings),
    limits: {
      requestsPerMinute: settings.ENGINE_REQUESTS_PER_MINUTE,
      wrongPasswordsPerMinute: settings.ENGINE_WRONG_PASSWORDS_PER_MINUTE,
      waitingWorkers: settings.ENGINE_WAITING_WORKERS,
    },
    timers: { byPriority: settings.ENGINE_JOBS_BY_PRIORITY },
    log: createJsonLog(settings.LOG_LEVEL, (line) => process.stdout.write(line)),
  });
  const shutDown = () => {
    setTimeout(() => process.exit(1), SHUTDOWN_MS).unref();
    server.stop().then(
      () => process.exit(0),
      (error: unknown) => fail(log, error),
    );
  };
  process.once('SIGTERM', shutDown);
  process.once('SIGINT', shutDown);
}

/** Start-up errors name settings, addresses and migrations, nothing personal: their message is shown. */
function fail(log: Log, error: unknown): never {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause.message : undefined;
  log('error', 'engine-failed', {
    ...describeError(error),
    message: error instanceof Error ? error.message : String(error),
    ...(cause === undefined ? {} : { reason: cause }),
  });
  process.exit(1);
}

const startUpLog = createJsonLog('info', (line) => process.stderr.write(line));
main(startUpLog).catch((error: unknown) => fail(startUpLog, error));
