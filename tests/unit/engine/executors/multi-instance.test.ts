import { expect, test } from 'vitest';

import { play } from '../../../support/executor-scenario.ts';

test('referrals run side by side, each with its own element, and the case goes on when all have ended', async () => {
  const instance = await play('referrals-until-consent-withdrawn', (running) => {
    running.start({ referralIds: ['r1', 'r2', 'r3'] });
    const calls = running
      .waitsOf('refer')
      .map((wait) => (wait.kind === 'call-requested' ? wait.call : undefined));
    expect(calls.map((call) => call?.variables['referralId']?.value)).toEqual(['r1', 'r2', 'r3']);
    expect(calls.map((call) => call?.businessKey)).toEqual(['case-1', 'case-1', 'case-1']);
    running
      .complete('implement')
      .endCall('refer', { serviceResult: 'completed' })
      .endCall('refer')
      .endCall('refer');
  });
  expect(instance.outcome?.outcome).toBe('completed');
});

test('a message on the enclosing subprocess closes all its tasks and called instances at once', async () => {
  const instance = await play('referrals-until-consent-withdrawn', (running) => {
    running.start({ referralIds: ['r1', 'r2', 'r3'] }).endCall('refer');
    running.deliver('withdrawn');
    expect(running.waiting).toEqual(['record-withdrawal']);
    running.complete('record-withdrawal');
  });
  expect(instance.outcome?.outcome).toBe('completed');
  expect(instance.history('canceled')).toEqual(expect.arrayContaining(['work', 'implement', 'refer']));
});

test('an empty collection is passed at once', async () => {
  await play('referrals-until-consent-withdrawn', (running) => {
    running.start({ referralIds: [] });
    expect(running.waiting).toEqual(['implement', 'withdrawn']);
    running.complete('implement');
    expect(running.outcome?.outcome).toBe('completed');
  });
});

test('a list that changes while its instances run changes nothing for them', async () => {
  const instance = await play('referrals-until-consent-withdrawn', (running) => {
    running.start({ referralIds: ['r1', 'r2'] }).setVariable('referralIds', ['r1', 'r2', 'r3', 'r4']);
    running.complete('implement').endCall('refer').endCall('refer');
  });
  expect(instance.outcome?.outcome).toBe('completed');
});

test('a completion condition ends the loop and cancels the instances that are left', async () => {
  const instance = await play('reviews-until-half-are-done', (running) => {
    running.start({ reviewers: ['ann', 'ben', 'cat', 'dan'] });
    const reviewers = running
      .waitsOf('review')
      .map((wait) => wait.kind === 'user-task-created' && wait.assignee);
    expect(reviewers).toEqual(['ann', 'ben', 'cat', 'dan']);
    expect(running.visible('review', 'nrOfActiveInstances')).toBe(4);
    running.complete('review');
    expect(running.visible('review', 'nrOfCompletedInstances')).toBe(1);
    expect(running.visible('review', 'loopCounter')).toBe(1);
    running.complete('review');
    expect(running.waiting).toEqual(['after']);
  });
  expect(instance.history('canceled')).toEqual(['review', 'review']);
});

test('sequential instances come one after the other', async () => {
  const instance = await play('visits-one-after-the-other', (running) => {
    running.start({ people: ['ann', 'ben'] });
    expect(running.wait('visit')).toMatchObject({ assignee: 'ann' });
    running.complete('visit');
    expect(running.wait('visit')).toMatchObject({ assignee: 'ben' });
    expect(running.waiting).toEqual(['visit']);
    running.complete('visit');
  });
  expect(instance.outcome?.outcome).toBe('completed');
});

test('a subprocess runs as often as a number says and keeps its instances apart', async () => {
  const instance = await play('subprocess-for-each', (running) => {
    running.start({ copies: 2 });
    expect(running.waiting).toEqual(['ask', 'ask']);
    running.complete('ask');
    expect(running.waiting).toEqual(['ask', 'decide']);
    running.complete('decide').complete('ask').complete('decide');
  });
  expect(instance.outcome?.outcome).toBe('completed');
});

test('an error in one instance of a subprocess leaves through its boundary and cancels the others', async () => {
  await play('subprocess-for-each', (running) => {
    running.start({ copies: 3 }).complete('ask').throwError('ask', 'REFUSED');
    expect(running.waiting).toEqual(['clean-up']);
    running.complete('clean-up');
    expect(running.outcome?.outcome).toBe('completed');
  });
});

test('a hundred parallel instances are all open at once', async () => {
  await play('reviews-until-half-are-done', (running) => {
    running.start({ reviewers: Array.from({ length: 100 }, (_, index) => `r${index}`) });
    expect(running.waiting).toHaveLength(100);
  });
});
