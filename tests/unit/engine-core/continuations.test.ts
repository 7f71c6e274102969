import { describe, expect, test } from 'vitest';
import {
  boundaryEvent,
  endEvent,
  expressionTask,
  extension,
  element,
  flow,
  inclusive,
  message,
  multiInstance,
  parallel,
  plainTask,
  startEvent,
  subprocess,
  timer,
  userTask,
} from '../../support/bpmn-text.ts';
import { instanceOf } from '../../support/token-core-play.ts';

const before = { 'camunda:asyncBefore': true };
const after = { 'camunda:asyncAfter': true };

describe('a job before an activity', () => {
  test('holds the token until it runs, and only then the activity begins', async () => {
    const instance = await instanceOf(
      startEvent('start'),
      userTask('a', before),
      endEvent('end'),
      flow('start -> a -> end'),
    );
    instance.start();
    expect(instance.wait('a').kind).toBe('continuation-created');
    expect(instance.history()).toEqual(['start']);
    instance.continue('a');
    expect(instance.wait('a').kind).toBe('user-task-created');
    expect(instance.complete('a').outcome?.outcome).toBe('completed');
  });

  test('leaves what fails behind it to the job', async () => {
    const instance = await instanceOf(
      startEvent('start'),
      expressionTask('compute', '${missing.size}').replace(
        '<bpmn:serviceTask',
        '<bpmn:serviceTask camunda:asyncBefore="true"',
      ),
      endEvent('end'),
      flow('start -> compute -> end'),
    );
    instance.start();
    expect(() => instance.continue('compute')).toThrow('missing');
    expect(instance.waiting).toEqual(['compute']);
  });

  test('of the start event holds the whole instance', async () => {
    const instance = await instanceOf(startEvent('start', before), userTask('a'), flow('start -> a'));
    expect(instance.start({ x: 1 }).waiting).toEqual(['start']);
    expect(instance.continue('start').waiting).toEqual(['a']);
  });

  test('goes when the scope around it is interrupted', async () => {
    const instance = await instanceOf(
      startEvent('start'),
      subprocess('sub', {}, startEvent('s'), userTask('a', before), flow('s -> a')),
      boundaryEvent('stop', 'sub', message('Stop')),
      userTask('b'),
      flow('start -> sub'),
      flow('stop -> b'),
    );
    instance.start();
    expect(instance.waiting).toEqual(['a', 'stop']);
    expect(instance.deliver('stop').waiting).toEqual(['b']);
    expect(instance.history('canceled')).toEqual(['sub']);
  });

  test('of a join lets each token in by a job of its own', async () => {
    const instance = await instanceOf(
      startEvent('start'),
      parallel('fork'),
      parallel('join', before),
      userTask('a'),
      plainTask('side'),
      flow('start -> fork -> join -> a'),
      flow('fork -> side -> join'),
    );
    instance.start();
    expect(instance.waiting).toEqual(['join', 'join']);
    expect(instance.continue('join').waiting).toEqual(['join']);
    expect(instance.continue('join').waiting).toEqual(['a']);
  });

  test('keeps an inclusive join waiting for the token it holds', async () => {
    const instance = await instanceOf(
      startEvent('start'),
      inclusive('fork'),
      inclusive('join', before),
      userTask('a'),
      plainTask('side'),
      flow('start -> fork -> join -> a'),
      flow('fork -> side -> join'),
    );
    instance.start();
    instance.continue('join');
    expect(instance.waiting).toEqual(['join']);
    expect(instance.continue('join').waiting).toEqual(['a']);
    expect(instance.history().filter((id) => id === 'a')).toHaveLength(1);
  });
});

describe('a job after an activity', () => {
  test('ends the activity and holds each token it sends on', async () => {
    const instance = await instanceOf(
      startEvent('start'),
      userTask('a', after),
      userTask('b'),
      userTask('c'),
      flow('start -> a -> b'),
      flow('a -> c'),
    );
    instance.start().complete('a');
    expect(instance.waiting).toEqual(['a', 'a']);
    expect(instance.continue('a').waiting).toEqual(['a', 'b']);
    expect(instance.continue('a').waiting).toEqual(['b', 'c']);
  });

  test('of an end event keeps the instance alive until it runs', async () => {
    const instance = await instanceOf(startEvent('start'), endEvent('end', after), flow('start -> end'));
    expect(instance.start().waiting).toEqual(['end']);
    expect(instance.continue('end').outcome?.outcome).toBe('completed');
  });
});

describe('jobs of a multi-instance activity', () => {
  const loop = multiInstance({ cardinality: '2' }).replace(
    'isSequential',
    'camunda:asyncBefore="true" camunda:asyncAfter="true" isSequential',
  );

  test('of the activity are around all instances, those of the marker around each', async () => {
    const instance = await instanceOf(
      startEvent('start'),
      userTask('a', { ...before, ...after }, loop),
      userTask('b'),
      flow('start -> a -> b'),
    );
    instance.start();
    expect(instance.waiting).toEqual(['a#multiInstanceBody']);
    expect(instance.continue('a#multiInstanceBody').waiting).toEqual(['a', 'a']);
    expect(instance.continue('a').continue('a').waitsOf('a')[0]?.kind).toBe('user-task-created');
    instance.complete('a').complete('a');
    expect(instance.waitsOf('a').map(({ kind }) => kind)).toEqual([
      'continuation-created',
      'continuation-created',
    ]);
    instance.continue('a').continue('a');
    expect(instance.waiting).toEqual(['a#multiInstanceBody']);
    expect(instance.continue('a#multiInstanceBody').waiting).toEqual(['b']);
  });
});

test('jobs say how they are tried, timers as well', async () => {
  const cycle = extension(element('camunda:failedJobRetryTimeCycle', {}, 'R5/PT1M'));
  const instance = await instanceOf(
    startEvent('start'),
    userTask('a', { ...before, 'camunda:jobPriority': '${urgency}' }, cycle),
    boundaryEvent('late', 'a', timer('timeDuration', 'PT1H')).replace(
      '<bpmn:boundaryEvent',
      '<bpmn:boundaryEvent camunda:jobPriority="7"',
    ),
    endEvent('end'),
    flow('start -> a -> end'),
    flow('late -> end'),
  );
  instance.start({ urgency: 3 });
  expect(instance.wait('a')).toMatchObject({ job: { priority: 3, retryCycle: 'R5/PT1M' } });
  expect(instance.continue('a').wait('late')).toMatchObject({ job: { priority: 7, retryCycle: null } });
});
