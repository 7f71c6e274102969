import type { BenchEngine, BenchPostgres } from './bench-engine.ts';
import { cpuSecondsOf, cpuSecondsOfTree } from './cpu-time.ts';
import type { Figure } from './figures.ts';

/** How much is measured; small figures are for trying the bench, not for conclusions. */
export interface BenchSize {
  instances: number;
  cases: number;
  latencySamples: number;
  starts: number;
  waitingTasks: number;
  waitingInstances: number;
  finishedInstances: number;
  atOnce: number;
}

/** What a measure works with. */
export interface Bench {
  engine: BenchEngine;
  postgres: BenchPostgres;
  size: BenchSize;
}

/** One measure of one engine. */
export type Measure = (bench: Bench) => Promise<Figure[]>;

/** CPU seconds spent by engine, PostgreSQL and the clients in this process while `work` ran. */
export interface CpuShares {
  engine: number;
  postgres: number;
  clients: number;
}

/** Runs `work` and says who spent how much CPU time. PostgreSQL's is that of all engines: only one is at work at a time. */
export async function withCpuShares<T>(
  { engine, postgres }: Bench,
  work: () => Promise<T>,
): Promise<{ result: T; cpu: CpuShares }> {
  const read = () => ({
    engine: cpuSecondsOf(engine.pid),
    postgres: cpuSecondsOfTree(postgres.pid),
    clients: (process.cpuUsage().user + process.cpuUsage().system) / 1_000_000,
  });
  const before = read();
  const result = await work();
  const after = read();
  return {
    result,
    cpu: {
      engine: after.engine - before.engine,
      postgres: after.postgres - before.postgres,
      clients: after.clients - before.clients,
    },
  };
}

/** Rows that say where the CPU time of a measure went, per thing done. */
export function cpuFigures(id: string, measure: string, cpu: CpuShares, count: number): Figure[] {
  const all = cpu.engine + cpu.postgres + cpu.clients;
  return [
    {
      id: `${id}-engine-cpu`,
      measure: `  ${measure}: CPU of the engine, ms each`,
      value: (cpu.engine / count) * 1_000,
      better: 'less',
    },
    {
      id: `${id}-postgres-cpu`,
      measure: `  ${measure}: CPU of PostgreSQL, ms each`,
      value: (cpu.postgres / count) * 1_000,
      better: 'less',
    },
    {
      id: `${id}-client-share`,
      measure: `  ${measure}: share of the clients in all CPU time, %`,
      value: (cpu.clients / all) * 100,
      better: 'neither',
    },
  ];
}
