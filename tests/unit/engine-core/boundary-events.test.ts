import { describe, expect, test } from 'vitest';
import {
  boundaryEvent,
  callActivity,
  endEvent,
  escalation,
  eventSubprocess,
  externalTask,
  flow,
  message,
  parallel,
  signal,
  startEvent,
  subprocess,
  throwEvent,
  timer,
  userTask,
} from '../../support/bpmn-text.ts';
import { instanceOf } from '../../support/token-core-play.ts';

const hosted = (definition: string, isInterrupting: boolean): string[] => [
  startEvent('start'),
  userTask('host'),
  boundaryEvent('event', 'host', definition, isInterrupting),
  userTask('handler'),
  userTask('next'),
  flow('start -> host -> next'),
  flow('event -> handler'),
];

describe('boundary event', () => {
  test.each([
    ['message', message('M')],
    ['signal', signal('S')],
  ])('an interrupting %s cancels its activity', async (_, definition) => {
    const instance = await instanceOf(...hosted(definition, true));
    expect(instance.start().waiting).toEqual(['event', 'host']);
    expect(instance.deliver('event', { why: 'x' }).waiting).toEqual(['handler']);
    expect(instance.history('canceled')).toEqual(['host']);
    expect(instance.variable('why')).toBe('x');
  });

  test.each([
    ['message', message('M')],
    ['signal', signal('S')],
  ])('a non-interrupting %s happens as often as it comes while its activity runs', async (_, definition) => {
    const instance = await instanceOf(...hosted(definition, false));
    instance.start().deliver('event').deliver('event');
    expect(instance.waiting).toEqual(['event', 'handler', 'handler', 'host']);
    expect(instance.complete('host').waiting).toEqual(['handler', 'handler', 'next']);
  });

  test('a timer that does not interrupt fires once', async () => {
    const instance = await instanceOf(...hosted(timer('timeDuration', 'PT1H'), false));
    instance.start();
    const [wait] = instance.waitsOf('event');
    expect(wait).toMatchObject({ schedule: { dueAt: '2026-03-02T09:00:00.000Z' } });
    expect(instance.fireTimer('event').waiting).toEqual(['handler', 'host']);
  });

  test('a timer with a cycle fires as often as it says, each time from when it was due', async () => {
    const instance = await instanceOf(...hosted(timer('timeCycle', 'R3/PT1H'), false));
    instance.start().fireTimer('event').fireTimer('event');
    expect(instance.wait('event')).toMatchObject({
      schedule: { dueAt: '2026-03-02T11:00:00.000Z', cycle: { remaining: 0 } },
    });
    expect(instance.fireTimer('event').waiting).toEqual(['handler', 'handler', 'handler', 'host']);
  });

  test('an interrupting timer ignores repetitions', async () => {
    const instance = await instanceOf(...hosted(timer('timeCycle', 'R3/PT1H'), true));
    expect(instance.start().fireTimer('event').waiting).toEqual(['handler']);
  });

  test('a timer may be given by a variable', async () => {
    const instance = await instanceOf(...hosted(timer('timeDate', '${due}'), true));
    instance.start({ due: new Date('2026-04-01T00:00:00Z') });
    expect(instance.wait('event')).toMatchObject({ schedule: { dueAt: '2026-04-01T00:00:00.000Z' } });
  });

  test('on a subprocess it cancels everything inside, innermost first', async () => {
    const instance = await instanceOf(
      startEvent('start'),
      subprocess(
        'outer',
        {},
        startEvent('s1'),
        subprocess('inner', {}, startEvent('s2'), externalTask('deep'), flow('s2 -> deep')),
        flow('s1 -> inner'),
      ),
      boundaryEvent('stop', 'outer', message('Stop')),
      userTask('handler'),
      flow('start -> outer'),
      flow('stop -> handler'),
    );
    instance.start().deliver('stop');
    expect(instance.waiting).toEqual(['handler']);
    const ended = instance.effects.filter((effect) => effect.kind === 'activity-ended' && effect.canceled);
    const order = ended.map((effect) => (effect.kind === 'activity-ended' ? effect.executionId : ''));
    const started = instance.effects.filter((effect) => effect.kind === 'activity-started');
    expect(order.map((id) => started.find((one) => one.executionId === id)?.activityId)).toEqual([
      'deep',
      'inner',
      'outer',
    ]);
  });
});

describe('event subprocess', () => {
  const model = (isInterrupting: boolean): string[] => [
    startEvent('start'),
    subprocess(
      'scope',
      {},
      startEvent('inner'),
      parallel('fork'),
      userTask('a'),
      userTask('b'),
      eventSubprocess(
        'reaction',
        message('Changed'),
        [userTask('react'), flow('reaction-start -> react')],
        isInterrupting,
      ),
      flow('inner -> fork -> a'),
      flow('fork -> b'),
    ),
    boundaryEvent('stop', 'scope', message('Stop')),
    userTask('after'),
    userTask('stopped'),
    flow('start -> scope -> after'),
    flow('stop -> stopped'),
  ];

  test('an interrupting one ends what runs beside it, and the scope ends with it', async () => {
    const instance = await instanceOf(...model(true));
    expect(instance.start().waiting).toEqual(['a', 'b', 'reaction-start', 'stop']);
    expect(instance.deliver('reaction-start').waiting).toEqual(['react']);
    expect(instance.history('canceled')).toEqual(['a', 'b']);
    expect(instance.complete('react').waiting).toEqual(['after']);
  });

  test('after an interrupting one the scope waits for its boundary events no more, as in Camunda', async () => {
    const instance = await instanceOf(...model(true));
    instance.start().deliver('reaction-start');
    expect(() => instance.deliver('stop')).toThrow("'stop' does not wait");
  });

  test('a non-interrupting one runs beside, as often as its event comes', async () => {
    const instance = await instanceOf(...model(false));
    instance.start().deliver('reaction-start').deliver('reaction-start');
    expect(instance.waiting).toEqual(['a', 'b', 'react', 'react', 'reaction-start', 'stop']);
    instance.complete('a').complete('b').complete('react');
    expect(instance.waiting).toEqual(['react', 'reaction-start', 'stop']);
    expect(instance.complete('react').waiting).toEqual(['after']);
  });

  test('one of the process itself is armed with the first token', async () => {
    const instance = await instanceOf(
      startEvent('start'),
      userTask('a'),
      eventSubprocess(
        'reminder',
        timer('timeCycle', 'R2/P1D'),
        [userTask('remind'), flow('reminder-start -> remind')],
        false,
      ),
      flow('start -> a'),
    );
    instance.start().fireTimer('reminder-start').fireTimer('reminder-start');
    expect(instance.waiting).toEqual(['a', 'remind', 'remind']);
    instance.complete('a').complete('remind').complete('remind');
    expect(instance.outcome?.outcome).toBe('completed');
  });
});

describe('escalation', () => {
  const model = (isInterrupting: boolean, thrown = 'late'): string[] => [
    startEvent('start'),
    subprocess(
      'scope',
      {},
      startEvent('inner'),
      throwEvent('raise', {}, escalation(thrown)),
      userTask('a'),
      flow('inner -> raise -> a'),
    ),
    boundaryEvent(
      'caught',
      'scope',
      escalation('late', { 'camunda:escalationCodeVariable': 'code' }),
      isInterrupting,
    ),
    userTask('handler'),
    userTask('after'),
    flow('start -> scope -> after'),
    flow('caught -> handler'),
  ];

  test('is caught outside while its scope goes on', async () => {
    const instance = await instanceOf(...model(false));
    expect(instance.start().waiting).toEqual(['a', 'handler']);
    expect(instance.variable('code')).toBe('late');
  });

  test('ends its scope when it is caught by an interrupting event', async () => {
    expect((await instanceOf(...model(true))).start().waiting).toEqual(['handler']);
  });

  test('is left to whoever called the instance when nothing in it catches its code', async () => {
    const instance = await instanceOf(...model(true, 'other'));
    expect(instance.start().waiting).toEqual(['a']);
    expect(instance.effects).toContainEqual({ kind: 'escalation-thrown', code: 'other', variables: {} });
  });

  test.each([
    [false, ['call', 'handler']],
    [true, ['handler']],
  ])(
    'out of a called instance is caught at the call activity (interrupting: %s)',
    async (isInterrupting, waiting) => {
      const instance = await instanceOf(
        startEvent('start'),
        callActivity('call', { calledElement: 'other' }),
        boundaryEvent('caught', 'call', escalation('late'), isInterrupting),
        userTask('handler'),
        flow('start -> call'),
        flow('caught -> handler'),
      );
      expect(instance.start().escalate('call', 'late').waiting).toEqual(waiting);
    },
  );

  test('an end event throws it as well', async () => {
    const instance = await instanceOf(
      startEvent('start'),
      subprocess(
        'scope',
        {},
        startEvent('inner'),
        endEvent('raise', {}, escalation('late')),
        flow('inner -> raise'),
      ),
      boundaryEvent('caught', 'scope', escalation(), false),
      userTask('handler'),
      userTask('after'),
      flow('start -> scope -> after'),
      flow('caught -> handler'),
    );
    expect(instance.start().waiting).toEqual(['after', 'handler']);
  });

  test('an event subprocess catches it in the scope it was thrown in', async () => {
    const instance = await instanceOf(
      startEvent('start'),
      throwEvent('raise', {}, escalation('late')),
      userTask('a'),
      eventSubprocess(
        'reaction',
        escalation('late'),
        [userTask('react'), flow('reaction-start -> react')],
        false,
      ),
      flow('start -> raise -> a'),
    );
    expect(instance.start().waiting).toEqual(['a', 'react']);
  });
});
