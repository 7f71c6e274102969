import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { checkPorts } from '../../launcher/settings/check-ports.ts';
import { loadSettings } from '../../launcher/settings/load-settings.ts';
import { whatIsMissing } from './java-tools.ts';
import { readOperatonSettings } from './settings.ts';
import { startOperaton } from './start-operaton.ts';

/** `npm run operaton`: one or more Operaton nodes on one PostgreSQL, as the engine of Njia. */
const ROOT = join(import.meta.dirname, '../..');
const HELP = `Operaton as the process engine of Njia

  npm run operaton                 one node on OPERATON_PORT (8090)
  npm run operaton -- --nodes 2    two nodes on one database, on 8090 and 8091

Needs a JDK 17 and Maven. DATABASE_URL names a PostgreSQL to use; without it one is started in DATA_DIR.
`;
const say = (text: string): void => void process.stdout.write(`${text}\n`);

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: { nodes: { type: 'string', default: '1' }, help: { type: 'boolean', default: false } },
  });
  if (values.help) return say(HELP);
  const count = Number(values.nodes);
  if (!Number.isInteger(count) || count < 1 || count > 8) {
    throw new Error(`--nodes is a number from 1 to 8, not "${values.nodes}".`);
  }
  const missing = whatIsMissing();
  if (missing !== null) return say(`${missing}\nskipped`);

  const config = loadSettings(ROOT, process.env);
  const { OPERATON_PORT, OPERATON_POSTGRES_PORT } = readOperatonSettings(process.env);
  const ports = Array.from({ length: count }, (_, index) => OPERATON_PORT + index);
  await checkPorts(
    ports.map((port) => ({ port, host: config.HOST, setting: 'OPERATON_PORT', part: 'an Operaton node' })),
  );
  const starting = startOperaton({
    dataFolder: config.DATA_DIR,
    host: config.HOST,
    ports,
    ...(config.DATABASE_URL === undefined ? {} : { databaseUrl: config.DATABASE_URL }),
    postgres: { port: OPERATON_POSTGRES_PORT, password: config.POSTGRES_PASSWORD },
    enforceTtl: config.ENGINE_ENFORCE_TTL,
    say,
  });
  stopOnSignals(starting);
  const { nodes } = await starting;
  say(`\nStart Njia with one of them, or with a load balancer before all:\n`);
  for (const { url } of nodes) say(`  ENGINE_URL=${url} npm start`);
  say('\nCtrl-C stops the nodes and their database.');
}

function stopOnSignals(starting: ReturnType<typeof startOperaton>): void {
  let isStopping = false;
  const stop = async (): Promise<void> => {
    if (isStopping) return;
    isStopping = true;
    say('\nStopping …');
    await starting.then((operaton) => operaton.stop()).catch(() => undefined);
    process.exit(0);
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => void stop());
}

try {
  await main();
} catch (error) {
  process.stderr.write(`\nOperaton could not start.\n${(error as Error).message}\n`);
  process.exit(1);
}
