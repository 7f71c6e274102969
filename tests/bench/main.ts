import { benchStartAndMemory } from './start-and-memory.ts';

/** `npm run bench`: measures what people wait for and what their machines must have, and prints one table. */
const rows = await benchStartAndMemory();
const width = Math.max(...rows.map((row) => row.measure.length));
process.stdout.write(`\n${'measure'.padEnd(width)}  ${'value'.padStart(10)}  target\n`);
for (const row of rows) {
  process.stdout.write(`${row.measure.padEnd(width)}  ${row.value.padStart(10)}  ${row.target}\n`);
}
