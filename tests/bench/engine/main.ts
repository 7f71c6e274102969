import { parseArgs } from 'node:util';
import { whatIsMissing } from '../../../deploy/operaton/java-tools.ts';
import { startBenchPostgres, startNjiaEngine, startOperatonEngine } from './bench-engine.ts';
import type { BenchEngine } from './bench-engine.ts';
import type { BenchSize } from './measure.ts';
import { MEASURES, runEngineBench } from './run-engine-bench.ts';

const HELP = `The engine's speed: npm run bench -- engine [options], npm run bench:operaton -- [options]

  --only abc             measures: a five tasks, b case pathway, c latency, d starts, e fetching among many,
                         f memory, g history among many; all without it
  --against <folder>     beside the engine of another checkout
  --node-flags <flags>   for our engine, for example "--cpu-prof --cpu-prof-dir=var/prof"
  --instances 1000       of (a)              --cases 400              of (b)
  --latency-samples 200  of (c)              --starts 1000            of (d)
  --waiting-tasks 100000 of (e)              --waiting-instances 10000 of (f)
  --finished-instances 1000000 of (g)        --at-once 32             clients of (a), (d), (f); 8 times as many of (b)
`;

const say = (text: string): void => void process.stdout.write(`${text}\n`);

/** Measures this engine, beside Operaton or another checkout when asked to, and prints one table. */
export async function benchEngine(args: string[], withOperaton: boolean): Promise<void> {
  const values = readArguments(args);
  if (typeof values === 'string') {
    process.stderr.write(`${values}\n\n${HELP}`);
    process.exitCode = 1;
    return;
  }
  if (values.help) return say(HELP);
  const missing = withOperaton ? whatIsMissing() : null;
  if (missing !== null) return say(`${missing}\nskipped`);
  const postgres = await startBenchPostgres();
  const engines: BenchEngine[] = [];
  try {
    const flags = values['node-flags'].split(' ').filter((flag) => flag !== '');
    engines.push(await startNjiaEngine('Njia', await postgres.newDatabase('njia'), { flags }));
    if (values.against !== undefined) {
      const root = values.against;
      engines.push(await startNjiaEngine('other', await postgres.newDatabase('other'), { root, flags }));
    }
    if (withOperaton) {
      engines.push(await startOperatonEngine(await postgres.newDatabase('operaton'), postgres.folder, say));
    }
    const letters = [...(values.only ?? Object.keys(MEASURES).join(''))];
    say(`\n${await runEngineBench(engines, postgres, { size: sizeOf(values), letters, say })}`);
  } finally {
    for (const engine of engines) await engine.stop();
    await postgres.stop();
  }
}

/** The options given, or what is wrong with them. */
function readArguments(args: string[]): ReturnType<typeof parse> | string {
  try {
    return parse(args);
  } catch (error) {
    return error instanceof TypeError ? error.message : String(error);
  }
}

const parse = (args: string[]) => parseArgs({ args, options: OPTIONS }).values;

const number = (value: number) => ({ type: 'string', default: String(value) }) as const;

const OPTIONS = {
  help: { type: 'boolean', default: false },
  only: { type: 'string' },
  against: { type: 'string' },
  'node-flags': { type: 'string', default: '' },
  instances: number(1_000),
  cases: number(400),
  'latency-samples': number(200),
  starts: number(1_000),
  'waiting-tasks': number(100_000),
  'waiting-instances': number(10_000),
  'finished-instances': number(1_000_000),
  'at-once': number(32),
} as const;

function sizeOf(values: Record<string, unknown>): BenchSize {
  const count = (name: string): number => {
    const value = Number(values[name]);
    if (Number.isInteger(value) && value > 0) return value;
    throw new Error(`--${name} is a whole number above 0, not "${String(values[name])}".`);
  };
  return {
    instances: count('instances'),
    cases: count('cases'),
    latencySamples: count('latency-samples'),
    starts: count('starts'),
    waitingTasks: count('waiting-tasks'),
    waitingInstances: count('waiting-instances'),
    finishedInstances: count('finished-instances'),
    atOnce: count('at-once'),
  };
}
