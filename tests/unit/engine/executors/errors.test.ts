import { expect, test } from 'vitest';

import { createBpmnEngineExecutor } from '../../../../engine/executors/bpmn-engine/create-bpmn-engine-executor.ts';
import { play } from '../../../support/executor-scenario.ts';

test('an error goes to the boundary event with its code and sets the variables it asks for', async () => {
  const instance = await play('errors-by-code', (running) => {
    running.start().throwError('charge', 'DECLINED', 'no funds');
    expect(running.waiting).toEqual(['other-way']);
  });
  expect(instance.variable('code')).toBe('DECLINED');
  expect(instance.variable('reason')).toBe('no funds');
});

test('an error of another code goes to the boundary event without a code', async () => {
  await play('errors-by-code', (running) =>
    expect(running.start().throwError('charge', 'OTHER').waiting).toEqual(['repair']),
  );
});

test('an error end event leaves its subprocess and cancels what runs beside it', async () => {
  const instance = await play('error-end-event-leaves-subprocess', (running) => {
    running.start().complete('left');
    expect(running.waiting).toEqual(['repair']);
    running.complete('repair');
  });
  expect(instance.outcome?.outcome).toBe('completed');
  expect(instance.history('canceled')).toEqual(expect.arrayContaining(['attempt', 'right']));
});

/** The core fails where an output mapping does, as Camunda: it is tested by itself. */
const library = { only: createBpmnEngineExecutor() };

test('an error of a called instance keeps its code', async () => {
  await play(
    'call-with-mappings',
    (running) => {
      running.start({ called: 'child', n: 1 }).endCall('call', {}, 'FAILED');
      expect(running.waiting).toEqual(['repair']);
    },
    library,
  );
});

test('an error nobody catches ends the instance as failed, with the error', async () => {
  const instance = await play(
    'call-with-mappings',
    (running) => {
      running.start({ called: 'child', n: 1 }).endCall('call', {}, 'UNKNOWN');
    },
    library,
  );
  expect(instance.outcome).toEqual({ kind: 'instance-ended', outcome: 'failed', error: { code: 'UNKNOWN' } });
  expect(instance.waiting).toEqual([]);
});

test('a wrong expression fails the step and leaves the instance where it was', async () => {
  await play('sequence-with-choice', (running) => {
    running.start().complete('screen');
    expect(() => running.complete('register')).toThrow(
      "Unknown property used in expression: ${decision == 'accepted'}. Cause: Cannot resolve identifier 'decision'",
    );
    expect(running.waiting).toEqual(['register']);
    running.complete('register', { decision: 'accepted' });
    expect(running.waiting).toEqual(['inform']);
  });
});

test('a failed start leaves nothing behind and says which timer is wrong', async () => {
  await play('answer-or-timeout', (running) => {
    expect(() => running.start({ answerDueAt: 'tomorrow' })).toThrow(
      /Timer 'timeout': the timer date is not an ISO 8601 date/,
    );
    running.start({ answerDueAt: new Date('2026-03-03T08:00:00Z') });
    expect(running.waiting).toEqual(['answered', 'timeout']);
  });
});

test('a task that is gone cannot be completed', async () => {
  await play('sequence-with-choice', (running) => {
    running.start();
    const executionId = running.idOf('screen');
    running.complete('screen');
    expect(() => running.completeExecution(executionId)).toThrow(/Nothing waits under the execution/);
  });
});
