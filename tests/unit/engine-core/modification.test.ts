import { describe, expect, test } from 'vitest';
import { NotValid } from '../../../engine/executors/executor-failure.ts';
import {
  boundaryEvent,
  callActivity,
  catchEvent,
  endEvent,
  eventGateway,
  eventSubprocess,
  flow,
  mapping,
  message,
  multiInstance,
  parallel,
  startEvent,
  subprocess,
  timer,
  userTask,
} from '../../support/bpmn-text.ts';
import {
  cancelAll,
  cancelOne,
  startAfter,
  startBefore,
  startTransition,
} from '../../support/instructions.ts';
import { instanceOf } from '../../support/token-core-play.ts';

const inside = [startEvent('s'), userTask('draft'), userTask('check'), flow('s -> draft -> check')];

const nested = [
  startEvent('start'),
  userTask('first'),
  subprocess('outer', {}, startEvent('o'), subprocess('inner', {}, ...inside), flow('o -> inner')),
  boundaryEvent('late', 'outer', timer('timeDuration', 'P1D')),
  userTask('after'),
  endEvent('end'),
  flow('start -> first -> outer -> after -> end'),
  flow('late -> after'),
];

const branches = [
  startEvent('start'),
  parallel('fork'),
  userTask('a'),
  userTask('b'),
  parallel('join'),
  userTask('last'),
  flow('start -> fork -> a -> join -> last'),
  flow('fork -> b -> join'),
];

const forEach = (sequential: boolean) => [
  startEvent('start'),
  userTask('visit', {}, multiInstance({ cardinality: '3', sequential })),
  userTask('after'),
  flow('start -> visit -> after'),
];

test('a token moves to a later task, and history says which activity was cancelled', async () => {
  // given
  const instance = (await instanceOf(...nested)).start();
  const first = instance.idOf('first');
  // when
  instance.modify(cancelAll('first'), startBefore('after'));
  // then
  expect(instance.waiting).toEqual(['after']);
  expect(instance.effects).toContainEqual({ kind: 'activity-ended', executionId: first, canceled: true });
  expect(instance.outcome).toBeUndefined();
});

test('the same holds when the new token starts before the old one is cancelled', async () => {
  const instance = (await instanceOf(...nested)).start();
  expect(instance.modify(startBefore('after'), cancelAll('first')).waiting).toEqual(['after']);
});

describe('a start inside of scopes that do not run', () => {
  test('begins them, with their boundary events, and the instance goes on from there', async () => {
    // given
    const instance = (await instanceOf(...nested)).start();
    // when
    instance.modify(cancelAll('first'), startBefore('check'));
    // then
    expect(instance.waiting).toEqual(['check', 'late']);
    expect(instance.complete('check').waiting).toEqual(['after']);
  });

  test('uses scopes that run already', async () => {
    const instance = (await instanceOf(...nested)).start().complete('first');
    instance.modify(startBefore('check'));
    expect(instance.waiting).toEqual(['check', 'draft', 'late']);
    expect(instance.complete('check').waiting).toEqual(['draft', 'late']);
  });

  test('is refused while the scope runs twice, unless one of them is named', async () => {
    // given
    const instance = await instanceOf(
      startEvent('start'),
      subprocess('visit', {}, multiInstance({ cardinality: '2' }), ...inside),
      flow('start -> visit'),
    );
    instance.start();
    // when, then
    expect(() => instance.modify(startBefore('check'))).toThrow(
      'Ancestor activity execution is ambiguous for activity Activity(visit)',
    );
    const scope = instance.waitsOf('draft')[1]?.scopePath.at(-2) ?? '';
    instance.modify(startBefore('check', { in: scope }));
    expect(instance.wait('check').scopePath).toContain(scope);
  });

  test('refuses an ancestor that is none', async () => {
    const instance = (await instanceOf(...nested)).start();
    const modify = () => instance.modify(startBefore('check', { in: instance.idOf('first') }));
    expect(modify).toThrow(NotValid);
    expect(modify).toThrow(/cannot be found in parent hierarchy of flow element 'check'/);
  });
});

describe('cancelling', () => {
  test('takes scopes along in which nothing else is left, and their events', async () => {
    const instance = (await instanceOf(...nested)).start().complete('first').modify(startBefore('first'));
    expect(instance.modify(cancelAll('draft')).waiting).toEqual(['first']);
  });

  test('leaves scopes in which something else is left', async () => {
    const instance = (await instanceOf(...nested)).start().complete('first').modify(startBefore('check'));
    expect(instance.modify(cancelAll('draft')).waiting).toEqual(['check', 'late']);
  });

  test('of the last token ends the instance as terminated', async () => {
    const instance = (await instanceOf(...nested)).start();
    expect(instance.modify(cancelOne(instance.idOf('first'))).outcome?.outcome).toBe('terminated');
  });

  test('keeps event subprocesses of the process armed for what starts next', async () => {
    // given
    const stop = eventSubprocess('stop', message('Stop'), [
      userTask('stopped'),
      flow('stop-start -> stopped'),
    ]);
    const instance = (await instanceOf(...branches, stop)).start();
    // when
    instance.modify(cancelAll('a'), cancelAll('b'), startBefore('last'));
    // then
    expect(instance.waiting).toEqual(['last', 'stop-start']);
    expect(instance.deliver('stop-start').waiting).toEqual(['stopped']);
  });

  test('spares what the request itself started, when asked for', async () => {
    const instance = (await instanceOf(...branches)).start();
    instance.modify(startBefore('a'), cancelAll('a', true));
    expect(instance.waiting).toEqual(['a', 'b']);
    expect(instance.modify(startBefore('a'), cancelAll('a')).waiting).toEqual(['b']);
  });

  test('of an instance of nothing is refused, of an activity without instances does nothing', async () => {
    const instance = (await instanceOf(...nested)).start();
    expect(() => instance.modify(cancelOne('nothing'))).toThrow(NotValid);
    expect(instance.modify(cancelAll('after')).waiting).toEqual(['first']);
  });

  test('of a call activity tells that the called instance is no longer wanted', async () => {
    const call = callActivity('call', { calledElement: 'child' });
    const instance = (
      await instanceOf(startEvent('start'), call, userTask('after'), flow('start -> call -> after'))
    ).start();
    const executionId = instance.idOf('call');
    instance.modify(cancelAll('call'), startBefore('after'));
    expect(instance.effects).toContainEqual({ kind: 'wait-closed', executionId });
  });

  test('of one option closes an event gateway with all of them', async () => {
    // given
    const instance = await instanceOf(
      startEvent('start'),
      eventGateway('either'),
      catchEvent('answer', {}, message('Answer')),
      catchEvent('timeout', {}, timer('timeDuration', 'P1D')),
      userTask('after'),
      flow('start -> either -> answer -> after'),
      flow('either -> timeout -> after'),
    );
    instance.start();
    expect(instance.waiting).toEqual(['answer', 'timeout']);
    // when
    instance.modify(cancelAll('either'), startBefore('after'));
    // then
    expect(instance.waiting).toEqual(['after']);
  });
});

describe('a join', () => {
  test('goes on when the missing token is started on its flow', async () => {
    const instance = (await instanceOf(...branches)).start().complete('a');
    instance.modify(cancelAll('b'), startTransition('b-join'));
    expect(instance.waiting).toEqual(['last']);
  });

  test('may wait for a token that a later request brings', async () => {
    const instance = (await instanceOf(...branches)).start().complete('a');
    instance.modify(cancelAll('b'));
    expect(instance.waiting).toEqual([]);
    expect(instance.outcome).toBeUndefined();
    expect(instance.modify(startBefore('b')).complete('b').waiting).toEqual(['last']);
  });
});

test('a start after the last activity completes the instance', async () => {
  const instance = (await instanceOf(...nested)).start();
  expect(instance.modify(cancelAll('first'), startAfter('after')).outcome?.outcome).toBe('completed');
});

test('a start after an activity needs exactly one flow out of it', async () => {
  const instance = (await instanceOf(...branches)).start();
  expect(() => instance.modify(startAfter('fork'))).toThrow(/more than one outgoing sequence flow/);
  expect(() => instance.modify(startAfter('last'))).toThrow(/no outgoing sequence flow to take/);
  expect(() => instance.modify(startAfter('nothing'))).toThrow(NotValid);
  expect(() => instance.modify(startTransition('nothing'))).toThrow(NotValid);
});

describe('a multi-instance activity', () => {
  test.each(['visit', 'visit#multiInstanceBody'])('can be cancelled as %s', async (id) => {
    const instance = (await instanceOf(...forEach(false))).start();
    expect(instance.modify(cancelAll(id), startBefore('after')).waiting).toEqual(['after']);
  });

  test('goes on without an instance that was cancelled', async () => {
    // given
    const instance = (await instanceOf(...forEach(false))).start();
    // when
    instance
      .modify(cancelOne(instance.idOf('visit')))
      .complete('visit')
      .complete('visit');
    // then
    expect(instance.waiting).toEqual(['after']);
  });

  test('takes one more instance while it runs', async () => {
    // given
    const instance = (await instanceOf(...forEach(false))).start();
    // when
    instance.modify(startBefore('visit', { local: { note: 'one more' } }));
    // then
    const added = instance.waitsOf('visit')[3]?.executionId ?? '';
    expect(instance.scopes[added]).toMatchObject({ loopCounter: { value: 3 }, note: { value: 'one more' } });
    instance.complete('visit').complete('visit').complete('visit');
    expect(instance.waiting).toEqual(['visit']);
    expect(instance.complete('visit').waiting).toEqual(['after']);
  });

  test('starts whole by the name of its body, and with one instance by its own name', async () => {
    const instance = (await instanceOf(...forEach(false))).startWith(startBefore('after'));
    expect(instance.modify(startBefore('visit#multiInstanceBody')).waitsOf('visit')).toHaveLength(3);
    instance.modify(cancelAll('visit#multiInstanceBody'), startBefore('visit'));
    expect(instance.waitsOf('visit')).toHaveLength(1);
    expect(instance.complete('visit').waitsOf('after')).toHaveLength(2);
  });

  test('takes no second instance while its instances run one after the other', async () => {
    const instance = (await instanceOf(...forEach(true))).start();
    expect(() => instance.modify(startBefore('visit'))).toThrow(
      'Concurrent instantiation not possible for activities in scope visit#multiInstanceBody',
    );
  });
});

test('a start before an interrupting boundary event cancels the activity it is attached to', async () => {
  const instance = (await instanceOf(...nested)).start().complete('first');
  expect(instance.modify(startBefore('late')).waiting).toEqual(['after']);
});

describe('an interrupting event subprocess', () => {
  const stop = eventSubprocess('stop', message('Stop'), [
    userTask('stopped'),
    userTask('told'),
    flow('stop-start -> stopped -> told'),
  ]);

  test.each(['stop', 'stop-start'])('ends what runs beside it when it starts at %s', async (id) => {
    const instance = (await instanceOf(...branches, stop)).start();
    expect(instance.modify(startBefore(id)).waiting).toEqual(['stopped']);
  });

  test('runs beside the rest when a token starts at a task in it', async () => {
    const instance = (await instanceOf(...branches, stop)).start();
    expect(instance.modify(startBefore('told')).waiting).toEqual(['a', 'b', 'stop-start', 'told']);
  });
});

test('what is cancelled still gives its outputs', async () => {
  // given
  const instance = await instanceOf(
    startEvent('start'),
    subprocess('sub', {}, mapping({ code: 'c-1' }, { result: '${code}' }), ...inside),
    userTask('after'),
    flow('start -> sub -> after'),
  );
  instance.start();
  // when
  instance.modify(cancelAll('draft'), startBefore('after'));
  // then
  expect(instance.variable('result')).toBe('c-1');
});

test('variables are there before the activity starts; local ones are its own', async () => {
  // given
  const instance = await instanceOf(
    startEvent('start'),
    userTask('first'),
    userTask('second', { 'camunda:assignee': '${who}' }, mapping({ copy: '${note}' })),
    flow('start -> first -> second'),
  );
  instance.start();
  // when
  instance.modify(startBefore('second', { with: { who: 'amina' }, local: { note: 'n-1' } }));
  // then
  const task = instance.wait('second');
  expect(task).toMatchObject({ assignee: 'amina' });
  expect(instance.scopes[instance.id]).toMatchObject({ who: { value: 'amina' } });
  expect(instance.scopes[instance.id]).not.toHaveProperty('note');
  expect(instance.scopes[task.executionId]).toMatchObject({ note: { value: 'n-1' }, copy: { value: 'n-1' } });
});

test('an instance can start in several places, without its start event', async () => {
  const instance = (await instanceOf(...nested)).startWith(startBefore('draft'), startBefore('first'));
  expect(instance.waiting).toEqual(['draft', 'first', 'late']);
});
