import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import { createEngineApi } from '../differential/engine-api.ts';
import type { BothEngines } from '../differential/compare-engines.ts';
import { compareModels, randomModels } from '../differential/random-on-both.ts';
import { readCounterexamples } from '../differential/counterexamples.ts';
import { startOurEngine } from '../differential/start-our-engine.ts';

/** With these a run takes some five minutes; `npm run differential -- operaton` takes any others. */
const FIRST_SEED = 1;
const MODELS = 300;

let ours: Awaited<ReturnType<typeof startOurEngine>>;
let engines: BothEngines;

beforeAll(async () => {
  ours = await startOurEngine();
  engines = [ours.api, createEngineApi('operaton', inject('operaton')?.engineUrl ?? '')];
});
afterAll(() => ours?.stop());

it(
  '300 random models run the same on our engine and on Operaton, event by event',
  { timeout: 1_800_000 },
  async () => {
    const found = await compareModels(engines, randomModels(FIRST_SEED, MODELS));
    expect([...found].map(([seed, difference]) => `seed ${seed}: ${difference}`)).toEqual([]);
  },
);

it('models that once showed a difference do so no more', async () => {
  const found = await compareModels(engines, readCounterexamples('operaton'));
  expect([...found].map(([seed, difference]) => `seed ${seed}: ${difference}`)).toEqual([]);
});
