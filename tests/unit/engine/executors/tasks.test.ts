import { expect, test } from 'vitest';

import { createTokenCore } from '../../../../engine/core/token-core.ts';
import { loadScripts } from '../../../../engine/scripts/javascript.ts';
import { play } from '../../../support/executor-scenario.ts';

test('a user task carries its evaluated assignment, dates, priority and form', async () => {
  const instance = await play('user-task-attributes', (running) => {
    const followUp = new Date('2026-03-10T08:00:00Z');
    running.start({ caseCode: 'HRD-1', officer: 'ann', groups: ['g1', 'g2'], followUp, risk: 'high' });
  });
  expect(instance.wait('task')).toMatchObject({
    kind: 'user-task-created',
    name: 'Register HRD-1',
    assignee: 'ann',
    candidateUsers: ['u1', 'u2'],
    candidateGroups: ['g1', 'g2'],
    dueDate: '2026-03-04T08:00:00.000Z',
    followUpDate: '2026-03-10T08:00:00.000Z',
    priority: 90,
    formKey: 'njia:registrations',
  });
});

test('input parameters are local to the task and output parameters reach the process', async () => {
  const instance = await play('input-output-mapping', (running) => {
    running.start({ caseCode: 'HRD-1', n: 4, topicName: 'send-mail' });
    expect(running.wait('send')).toMatchObject({
      topic: 'send-mail',
      priority: 40,
      extensionProperties: { colour: 'red' },
    });
    expect(running.visible('send', 'kind')).toBe('reminder of HRD-1');
    expect(running.visible('send', 'count')).toBe(5);
    expect(running.visible('send', 'list')).toBe('["a","HRD-1"]');
    expect(running.visible('send', 'map')).toBe('{"k":4}');
    expect(running.variable('kind')).toBeUndefined();
    running.complete('send');
  });
  expect(instance.variable('sent')).toBe('reminder of HRD-1');
  expect(instance.visible('next', 'count')).toBeUndefined();
});

test('a completed task sets variables where they exist, else in the process', async () => {
  const instance = await play('input-output-mapping', (running) => {
    running
      .start({ caseCode: 'HRD-1', n: 4, topicName: 't' })
      .complete('send', { kind: 'changed', result: 'ok' });
  });
  expect(instance.variable('result')).toBe('ok');
  expect(instance.variable('kind')).toBeUndefined();
  expect(instance.variable('sent')).toBe('changed');
});

test('expressions run without waiting, a receive task waits for its message, and a message is sent by a worker', async () => {
  const instance = await play('tasks-without-people', (running) => {
    running.start({ a: 2, b: 3 });
    expect(running.wait('wait')).toMatchObject({
      kind: 'subscription-created',
      eventType: 'message',
      eventName: 'Go',
    });
    running.deliver('wait');
    expect(running.wait('tell')).toMatchObject({ kind: 'external-task-created', topic: 'tell' });
    running.complete('tell');
  });
  expect(instance.variable('sum')).toBe(5);
  expect(instance.variable('doubled')).toBe(10);
  expect(instance.outcome?.outcome).toBe('completed');
});

test('a call activity maps variables in and out and binds the version it names', async () => {
  const instance = await play('call-with-mappings', (running) => {
    running.start({ called: 'child', n: 1 });
    expect(running.wait('call')).toMatchObject({
      call: {
        calledElement: 'child',
        binding: { kind: 'versionTag', tag: 'v1' },
        businessKey: null,
        variables: { n: { value: 1 }, called: { value: 'child' }, next: { value: 2 } },
      },
    });
    running.endCall('call', { result: 21, secret: 'kept' });
  });
  expect(instance.variable('doubled')).toBe(42);
  expect(instance.variable('result')).toBe(21);
  expect(instance.variable('secret')).toBeUndefined();
});

test('scripts run on the token core, in the sandbox', async () => {
  const executor = createTokenCore({ scripts: await loadScripts() });
  const instance = await play(
    'script-parameter',
    (running) => {
      running.start({ base: 1 });
      expect(running.visible('rate', 'scored')).toBe(10);
      running.complete('rate');
    },
    { only: executor },
  );
  expect(instance.variable('score')).toBe(2);
  expect(instance.waiting).toEqual(['praise']);
});
