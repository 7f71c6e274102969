import { expect, test } from 'vitest';

import { createBpmnEngineExecutor } from '../../../../engine/executors/bpmn-engine/create-bpmn-engine-executor.ts';
import { play } from '../../../support/executor-scenario.ts';

test('a non-interrupting timer fires once and leaves the task open', async () => {
  await play('task-with-reminders', (running) => {
    running.start();
    expect(running.wait('overdue')).toMatchObject({ schedule: { dueAt: '2026-03-02T09:00:00.000Z' } });
    running.fireTimer('overdue');
    expect(running.waiting).toEqual(['assess', 'escalate', 'remind']);
  });
});

test('a reminder cycle fires as often as it says, one period after the other', async () => {
  const instance = await play('task-with-reminders', (running) => {
    running.start();
    expect(running.wait('remind')).toMatchObject({
      schedule: { dueAt: '2026-03-03T08:00:00.000Z', cycle: { expression: 'R3/PT24H', remaining: 2 } },
    });
    running.fireTimer('remind').complete('send-reminder');
    expect(running.wait('remind')).toMatchObject({ schedule: { dueAt: '2026-03-04T08:00:00.000Z' } });
    running.fireTimer('remind').complete('send-reminder').fireTimer('remind').complete('send-reminder');
    expect(running.waiting).toEqual(['assess', 'overdue']);
    running.complete('assess');
  });
  expect(instance.outcome?.outcome).toBe('completed');
});

test('the first event after an event-based gateway closes the others', async () => {
  await play('answer-or-timeout', (running) => {
    running.start({ answerDueAt: new Date('2026-03-03T08:00:00Z') });
    expect(running.waiting).toEqual(['answered', 'timeout']);
    running.deliver('answered', { providerAnswer: 'accepted' });
    expect(running.waiting).toEqual(['record']);
    expect(running.variable('providerAnswer')).toBe('accepted');
  });
});

test('an event-based gateway can be reached again after its timeout', async () => {
  await play('answer-or-timeout', (running) => {
    running
      .start({ answerDueAt: new Date('2026-03-03T08:00:00Z') })
      .fireTimer('timeout')
      .fireTimer('timeout');
    expect(running.waiting).toEqual(['answered', 'timeout']);
    running.deliver('answered');
    expect(running.waiting).toEqual(['record']);
  });
});

test('a message that does not interrupt can arrive any number of times', async () => {
  const instance = await play('notes-while-working', (running) => {
    running.start();
    for (let note = 0; note < 3; note += 1) running.deliver('note').complete('record-note');
    expect(running.waiting).toEqual(['note', 'task']);
    running.complete('task');
  });
  expect(instance.outcome?.outcome).toBe('completed');
});

test('an interrupting event subprocess replaces everything that runs beside it', async () => {
  const instance = await play('event-subprocesses', (running) => {
    running.start();
    expect(running.waiting).toEqual(['a', 'b', 'on-late-start', 'on-note-start', 'on-stop-start']);
    running.complete('a').deliver('on-stop-start', { why: 'told to' });
    expect(running.waiting).toEqual(['tidy-up']);
    running.complete('tidy-up');
  });
  expect(instance.outcome?.outcome).toBe('completed');
  expect(instance.variable('why')).toBe('told to');
});

test('event subprocesses that do not interrupt run beside the rest and are armed again', async () => {
  // Camunda and the token core keep them armed while one runs; this library arms them again afterwards.
  const players = { only: createBpmnEngineExecutor() };
  const instance = await play(
    'event-subprocesses',
    (running) => {
      running
        .start()
        .deliver('on-note-start')
        .complete('record-note')
        .deliver('on-note-start')
        .fireTimer('on-late-start');
      expect(running.waiting).toEqual(['a', 'b', 'on-stop-start', 'record-note', 'warn']);
      running.complete('warn').complete('record-note').complete('a').complete('b');
    },
    players,
  );
  expect(instance.outcome?.outcome).toBe('completed');
  expect(instance.waiting).toEqual([]);
});

test('an event subprocess inside of a subprocess interrupts that subprocess only', async () => {
  await play('event-subprocess-inside-subprocess', (running) => {
    running.start().deliver('on-cancel-start');
    expect(running.waiting).toEqual(['undo']);
    running.complete('undo');
    expect(running.waiting).toEqual(['after']);
  });
});

test('a condition is looked at when variables change, and fires once for each change', async () => {
  await play('conditional-events', (running) => {
    running.start({ amount: 1 });
    expect(running.waiting).toEqual(['enough']);
    running.setVariable('amount', 12);
    expect(running.waiting).toEqual(['go', 'urgent']);
    running.setVariable('amount', 500).complete('alert');
    expect(running.waiting).toEqual(['go', 'urgent']);
    running.complete('go');
    expect(running.outcome?.outcome).toBe('completed');
  });
});

test('a condition that holds already is passed at once', async () => {
  await play('conditional-events', (running) =>
    expect(running.start({ amount: 50 }).waiting).toEqual(['go', 'urgent']),
  );
});

test('an escalation informs without stopping the work', async () => {
  await play('escalation', (running) => {
    running.start().complete('work');
    expect(running.waiting).toEqual(['go-on', 'inform']);
    running.complete('go-on').complete('inform');
    expect(running.outcome?.outcome).toBe('completed');
  });
});
