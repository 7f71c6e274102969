import { expect, test } from 'vitest';

import { createBpmnEngineExecutor } from '../../../../engine/executors/bpmn-engine/create-bpmn-engine-executor.ts';
import { play } from '../../../support/executor-scenario.ts';

test('a token waits at each task and takes the branch whose condition holds', async () => {
  const instance = await play('sequence-with-choice', (running) => {
    running
      .start({ caseId: 'c1' })
      .complete('screen', { risk: 'high' })
      .complete('register', { decision: 'accepted' });
    expect(running.waiting).toEqual(['inform']);
    running.complete('inform');
  });
  expect(instance.outcome?.outcome).toBe('completed');
  expect(instance.variable('risk')).toBe('high');
  expect(instance.history()).toEqual(['start', 'screen', 'register', 'decided', 'inform', 'end']);
});

test('a parallel join waits for every branch although one branch leaves a choice unused', async () => {
  const instance = await play('parallel-join-after-choice', (running) => {
    running.start({ x: true });
    expect(running.waiting).toEqual(['b', 'x']);
    running.complete('b');
    expect(running.waiting).toEqual(['x']);
    running.complete('x');
    expect(running.waiting).toEqual(['after']);
    running.complete('after');
  });
  expect(instance.outcome?.outcome).toBe('completed');
  expect(instance.history().filter((id) => id === 'after')).toHaveLength(1);
});

test('work that is repeated in one parallel branch does not open the join early', async () => {
  const instance = await play('rework-loop-in-parallel-branch', (running) => {
    running.start().complete('draft', { rework: true }).complete('b').complete('draft', { rework: true });
    expect(running.waiting).toEqual(['draft']);
    running.complete('draft', { rework: false });
  });
  expect(instance.outcome?.outcome).toBe('completed');
});

test('a case goes back to an earlier task a hundred times without its state growing', async () => {
  const instance = await play('return-to-earlier-task', (running) => {
    running.start().complete('draft').complete('check', { result: 'returned' });
    const sizeAfterOne = JSON.stringify(running.state).length;
    for (let round = 0; round < 100; round += 1)
      running.complete('draft').complete('check', { result: 'returned' });
    expect(Math.abs(JSON.stringify(running.state).length - sizeAfterOne)).toBeLessThan(200);
    running.complete('draft').complete('check', { result: 'fine' });
  });
  expect(instance.outcome?.outcome).toBe('completed');
  expect(instance.history().filter((id) => id === 'draft')).toHaveLength(102);
});

test('a closed case is reopened into its subprocess again and again, until nobody asks', async () => {
  const instance = await play('reopen-after-closing', (running) => {
    running.start().complete('handle').deliver('reopened').complete('handle').deliver('reopened');
    expect(running.waiting).toEqual(['handle']);
    running.complete('handle').fireTimer('forgotten');
  });
  expect(instance.outcome?.outcome).toBe('completed');
});

test('a step that would leave the instance waiting for ever fails instead', async () => {
  await play('join-that-cannot-complete', (running) => {
    running.start({ both: false });
    expect(() => running.complete('a')).toThrow(/would wait for ever/);
    expect(running.waiting).toEqual(['a']);
  });
});

test('signals are thrown with their evaluated name, links jump, and a terminate end ends everything', async () => {
  const instance = await play('signals-links-terminate', (running) => {
    running.start({ kind: 'case' }).complete('prepare');
    expect(running.effects.find(({ kind }) => kind === 'signal-thrown')).toMatchObject({
      name: 'case-ready',
      variables: {},
    });
    running.deliver('heard');
    expect(running.waiting).toEqual(['left', 'right']);
    running.complete('left');
  });
  expect(instance.outcome?.outcome).toBe('completed');
  expect(instance.waiting).toEqual([]);
  expect(instance.history('canceled')).toEqual(['right']);
});

test('an instance starts at exactly the start event it was asked to start at', async () => {
  // Camunda refuses a plain start event beside a timer, and so does the token core.
  const players = { only: createBpmnEngineExecutor() };
  await play('three-ways-to-start', (running) => expect(running.start().waiting).toEqual(['plain']), players);
  await play(
    'three-ways-to-start',
    (running) => expect(running.start({}, 'asked').waiting).toEqual(['by-message']),
    players,
  );
  await play(
    'three-ways-to-start',
    (running) => expect(running.start({}, 'nightly').waiting).toEqual(['by-timer']),
    players,
  );
});

test('a cancelled instance closes everything that waits', async () => {
  const instance = await play(
    'parallel-join-after-choice',
    (running) => void running.start({ x: true }).cancel(),
  );
  expect(instance.waiting).toEqual([]);
  expect(instance.outcome).toEqual({ kind: 'instance-ended', outcome: 'terminated' });
});
