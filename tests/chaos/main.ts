import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { startPostgres } from '../../launcher/postgres/start-postgres.ts';
import { freePort } from '../support/free-port.ts';
import { startEnginePair } from './engine-pair.ts';
import { measureTimers, TIMERS } from './measure-timers.ts';
import { measureWakeups } from './measure-wakeups.ts';
import { runChaos } from './run-chaos.ts';

/**
 * `npm run chaos -- [--count 2000] [--seed 1] [--executor token-core]`: cases under load on two engines that are killed again and
 * again; prints a table and fails when history does not prove that everything happened once.
 */
const { values } = parseArgs({
  options: {
    count: { type: 'string', default: '2000' },
    seed: { type: 'string', default: '1' },
    executor: { type: 'string', default: 'token-core' },
  },
});
const base = join(import.meta.dirname, '../../var');
await mkdir(base, { recursive: true });
const directory = await mkdtemp(join(base, 'chaos-postgres-'));
const say = (text: string): void => void process.stdout.write(`${text}\n`);
const server = await startPostgres({ directory, port: await freePort(), password: 'chaos' });
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  // The engines end with this process.
  process.once(signal, () => void removeServer().finally(() => process.exit(130)));
}
await server.ensureDatabase('chaos');
const databaseUrl = server.urlOf('chaos');
const executor = values.executor === 'bpmn-engine' ? 'bpmn-engine' : 'token-core';
const engines = await startEnginePair(databaseUrl, executor);
const outcome = await runChaos({
  databaseUrl,
  engines,
  count: Number(values.count),
  seed: Number(values.seed),
  onProgress: say,
});
const { tallies, faults } = outcome;
await measureWakeups(engines.urls, tallies);
faults.push(...(await measureTimers(engines.urls, databaseUrl, tallies)));
await engines.stop();
await removeServer();

const ms = (name: string, share: number): string => `${tallies.percentile(name, share).toFixed(0)} ms`;
const rows = [
  ...tallies.counts,
  ['cases ended or held after', `${outcome.seconds.toFixed(0)} s`],
  ['a waiting worker wakes at another engine, median', ms('wake-up', 0.5)],
  ['a waiting worker wakes at another engine, p95', ms('wake-up', 0.95)],
  [`${TIMERS} timers due at once fired within`, ms('timers', 1)],
  ['  meanwhile: list tasks, p95', ms('list tasks', 0.95)],
  ['  meanwhile: start a case, p95', ms('start a case', 0.95)],
];
say('');
for (const [name, value] of rows) say(`${String(name).padEnd(52)} ${String(value).padStart(10)}`);
for (const fault of faults.slice(0, 50)) say(`FAULT  ${fault}`);
say(`\n${values.count} cases, seed ${values.seed}: ${faults.length} faults`);
process.exit(faults.length === 0 ? 0 : 1);

async function removeServer(): Promise<void> {
  await server.stop();
  await rm(directory, { recursive: true, force: true });
}
