import type { AddressInfo } from 'node:net';
import { createTokenCore } from './core/token-core.ts';
import { createBpmnEngineExecutor } from './executors/bpmn-engine/create-bpmn-engine-executor.ts';
import type { Executor } from './executors/port.ts';
import { describeError } from './log.ts';
import type { Log } from './log.ts';
import { buildEngineApp } from './rest/app.ts';
import type { RequestLimits } from './rest/limit-requests.ts';
import type { Credentials } from './rest/require-credentials.ts';
import { openDatabase, withConnection } from './store/database.ts';
import type { Database } from './store/database.ts';
import { migrate } from './store/migrate.ts';
import { openTopicChannel } from './store/notifications.ts';
import { readServerTime } from './store/server-time.ts';
import { startDatabaseClock } from './usecases/database-clock.ts';
import { startBatchRunner } from './usecases/batches/batch-runner.ts';
import type { BatchRunnerOptions } from './usecases/batches/batch-runner.ts';
import { loadScripts } from './scripts/javascript.ts';
import { createEngine } from './usecases/engine.ts';
import { checkStates } from './usecases/step/unreadable-state.ts';
import { startHistoryCleaner } from './usecases/history/history-cleaner.ts';
import type { CleanerOptions } from './usecases/history/history-cleaner.ts';
import { startMeterReporter } from './usecases/metrics/meter-reporter.ts';
import { startTimerScanner } from './usecases/timers/timer-scanner.ts';
import type { ScannerOptions } from './usecases/timers/timer-scanner.ts';

/** Where an engine serves and what it works on. */
export interface EngineServerOptions {
  databaseUrl: string;
  host: string;
  /** 0 takes a free one. */
  port: number;
  enforceTtl: boolean;
  /** Whether processes may hold JavaScript. @default false */
  scripts?: boolean;
  /** Who may use the REST interface. @default anyone who reaches it */
  credentials?: Credentials | undefined;
  /** How much clients may ask for. */
  limits?: RequestLimits;
  log: Log;
  /**
   * The executor of new deployments; definitions stay with the one that parsed them.
   * @default 'token-core'
   */
  executor?: Executor['name'];
  /** Tells the time instead of the database's clock. */
  clock?: () => Date;
  /** How due timers are looked for. */
  timers?: ScannerOptions;
  /** How batches are worked on. */
  batches?: BatchRunnerOptions;
  /** How old history is removed. */
  history?: CleanerOptions;
}

/** A serving engine. */
export interface EngineServer {
  /** Base address of the REST interface. */
  url: string;
  /** Answers waiting workers, ends what is being done and lets go of the database. */
  stop: () => Promise<void>;
}

/**
 * Brings the database up to date and serves.
 *
 * @throws when the database cannot be reached or migrated, or the port is taken; nothing is left running then.
 */
export async function startEngine(options: EngineServerOptions): Promise<EngineServer> {
  const { log } = options;
  const database = openDatabase(options.databaseUrl, (error) =>
    log('warn', 'database-connection-lost', describeError(error)),
  );
  const undo: (() => Promise<unknown>)[] = [() => database.end()];
  const stop = async () => {
    for (const step of undo.splice(0).reverse()) await step();
  };
  try {
    const migrations = await migrate(database);
    if (migrations.length > 0) log('info', 'migrated', { migrations: migrations.join(',') });
    const clock = options.clock ?? (await followDatabase(database, log, undo));
    const engine = createEngine({
      database,
      executors: [
        createTokenCore(options.scripts ? { scripts: await loadScripts() } : {}),
        createBpmnEngineExecutor(),
      ],
      defaultExecutor: options.executor ?? 'token-core',
      enforceTtl: options.enforceTtl,
      log,
      clock,
    });
    await checkStates(engine);
    const channel = await openTopicChannel(
      options.databaseUrl,
      (topics) => engine.waitingWorkers.wake(topics),
      (error) => log('warn', 'listener-connection-lost', describeError(error)),
    );
    engine.waitingWorkers.tellOthersBy((topics) => channel.tell(topics));
    undo.push(() => channel.stop());
    const meters = startMeterReporter(engine);
    undo.push(() => meters.stop());
    const scanner = startTimerScanner(engine, options.timers);
    undo.push(() => scanner.stop());
    const batches = startBatchRunner(engine, options.batches);
    undo.push(() => batches.stop());
    const cleaner = startHistoryCleaner(engine, options.history);
    undo.push(() => cleaner.stop());
    const { credentials, limits } = options;
    const served = credentials ? { ...engine, userId: credentials.user } : engine;
    const app = await buildEngineApp({ engine: served, credentials, limits });
    undo.push(() => app.close());
    await app.listen({ host: options.host, port: options.port });
    const { port } = app.server.address() as AddressInfo;
    log('info', 'serving', { port });
    return { url: `http://${options.host}:${port}/engine-rest`, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function followDatabase(
  database: Database,
  log: Log,
  undo: (() => Promise<unknown>)[],
): Promise<() => Date> {
  const clock = await startDatabaseClock({
    ask: () => withConnection(database, readServerTime),
    onError: (error) => log('warn', 'database-clock-unknown', describeError(error)),
  });
  undo.push(() => Promise.resolve(clock.stop()));
  return clock.now;
}
