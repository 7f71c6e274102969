import { expect, test } from 'vitest';
import { readCounterexamples } from '../../differential/counterexamples.ts';
import { findDifference, findFault } from '../../support/check-random-model.ts';
import { randomModel } from '../../support/random-model.ts';
import type { Block } from '../../support/random-model.ts';
import { Random } from '../../support/random.ts';
import { shrinkModel } from '../../support/shrink-model.ts';

test(
  'random models never lose a token, end tidily and run the same from JSON',
  { timeout: 60_000 },
  async () => {
    for (let seed = 1; seed <= 150; seed += 1) {
      const fault = await findFault(randomModel(new Random(seed), { isFull: true }), seed);
      expect(fault, `seed ${seed}; npm run differential -- full ${seed} 1 saves a small model`).toBeNull();
    }
  },
);

test('where the library is right, both executors do the same', { timeout: 60_000 }, async () => {
  for (let seed = 1; seed <= 30; seed += 1) {
    const depth = seed % 10 === 0 ? 2 : 1;
    const difference = await findDifference(randomModel(new Random(seed), { isFull: false }, depth), seed);
    expect(
      difference,
      `seed ${seed}; npm run differential -- library ${seed} 1 saves a small model`,
    ).toBeNull();
  }
});

test('models that once showed a fault do so no more', async () => {
  for (const { model, seed } of ['full', 'operaton'].flatMap(readCounterexamples)) {
    expect(await findFault(model, seed), JSON.stringify(model)).toBeNull();
  }
});

test('a fault is shown by a model as small as it can be', async () => {
  // given: the fault to look for is a parallel gateway inside of a subprocess
  const isFaulty = (model: Block): Promise<boolean> =>
    Promise.resolve(/"is":"scope".*"is":"parallel"/.test(JSON.stringify(model)));
  let seed = 1;
  while (!(await isFaulty(randomModel(new Random(seed), { isFull: true })))) seed += 1;
  // when
  const small = await shrinkModel(randomModel(new Random(seed), { isFull: true }), isFaulty);
  // then
  expect(await isFaulty(small)).toBe(true);
  expect(JSON.stringify(small).match(/"is":/g)?.length).toBeLessThanOrEqual(8);
});
