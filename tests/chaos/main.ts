import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { startPostgres } from '../../launcher/postgres/start-postgres.ts';
import { freePort } from '../support/free-port.ts';
import { startEnginePair } from './engine-pair.ts';
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
await engines.stop();
await server.stop();
await rm(directory, { recursive: true, force: true });

say('');
for (const [name, count] of [...outcome.tallies.counts, ['seconds', outcome.seconds.toFixed(0)]]) {
  say(`${String(name).padEnd(50)} ${String(count).padStart(10)}`);
}
for (const fault of outcome.faults.slice(0, 50)) say(`FAULT  ${fault}`);
say(`\n${values.count} cases, seed ${values.seed}: ${outcome.faults.length} faults`);
process.exit(outcome.faults.length === 0 ? 0 : 1);
