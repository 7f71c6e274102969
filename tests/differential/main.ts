/**
 * `npm run differential -- [full|library|operaton] [first seed] [how many]`: runs random models and saves the smallest one of
 * each fault as a fixture. `full` checks the token core by itself, `library` compares it with bpmn-engine (slow), `operaton`
 * compares the whole engine with an Operaton that is started for it (needs Java and Maven).
 *
 * `npm run differential -- models <folder> [part of their path]`: runs the models in a folder on both, and says what differs.
 */
import { findDifference, findFault } from '../support/check-random-model.ts';
import { randomModel } from '../support/random-model.ts';
import type { Block } from '../support/random-model.ts';
import { Random } from '../support/random.ts';
import { shrinkModel } from '../support/shrink-model.ts';
import { writeModel } from '../support/write-random-model.ts';
import { saveCounterexample } from './counterexamples.ts';
import { runModels } from './models/run-models.ts';
import { compareModels } from './random-on-both.ts';
import { withOperaton } from './with-operaton.ts';

const [mode = 'full', first = '1', count = mode === 'operaton' ? '300' : '2000'] = process.argv.slice(2);
type Find = (model: Block, seed: number) => Promise<string | null>;

/** In a smaller model the same seed makes other things happen: several schedules are tried. */
const SCHEDULES = Array.from({ length: 25 }, (_, index) => index + 1);

if (mode === 'models') {
  const [, folder = '.', part = ''] = process.argv.slice(2);
  const say = (text: string): void => void process.stdout.write(`${text}\n`);
  await withOperaton(
    async (engines) => {
      process.exitCode = (await runModels(engines, { folder, part, say })) > 0 ? 1 : 0;
    },
    { runsJobs: false },
  );
} else if (mode === 'operaton') {
  await withOperaton((engines) => {
    const find: Find = async (model, seed) =>
      (await compareModels(engines, [{ seed, model }])).get(seed) ?? null;
    return search(find, SCHEDULES.slice(0, 3));
  });
} else await search(mode === 'library' ? findDifference : findFault, SCHEDULES);
// Ends here: the hook of the embedded PostgreSQL throws when a process ends by itself.
process.exit();

async function search(find: Find, schedules: readonly number[]): Promise<void> {
  let faults = 0;
  const depth = mode === 'operaton' ? 2 : 3;
  for (let seed = Number(first); seed < Number(first) + Number(count); seed += 1) {
    const model = randomModel(new Random(seed), { isFull: mode !== 'library' }, depth);
    if ((await find(model, seed)) !== null) faults += await save(find, model, [seed, ...schedules]);
  }
  process.stdout.write(`${count} models, ${faults} with a fault\n`);
  process.exitCode = faults > 0 ? 1 : 0;
}

async function save(find: Find, model: Block, schedules: readonly number[]): Promise<1> {
  const faultySeed = async (candidate: Block): Promise<number | null> => {
    for (const schedule of schedules) if ((await find(candidate, schedule)) !== null) return schedule;
    return null;
  };
  const small = await shrinkModel(model, async (candidate) => (await faultySeed(candidate)) !== null);
  const [from = 0] = schedules;
  const seed = (await faultySeed(small)) ?? from;
  const file = saveCounterexample(mode, from, { seed, model: small });
  const fault = await find(small, seed);
  process.stdout.write(`seed ${from}: ${fault}\n${writeModel(small)}saved as ${file}\n`);
  return 1;
}
