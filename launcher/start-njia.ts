import { join } from 'node:path';
import { addressesOf, engineHeaders } from '../schemas/config.ts';
import type { Config } from '../schemas/config.ts';
import { deployPathways } from './deploy-pathways.ts';
import { prepareDirectus } from './directus/prepare-directus.ts';
import { startPostgres } from './postgres/start-postgres.ts';
import { superviseProcess } from './processes/supervised-process.ts';
import type { ProcessPlan, SupervisorLog } from './processes/supervised-process.ts';
import { buildPlan, directusPlan, enginePlan, n8nRunnerPlan, portalPlan, workersPlan } from './parts.ts';
import type { PartContext } from './parts.ts';
import { runToEnd } from './processes/run-to-end.ts';
import { checkPorts } from './settings/check-ports.ts';
import { wantedPorts } from './settings/wanted-ports.ts';
import { welcomeText } from './welcome-text.ts';

/** What to start and where to report. */
export interface StartOptions {
  root: string;
  config: Config;
  engineOnly: boolean;
  log: SupervisorLog;
  /** Aborts between two steps; what has started by then is stopped. */
  signal: AbortSignal;
}

/** Njia, up and running. */
export interface RunningNjia {
  /** Addresses and logins, ready to print. */
  welcome: string;
  /** Ends every part in the reverse order of starting. */
  stop: () => Promise<void>;
}

type Stop = () => Promise<void>;

/**
 * Starts database, engine, Directus, workers, message runner and portal, deploys the pathways and loads demo data on first start.
 *
 * @throws Error saying which part did not start and why; whatever had started is stopped again.
 */
export async function startNjia(options: StartOptions): Promise<RunningNjia> {
  const started: Stop[] = [];
  const stop = async (): Promise<void> => {
    for (const end of started.splice(0).reverse()) await end();
  };
  try {
    await startParts(options, started);
  } catch (error) {
    await stop();
    throw error;
  }
  return { welcome: welcomeText(options.config, options.engineOnly), stop };
}

async function startParts(options: StartOptions, started: Stop[]): Promise<void> {
  const { config, root, log, engineOnly } = options;
  const beganAt = performance.now();
  const step = (text: string): void => {
    options.signal.throwIfAborted();
    log.say(`${((performance.now() - beganAt) / 1000).toFixed(1).padStart(6)} s  ${text}`);
  };
  const supervise = async (plan: ProcessPlan): Promise<void> => {
    const part = await superviseProcess(plan, log);
    started.push(() => part.stop());
  };

  await checkPorts(wantedPorts(config, engineOnly));
  step('database');
  const databaseUrl = await startDatabase(options, started);
  const context: PartContext = { root, config, databaseUrl };

  step('process engine');
  const ownEngine = config.ENGINE_URL === undefined;
  const engine = ownEngine ? supervise(enginePlan(context)) : Promise.resolve();
  if (engineOnly) return engine;

  step('data model and extension');
  await Promise.all([
    engine,
    runToEnd(buildPlan(context, 'directus-extensions/njia/build.ts'), log),
    runToEnd(buildPlan(context, 'plugins/n8n-nodes-njia/build.mts'), log),
    prepareDirectus({ ...context, say: step, signal: options.signal }),
  ]);
  step('pathways');
  const deployed = await deployPathways(
    addressesOf(config).engine,
    join(root, 'bpmn'),
    engineHeaders(config),
  );
  for (const { key, version } of deployed) step(`  ${key}, version ${version}`);
  step('Directus, workers, messages, portal');
  await Promise.all([
    supervise(directusPlan(context)).then(() => supervise(workersPlan(context))),
    supervise(n8nRunnerPlan(context)),
    supervise(portalPlan(context)),
  ]);
  step('ready');
}

async function startDatabase({ config, log }: StartOptions, started: Stop[]): Promise<string> {
  if (config.DATABASE_URL !== undefined) return config.DATABASE_URL;
  const postgres = await startPostgres({
    directory: join(config.DATA_DIR, 'postgres'),
    port: config.POSTGRES_PORT,
    password: config.POSTGRES_PASSWORD,
  });
  started.push(() => postgres.stop());
  await postgres.ensureDatabase('njia');
  log.say('          PostgreSQL is up');
  return postgres.urlOf('njia');
}
