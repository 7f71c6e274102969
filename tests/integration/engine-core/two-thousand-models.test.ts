import { expect, test } from 'vitest';
import { findFault } from '../../support/check-random-model.ts';
import { randomModel } from '../../support/random-model.ts';
import { Random } from '../../support/random.ts';

/** The unit tests take the first of them; together with those these are more than two thousand. */
const FIRST_SEED = 151;
const MODELS = 1_900;

test(
  'two thousand random models never lose a token, end tidily and run the same from JSON',
  { timeout: 300_000 },
  async () => {
    const faults: string[] = [];
    for (let seed = FIRST_SEED; seed < FIRST_SEED + MODELS; seed += 1) {
      const fault = await findFault(randomModel(new Random(seed), { isFull: true }), seed);
      if (fault !== null) faults.push(`seed ${seed}: ${fault}`);
    }
    expect(faults, 'npm run differential -- full <seed> 1 saves a small model').toEqual([]);
  },
);
