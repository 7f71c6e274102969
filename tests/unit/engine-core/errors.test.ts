import { describe, expect, test } from 'vitest';
import {
  boundaryEvent,
  callActivity,
  element,
  endEvent,
  error,
  eventSubprocess,
  extension,
  externalTask,
  flow,
  parallel,
  startEvent,
  subprocess,
  userTask,
} from '../../support/bpmn-text.ts';
import { instanceOf } from '../../support/token-core-play.ts';

const catching = (...events: string[]): string[] => [
  startEvent('start'),
  externalTask('work'),
  ...events,
  ...['one', 'any', 'after'].map((id) => userTask(id)),
  flow('start -> work -> after'),
];
const caughtOne = boundaryEvent(
  'catch-one',
  'work',
  error('one', { 'camunda:errorCodeVariable': 'code', 'camunda:errorMessageVariable': 'text' }),
);
const caughtAny = boundaryEvent('catch-any', 'work', error());

describe('an error a worker reports', () => {
  test('is caught by its code, which the model can read', async () => {
    const instance = await instanceOf(...catching(caughtOne, flow('catch-one -> one')));
    expect(instance.start().throwError('work', 'one', 'no answer').waiting).toEqual(['one']);
    expect(instance.variable('code')).toBe('one');
    expect(instance.variable('text')).toBe('no answer');
    expect(instance.history('canceled')).toEqual(['work']);
  });

  test('is caught by an event without a code only when no other has its code', async () => {
    const both = [caughtAny, caughtOne, flow('catch-any -> any'), flow('catch-one -> one')];
    expect((await instanceOf(...catching(...both))).start().throwError('work', 'one').waiting).toEqual([
      'one',
    ]);
    expect((await instanceOf(...catching(...both))).start().throwError('work', 'two').waiting).toEqual([
      'any',
    ]);
  });

  test('fails an instance that was called when nothing catches it, for the caller to catch', async () => {
    const instance = await instanceOf(...catching(caughtOne, flow('catch-one -> one')));
    instance.start().throwError('work', 'two', 'closed');
    expect(instance.outcome).toMatchObject({ outcome: 'failed', error: { code: 'two', message: 'closed' } });
    expect(instance.waiting).toEqual([]);
  });

  test('can stand behind a completion that the model declares to be an error', async () => {
    const declared = extension(
      element('camunda:errorEventDefinition', { errorRef: 'error-one', expression: '${result == "closed"}' }),
    );
    const model = [
      startEvent('start'),
      externalTask('work', {}, declared),
      caughtOne,
      userTask('one'),
      userTask('after'),
      flow('start -> work -> after'),
      flow('catch-one -> one'),
    ];
    expect((await instanceOf(...model)).start().complete('work', { result: 'closed' }).waiting).toEqual([
      'one',
    ]);
    expect((await instanceOf(...model)).start().complete('work', { result: 'open' }).waiting).toEqual([
      'after',
    ]);
  });
});

describe('an error end event', () => {
  test('ends its subprocess with everything in it and goes on at the boundary', async () => {
    const instance = await instanceOf(
      startEvent('start'),
      subprocess(
        'scope',
        {},
        startEvent('inner'),
        parallel('fork'),
        userTask('a'),
        userTask('b'),
        endEvent('fail', {}, error('one')),
        flow('inner -> fork -> a -> fail'),
        flow('fork -> b'),
      ),
      boundaryEvent('caught', 'scope', error('one')),
      userTask('handler'),
      flow('start -> scope'),
      flow('caught -> handler'),
    );
    expect(instance.start().complete('a').waiting).toEqual(['handler']);
    expect(instance.history('canceled')).toEqual(['scope', 'b', 'fail']);
  });

  test('also ends branches whose token is still on its way', async () => {
    const instance = await instanceOf(
      startEvent('start'),
      subprocess(
        'scope',
        {},
        startEvent('inner'),
        parallel('fork'),
        endEvent('fail', {}, error('one')),
        userTask('b'),
        flow('inner -> fork -> fail'),
        flow('fork -> b'),
      ),
      boundaryEvent('caught', 'scope', error('one')),
      userTask('handler'),
      flow('start -> scope'),
      flow('caught -> handler'),
    );
    expect(instance.start().waiting).toEqual(['handler']);
    expect(instance.history()).not.toContain('b');
  });

  test('an event subprocess catches it first, but not what it throws itself', async () => {
    const instance = await instanceOf(
      startEvent('start'),
      subprocess(
        'scope',
        {},
        startEvent('inner'),
        endEvent('fail', {}, error('one')),
        eventSubprocess('reaction', error('one'), [
          userTask('react'),
          endEvent('again', {}, error('one')),
          flow('reaction-start -> react -> again'),
        ]),
        flow('inner -> fail'),
      ),
      boundaryEvent('caught', 'scope', error('one')),
      userTask('handler'),
      flow('start -> scope'),
      flow('caught -> handler'),
    );
    expect(instance.start().waiting).toEqual(['react']);
    expect(instance.complete('react').waiting).toEqual(['handler']);
  });

  test('on one of several instances it cancels them all', async () => {
    const instance = await instanceOf(
      startEvent('start'),
      externalTask(
        'work',
        {},
        element('bpmn:multiInstanceLoopCharacteristics', {}, element('bpmn:loopCardinality', {}, '3')),
      ),
      boundaryEvent('caught', 'work', error()),
      userTask('handler'),
      flow('start -> work'),
      flow('caught -> handler'),
    );
    expect(instance.start().throwError('work', 'x').waiting).toEqual(['handler']);
  });
});

test('an error of a called instance is caught at the call activity, with the variables that come back', async () => {
  const instance = await instanceOf(
    startEvent('start'),
    callActivity(
      'call',
      { calledElement: 'other' },
      extension(element('camunda:out', { source: 'x', target: 'y' })),
    ),
    boundaryEvent('caught', 'call', error('one')),
    userTask('handler'),
    flow('start -> call'),
    flow('caught -> handler'),
  );
  expect(instance.start().endCall('call', { x: 7 }, 'one').waiting).toEqual(['handler']);
  expect(instance.variable('y')).toBe(7);
});

describe('an error out of a called instance', () => {
  const model = [
    startEvent('start'),
    callActivity(
      'call',
      { calledElement: 'child' },
      extension(element('camunda:out', { sourceExpression: '${result * 2}', target: 'doubled' })),
    ),
    boundaryEvent('caught', 'call', error('one')),
    userTask('repair'),
    flow('start -> call'),
    flow('caught -> repair'),
  ];

  test('is caught with what the called instance had', async () => {
    const instance = (await instanceOf(...model)).start().endCall('call', { result: 21 }, 'one');
    expect(instance.waiting).toEqual(['repair']);
    expect(instance.variable('doubled')).toBe(42);
  });

  test('is not hidden from who has to know that an output cannot be mapped', async () => {
    const instance = (await instanceOf(...model)).start();
    expect(() => instance.endCall('call', {}, 'one')).toThrow("Cannot resolve identifier 'result'");
  });
});
