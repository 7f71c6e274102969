/**
 * `npm run differential -- [full|library] [first seed] [how many]`: runs random models and saves the smallest one of each
 * fault as a fixture. `full` checks the token core by itself, `library` compares it with bpmn-engine (slow).
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { findDifference, findFault } from '../support/check-random-model.ts';
import { randomModel } from '../support/random-model.ts';
import type { Block } from '../support/random-model.ts';
import { Random } from '../support/random.ts';
import { shrinkModel } from '../support/shrink-model.ts';
import { writeModel } from '../support/write-random-model.ts';

const [mode = 'full', first = '1', count = '2000'] = process.argv.slice(2);
const find = mode === 'library' ? findDifference : findFault;
const folder = new URL('../fixtures/counterexamples/', import.meta.url);

const SCHEDULES = Array.from({ length: 25 }, (_, index) => index + 1);

let faults = 0;
for (let seed = Number(first); seed < Number(first) + Number(count); seed += 1) {
  const model = randomModel(new Random(seed), { isFull: mode !== 'library' });
  const fault = await find(model, seed);
  if (fault !== null) faults += await save(model, seed);
}
process.stdout.write(`${count} models, ${faults} with a fault\n`);
process.exitCode = faults > 0 ? 1 : 0;

/** In a smaller model the same seed makes other things happen: several schedules are tried. */
async function faultySeed(model: Block, seed: number): Promise<number | null> {
  for (const schedule of [seed, ...SCHEDULES]) if ((await find(model, schedule)) !== null) return schedule;
  return null;
}

async function save(model: Block, from: number): Promise<1> {
  const small = await shrinkModel(model, async (candidate) => (await faultySeed(candidate, from)) !== null);
  const seed = (await faultySeed(small, from)) ?? from;
  const fault = await find(small, seed);
  mkdirSync(folder, { recursive: true });
  const file = new URL(`${mode}-${from}.json`, folder);
  writeFileSync(file, `${JSON.stringify({ seed, model: small }, null, 2)}\n`);
  process.stdout.write(`seed ${from}: ${fault}\n${writeModel(small)}saved as ${file.pathname}\n`);
  return 1;
}
