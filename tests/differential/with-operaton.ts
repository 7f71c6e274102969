import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { whatIsMissing } from '../../deploy/operaton/java-tools.ts';
import { startOperaton } from '../../deploy/operaton/start-operaton.ts';
import type { Block } from '../support/random-model.ts';
import { freePort } from '../support/free-port.ts';
import { createEngineApi } from './engine-api.ts';
import { compareModels } from './random-on-both.ts';
import { startOurEngine } from './start-our-engine.ts';

/** Starts our engine and one Operaton node, and lends what compares a model on both; says so where Java is missing. */
export async function withOperaton(
  work: (find: (model: Block, seed: number) => Promise<string | null>) => Promise<void>,
): Promise<void> {
  const say = (text: string): void => void process.stdout.write(`${text}\n`);
  const missing = whatIsMissing();
  if (missing !== null) return say(`${missing}\nskipped`);
  const ours = await startOurEngine();
  const dataFolder = join(import.meta.dirname, '../../var');
  mkdirSync(dataFolder, { recursive: true });
  const folder = mkdtempSync(join(dataFolder, 'differential-operaton-'));
  const operaton = await startOperaton({
    dataFolder: folder,
    host: '127.0.0.1',
    ports: [await freePort()],
    postgres: { port: await freePort(), password: 'test' },
    enforceTtl: false,
    say,
  });
  try {
    const theirs = createEngineApi('operaton', operaton.nodes[0]?.url ?? '');
    await work(async (model, seed) => {
      const found = await compareModels([ours.api, theirs], [{ seed, model }]);
      return found.get(seed) ?? null;
    });
  } finally {
    await operaton.stop();
    await ours.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}
