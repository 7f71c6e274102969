import { expect, test } from 'vitest';

import { createBpmnEngineExecutor } from '../../../../engine/executors/bpmn-engine/create-bpmn-engine-executor.ts';
import { bpmnFixture } from '../../../support/executor-scenario.ts';

test.each([
  ['invalid-inclusive-join', 'join', /inclusive gateway that joins/],
  ['invalid-java-class', 'java', /camunda:class needs Java/],
  ['invalid-compensation', 'undo', /'compensate' cannot be run/],
  ['invalid-expression', 'which-to-a', /Error while parsing expression: \$\{a ==\}/],
  ['invalid-two-plain-starts', 'invalid-two-plain-starts', /several start events/],
  ['invalid-unreachable-task', 'island', /never be reached/],
  ['invalid-unknown-attribute', 'a', /unknown attribute <camunda:asignee>/],
  ['invalid-script', 'compute', /Scripts do not run here/],
  ['invalid-service-task', 'no-topic', /no topic/],
  ['invalid-two-flows-to-one-task', 'fork', /only one token would arrive/],
  ['invalid-error-event-subprocess', 'on-error-start', /'error' cannot be run/],
])('%s is refused with the element and a plain sentence', async (fixture, elementId, message) => {
  const { models, problems } = await createBpmnEngineExecutor().load(await bpmnFixture(fixture));
  expect(models).toEqual([]);
  expect(problems[0]).toMatchObject({ elementId, message: expect.stringMatching(message) as string });
  expect(problems[0]?.line).toBeGreaterThan(1);
});

test('a file that is not XML is a problem, not an exception', async () => {
  const { problems } = await createBpmnEngineExecutor().load('not a diagram');
  expect(problems).toHaveLength(1);
});

test('a model says how it starts, how long its history is kept and what its elements are', async () => {
  const { models } = await createBpmnEngineExecutor().load(await bpmnFixture('three-ways-to-start'));
  expect(models[0]).toMatchObject({
    processId: 'three-ways-to-start',
    historyTimeToLiveDays: 30,
    isExecutable: true,
  });
  expect(models[0]?.startEvents).toEqual([
    { kind: 'none', activityId: 'start' },
    { kind: 'message', activityId: 'asked', eventName: 'HelpAsked' },
    { kind: 'timer', activityId: 'nightly', timer: { type: 'cycle', expression: '0 0 2 * * ?' } },
  ]);
  expect(models[0]?.activities.get('nightly')?.type).toBe('startTimerEvent');
});
