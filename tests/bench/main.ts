import { benchCoreSteps } from './core-steps.ts';
import { benchEngine } from './engine/main.ts';
import { benchStartAndMemory } from './start-and-memory.ts';
import type { BenchRow } from './start-and-memory.ts';

const HELP = `npm run bench -- <what>

  start    time from command to ready, and memory of all processes (also without <what>)
  core     steps/s of the token core in memory
  engine   the engine over REST: npm run bench -- engine --help
  operaton the same beside Operaton: npm run bench:operaton -- --help
`;

/** `npm run bench`: measures what people wait for and what their machines must have. */
const [what = 'start', ...args] = process.argv.slice(2);
switch (what) {
  case 'start':
    print(await benchStartAndMemory());
    break;
  case 'core':
    print(await benchCoreSteps());
    break;
  case 'engine':
  case 'operaton':
    await benchEngine(args, what === 'operaton');
    // The hook of the embedded PostgreSQL throws when a process ends by itself.
    process.exit();
    break;
  default:
    process.stdout.write(HELP);
    process.exitCode = what === '--help' ? 0 : 1;
}

function print(rows: BenchRow[]): void {
  const width = Math.max(...rows.map((row) => row.measure.length));
  process.stdout.write(`\n${'measure'.padEnd(width)}  ${'value'.padStart(10)}  target\n`);
  for (const row of rows) {
    process.stdout.write(`${row.measure.padEnd(width)}  ${row.value.padStart(10)}  ${row.target}\n`);
  }
}
