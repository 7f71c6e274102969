import { inParallel } from './in-parallel.ts';
import pg from 'pg';
import { residentBytesOf } from './cpu-time.ts';
import { FIVE_TASKS, fiveTasks } from './five-tasks.ts';
import { LeanClient } from './lean-client.ts';
import { cpuFigures, withCpuShares } from './measure.ts';
import type { Measure } from './measure.ts';

/** (d) Starts per second. */
export const startsPerSecond: Measure = async (bench) => {
  const client = new LeanClient(bench.engine.url);
  await client.deploy({ 'five-tasks.bpmn': FIVE_TASKS });
  await startMany(client, Math.ceil(bench.size.starts / 5), bench.size.atOnce);
  const from = performance.now();
  const { cpu } = await withCpuShares(bench, () => startMany(client, bench.size.starts, bench.size.atOnce));
  const seconds = (performance.now() - from) / 1_000;
  client.close();
  return [
    {
      id: 'starts',
      measure: `start of ${bench.size.starts} instances, instances/s`,
      value: bench.size.starts / seconds,
      better: 'more',
    },
    ...cpuFigures('starts', 'start', cpu, bench.size.starts),
  ];
};

/** (f) What 10,000 instances that wait for a worker take: in the engine's memory and on disk. */
export const waitingMemory: Measure = async ({ engine, size }) => {
  const client = new LeanClient(engine.url);
  await client.deploy({ 'five-tasks.bpmn': FIVE_TASKS });
  await startMany(client, 50, size.atOnce);
  const before = { rss: residentBytesOf(engine.pid), disk: await databaseBytes(engine.databaseUrl) };
  await startMany(client, size.waitingInstances, size.atOnce);
  const after = { rss: residentBytesOf(engine.pid), disk: await databaseBytes(engine.databaseUrl) };
  client.close();
  const perTenThousand = (bytes: number) => ((bytes / size.waitingInstances) * 10_000) / 1024 / 1024;
  return [
    {
      id: 'memory-rss',
      measure: 'growth of the engine for 10,000 waiting instances, MB',
      value: perTenThousand(after.rss - before.rss),
      better: 'neither',
    },
    { id: 'rss', measure: 'the engine with them, MB', value: after.rss / 1024 / 1024, better: 'less' },
    {
      id: 'memory-disk',
      measure: 'growth of the database for 10,000 waiting instances, MB',
      value: perTenThousand(after.disk - before.disk),
      better: 'less',
    },
  ];
};

function startMany(client: LeanClient, count: number, atOnce: number): Promise<void> {
  return inParallel(count, atOnce, async (number) => {
    const businessKey = `waiting-${number}`;
    await client.start(fiveTasks.key, businessKey, fiveTasks.start(businessKey));
  });
}

async function databaseBytes(databaseUrl: string): Promise<number> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    await client.query('VACUUM');
    const { rows } = await client.query<{ bytes: string }>(
      'SELECT pg_database_size(current_database()) AS bytes',
    );
    return Number(rows[0]?.bytes);
  } finally {
    await client.end();
  }
}
