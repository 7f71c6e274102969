import type { BenchEngine, BenchPostgres } from './bench-engine.ts';
import { commitsPerSecond } from './commit-floor.ts';
import { fetchAmongMany } from './fetch-among-many.ts';
import { figureTable } from './figures.ts';
import type { Figure, Target } from './figures.ts';
import { historyAmongMany } from './history-among-many.ts';
import { relayLatency } from './latency.ts';
import type { BenchSize, Measure } from './measure.ts';
import { startsPerSecond, waitingMemory } from './starts-and-memory.ts';
import { casesPerSecond, fiveTasksPerSecond } from './throughput.ts';

/** Measures by the letter under which they are asked for, in the order they run: the last ones fill the database. */
export const MEASURES: Record<string, Measure> = {
  c: relayLatency,
  d: startsPerSecond,
  a: fiveTasksPerSecond,
  b: casesPerSecond,
  f: waitingMemory,
  e: fetchAmongMany,
  g: historyAmongMany,
};

/** What must be reached beside Operaton. */
const TARGETS: Target[] = [
  { id: 'five-stock', words: '>= 5 times' },
  { id: 'five-lean', words: '>= 5 times' },
  { id: 'case-stock', words: '>= 5 times' },
  { id: 'case-lean', words: '>= 5 times' },
  { id: 'latency-p95', words: '>= 3 times' },
  { id: 'floor-share', words: '>= 0.33' },
];

/** Transactions that write, in one instance of five tasks: its start and five completions. Fetches come on top. */
const STEPS_OF_FIVE = 6;

const FLOOR_MS = 3_000;

/** One run: all measures on all engines, engine by engine within each measure, and the table of it. */
export async function runEngineBench(
  engines: BenchEngine[],
  postgres: BenchPostgres,
  options: { size: BenchSize; letters: string[]; say: (text: string) => void },
): Promise<string> {
  const columns = engines.map(({ name }) => ({ name, figures: [] as Figure[] }));
  const commits = await commitsPerSecond(await postgres.newDatabase('floor'), FLOOR_MS);
  for (const [letter, measure] of Object.entries(MEASURES)) {
    if (!options.letters.includes(letter)) continue;
    for (const [index, engine] of engines.entries()) {
      options.say(`measuring ${letter} on ${engine.name} …`);
      columns[index]?.figures.push(...(await measure({ engine, postgres, size: options.size })));
    }
  }
  for (const { figures } of columns) figures.push(...floorFigures(figures, commits));
  return figureTable(columns, TARGETS);
}

function floorFigures(figures: Figure[], commits: number): Figure[] {
  const floor: Figure = {
    id: 'floor',
    measure: 'floor: commits/s of this PostgreSQL by 16 connections',
    value: commits,
    better: 'neither',
  };
  const five = figures.find(({ id }) => id === 'five-lean');
  if (!five) return [floor];
  const share: Figure = {
    id: 'floor-share',
    measure: `five tasks, lean client: steps/s (${STEPS_OF_FIVE} an instance) as a share of the floor`,
    value: (five.value * STEPS_OF_FIVE) / commits,
    better: 'more',
  };
  return [floor, share];
}
