import type { BothEngines } from '../compare-engines.ts';
import { compareModel } from './compare-model.ts';
import type { Comparison } from './compare-model.ts';
import { readModelFiles } from './read-model-files.ts';
import type { ModelFile } from './read-model-files.ts';
import { whySkipped } from './why-skipped.ts';

/**
 * Runs all models in a folder on both engines and says of each what differs.
 *
 * @param part - only files with this in their path
 * @returns how many differ, or are refused by one engine only
 */
export async function runModels(
  engines: BothEngines,
  { folder, part, say }: { folder: string; part: string; say: (text: string) => void },
): Promise<number> {
  const counts = new Map<string, number>();
  const count = (what: string): void => void counts.set(what, (counts.get(what) ?? 0) + 1);
  for (const model of readModelFiles(folder).filter(({ name }) => name.includes(part))) {
    const skipped = whySkipped([model.text, ...Object.values(model.companions)].join('\n'));
    const { outcome, detail } =
      skipped === null ? await tryTwice(engines, model) : { outcome: 'skipped', detail: '' };
    count(outcome);
    if (outcome === 'skipped') count(`  as it ${skipped}`);
    else if (outcome !== 'equal') say(`${outcome}: ${model.name}\n    ${detail.replaceAll('\n', '\n    ')}`);
  }
  for (const [what, number] of counts) say(`${number} ${what}`);
  const differing = ['differs', 'refused by us', 'refused by them'].map((what) => counts.get(what) ?? 0);
  return differing.reduce((sum, number) => sum + number, 0);
}

/** A difference must show twice: two engines may read the clock at either side of a second. */
async function tryTwice(engines: BothEngines, model: ModelFile): Promise<Comparison> {
  const first = await attempt(engines, model);
  return first.outcome === 'differs' ? attempt(engines, model) : first;
}

async function attempt(engines: BothEngines, model: ModelFile): Promise<Comparison> {
  try {
    return await compareModel(engines, model);
  } catch (error) {
    const detail = error instanceof Error ? (error.stack ?? '') : String(error);
    // It cannot even say how the instance stands, for instance because the key of a form fails.
    const isTheirs = detail.includes(`${engines[1].name}: GET`);
    return { outcome: isTheirs ? 'not comparable' : 'differs', detail };
  }
}
