import { describe, expect, test } from 'vitest';
import {
  boundaryEvent,
  callActivity,
  catchEvent,
  condition,
  error,
  escalation,
  eventGateway,
  eventSubprocess,
  externalTask,
  flow,
  message,
  multiInstance,
  receiveTask,
  signal,
  startEvent,
  subprocess,
  throwEvent,
  timer,
  transaction,
  userTask,
} from '../../support/bpmn-text.ts';
import type { InstanceUnderTest } from '../../support/instance-under-test.ts';
import { instanceOf, loadText, problemsOf } from '../../support/token-core-play.ts';

const inside = [startEvent('begin'), userTask('inner'), flow('begin -> inner')];
const HOSTS: Record<string, string> = {
  'a user task': userTask('host'),
  'an external task': externalTask('host'),
  'a receive task': receiveTask('host', { messageRef: 'message-awaited' }),
  'a receive task without a message': receiveTask('host'),
  'a call activity': callActivity('host', { calledElement: 'child' }),
  'a subprocess': subprocess('host', {}, ...inside),
  'a transaction': transaction('host', {}, ...inside),
  'a multi-instance task': userTask('host', {}, multiInstance({ cardinality: '2' })),
  'a multi-instance subprocess': subprocess('host', {}, multiInstance({ cardinality: '2' }), ...inside),
};
const EVENTS: Record<string, string> = {
  message: message('event'),
  signal: signal('event'),
  timer: timer('timeDuration', 'PT1H'),
  conditional: condition('${happened}'),
};

/** Lets the event with this id happen. */
function happen(instance: InstanceUnderTest, kind: string, id: string): InstanceUnderTest {
  if (kind === 'timer') return instance.fireTimer(id);
  return kind === 'conditional' ? instance.setVariable('happened', true) : instance.deliver(id);
}

const attached = Object.keys(HOSTS).flatMap((host) =>
  Object.keys(EVENTS).flatMap((event) =>
    [true, false].map((isInterrupting) => ({
      host,
      event,
      how: isInterrupting ? 'interrupts' : 'does not interrupt',
    })),
  ),
);

describe('a boundary event', () => {
  test.each(attached)('for a $event that $how on $host', async ({ host, event, how }) => {
    const isInterrupting = how === 'interrupts';
    const instance = await instanceOf(
      startEvent('start'),
      HOSTS[host] ?? '',
      boundaryEvent('event', 'host', EVENTS[event] ?? '', isInterrupting),
      userTask('handled'),
      flow('start -> host'),
      flow('event -> handled'),
    );
    instance.start({ happened: false });
    const waiting = instance.waiting.filter((id) => id !== 'event');
    happen(instance, event, 'event');
    expect(instance.waiting.filter((id) => id !== 'event')).toEqual(
      isInterrupting ? ['handled'] : [...waiting, 'handled'].toSorted(),
    );
  });

  test.each(['a user task', 'an external task', 'a call activity', 'a subprocess', 'a multi-instance task'])(
    'for an error on %s',
    async (host) => {
      const instance = await instanceOf(
        startEvent('start'),
        HOSTS[host] ?? '',
        boundaryEvent('event', 'host', error('refused')),
        userTask('handled'),
        flow('start -> host'),
        flow('event -> handled'),
      );
      const thrownAt = host === 'a subprocess' ? 'inner' : 'host';
      if (host === 'a call activity') instance.start().endCall('host', {}, 'refused');
      else instance.start().throwError(thrownAt, 'refused');
      expect(instance.waiting).toEqual(['handled']);
    },
  );

  test.each(
    ['a user task', 'a call activity'].flatMap((host) =>
      [true, false].map((isInterrupting) => ({ host, isInterrupting })),
    ),
  )('for an escalation on $host, interrupting: $isInterrupting', async ({ host, isInterrupting }) => {
    const instance = await instanceOf(
      startEvent('start'),
      HOSTS[host] ?? '',
      boundaryEvent('event', 'host', escalation('late'), isInterrupting),
      userTask('handled'),
      flow('start -> host'),
      flow('event -> handled'),
    );
    instance.start().escalate('host', 'late');
    expect(instance.waiting).toEqual(isInterrupting ? ['handled'] : ['handled', 'host']);
  });
});

describe('an event subprocess', () => {
  const model = (definition: string, isInterrupting: boolean) =>
    instanceOf(
      startEvent('start'),
      userTask('main'),
      throwEvent('throw', {}, escalation('late')),
      userTask('after'),
      flow('start -> main -> throw -> after'),
      eventSubprocess(
        'event',
        definition,
        [userTask('handled'), flow('event-start -> handled')],
        isInterrupting,
      ),
    );

  test.each(
    Object.keys(EVENTS).flatMap((event) =>
      [true, false].map((isInterrupting) => ({ event, isInterrupting })),
    ),
  )('starts with a $event, interrupting: $isInterrupting', async ({ event, isInterrupting }) => {
    const instance = await model(EVENTS[event] ?? '', isInterrupting);
    instance.start({ happened: false });
    happen(instance, event, 'event-start');
    const rest = instance.waiting.filter((id) => id !== 'event-start');
    expect(rest).toEqual(isInterrupting ? ['handled'] : ['handled', 'main']);
  });

  test.each([true, false])('starts with an escalation, interrupting: %s', async (isInterrupting) => {
    const instance = await model(escalation('late'), isInterrupting);
    expect(instance.start().complete('main').waiting).toEqual(
      isInterrupting ? ['handled'] : ['after', 'handled'],
    );
  });

  test('starts with an error', async () => {
    const instance = await model(error('refused'), true);
    expect(instance.start().throwError('main', 'refused').waiting).toEqual(['handled']);
  });
});

test.each(Object.keys(EVENTS))('an event-based gateway waits for a %s', async (event) => {
  const instance = await instanceOf(
    startEvent('start'),
    eventGateway('which'),
    catchEvent('event', {}, EVENTS[event] ?? ''),
    catchEvent('other', {}, message('other')),
    userTask('handled'),
    flow('start -> which -> event -> handled'),
    flow('which -> other'),
  );
  instance.start({ happened: false });
  expect(instance.waiting).toEqual(['event', 'other']);
  expect(happen(instance, event, 'event').waiting).toEqual(['handled']);
});

test.each(Object.keys(EVENTS))('an intermediate event waits for a %s', async (event) => {
  const instance = await instanceOf(
    startEvent('start'),
    catchEvent('event', {}, EVENTS[event] ?? ''),
    userTask('handled'),
    flow('start -> event -> handled'),
  );
  instance.start({ happened: false });
  expect(instance.waiting).toEqual(['event']);
  expect(happen(instance, event, 'event').waiting).toEqual(['handled']);
});

describe('a process', () => {
  test('starts with no event, a timer, a message, a signal or a condition', async () => {
    const starts = { none: '', ...EVENTS };
    for (const [kind, definition] of Object.entries(starts)) {
      const content = [startEvent('start', {}, definition), userTask('task'), flow('start -> task')];
      const instance = await instanceOf(...content);
      expect(instance.start({}, 'start').waiting, kind).toEqual(['task']);
      const { startEvents } = await loadText(...content);
      expect(startEvents.map((one) => one.kind)).toEqual([kind]);
    }
  });

  test('does not start with an error or an escalation', async () => {
    for (const definition of [error('refused'), escalation('late')]) {
      expect(
        await problemsOf(startEvent('start', {}, definition), userTask('task'), flow('start -> task')),
      ).toEqual([expect.stringContaining('A process cannot start with a')]);
    }
  });
});
