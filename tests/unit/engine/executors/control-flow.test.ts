import { expect, test } from 'vitest';

import { play } from '../../../support/executor-scenario.ts';

test('a token waits at each task and takes the branch whose condition holds', async () => {
  const instance = await play('sequence-with-choice', (running) => {
    running.start({ caseId: 'c1' }).complete('screen', { risk: 'high' }).complete('register', { decision: 'accepted' });
    expect(running.waiting).toEqual(['inform']);
    running.complete('inform');
  });
  expect(instance.outcome?.outcome).toBe('completed');
  expect(instance.variable('risk')).toBe('high');
  expect(instance.history()).toEqual(['start', 'screen', 'register', 'decided', 'inform', 'end']);
});
