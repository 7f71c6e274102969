import { casePathway, pathwayFiles } from './case-pathway.ts';
import { driveProcesses } from './drive-processes.ts';
import type { DrivenProcess } from './drive-processes.ts';
import { startLeanWorkers, startStockWorkers } from './external-workers.ts';
import type { StartWorkers } from './external-workers.ts';
import type { Figure } from './figures.ts';
import { FIVE_TASKS, fiveTasks } from './five-tasks.ts';
import { LeanClient } from './lean-client.ts';
import { cpuFigures, withCpuShares } from './measure.ts';
import type { Bench, Measure } from './measure.ts';

/** A share of the instances is driven before, so that neither compilers nor caches are measured. */
const WARM_UP_SHARE = 0.2;

/** A case waits a second for its own timer: with few at once the timers would be measured. */
const CASES_PER_CLIENT = 8;

/** (a) Instances per second of five tasks, with the stock client and with one that costs next to nothing. */
export const fiveTasksPerSecond: Measure = async (bench) => {
  await deploy(bench, { 'five-tasks.bpmn': FIVE_TASKS });
  return [
    ...(await drive(bench, fiveTasks, startStockWorkers, ['five-stock', 'five tasks, stock client'])),
    ...(await drive(bench, fiveTasks, startLeanWorkers, ['five-lean', 'five tasks, lean client'])),
  ];
};

/** (b) Cases per second of the case pathway with one referral each. */
export const casesPerSecond: Measure = async (bench) => {
  await deploy(bench, await pathwayFiles());
  return [
    ...(await drive(bench, casePathway, startStockWorkers, ['case-stock', 'case pathway, stock client'])),
    ...(await drive(bench, casePathway, startLeanWorkers, ['case-lean', 'case pathway, lean client'])),
  ];
};

async function deploy({ engine }: Bench, files: Record<string, string>): Promise<void> {
  const client = new LeanClient(engine.url);
  await client.deploy(files);
  client.close();
}

async function drive(
  bench: Bench,
  process: DrivenProcess,
  startWorkers: StartWorkers,
  [id, name]: [string, string],
): Promise<Figure[]> {
  const { size, engine } = bench;
  const isCase = process === casePathway;
  const instances = isCase ? size.cases : size.instances;
  const atOnce = isCase ? Math.min(size.atOnce * CASES_PER_CLIENT, size.cases) : size.atOnce;
  await driveProcesses(engine.url, process, {
    instances: Math.ceil(instances * WARM_UP_SHARE),
    atOnce,
    startWorkers,
  });
  const { result: seconds, cpu } = await withCpuShares(bench, () =>
    driveProcesses(engine.url, process, { instances, atOnce, startWorkers }),
  );
  return [
    {
      id,
      measure: `${name}, ${isCase ? 'cases' : 'instances'}/s`,
      value: instances / seconds,
      better: 'more',
    },
    ...cpuFigures(id, isCase ? 'case' : 'instance', cpu, instances),
  ];
}
