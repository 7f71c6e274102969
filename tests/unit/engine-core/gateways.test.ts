import { describe, expect, test } from 'vitest';
import {
  catchEvent,
  endEvent,
  eventGateway,
  exclusive,
  externalTask,
  flow,
  inclusive,
  link,
  message,
  parallel,
  plainTask,
  startEvent,
  subprocess,
  terminate,
  throwEvent,
  timer,
  userTask,
} from '../../support/bpmn-text.ts';
import { instanceOf } from '../../support/token-core-play.ts';

describe('exclusive gateway', () => {
  const model = [
    startEvent('start'),
    exclusive('choice', { default: 'choice-c' }),
    ...['a', 'b', 'c'].map((id) => userTask(id)),
    flow('start -> choice'),
    flow('choice -> a', '${amount > 100}'),
    flow('choice -> b', '${amount > 10}'),
    flow('choice -> c'),
  ];

  test.each([
    [1000, 'a'],
    [50, 'b'],
    [1, 'c'],
  ])('takes the first flow whose condition holds for %d', async (amount, chosen) => {
    expect((await instanceOf(...model)).start({ amount }).waiting).toEqual([chosen]);
  });

  test('fails when no flow can be taken, and changes nothing', async () => {
    const instance = await instanceOf(
      startEvent('start'),
      exclusive('choice'),
      userTask('a'),
      userTask('b'),
      flow('start -> choice'),
      flow('choice -> a', '${x}'),
      flow('choice -> b', '${x}'),
    );
    expect(() => instance.start({ x: false })).toThrow(/No outgoing sequence flow of 'choice'/);
    expect(instance.state).toBeNull();
  });
});

describe('parallel gateway', () => {
  test('joins when an exclusive merge stands in one branch', async () => {
    // given: the model of which the library goes on too early and then hangs
    const instance = await instanceOf(
      startEvent('start'),
      parallel('fork'),
      exclusive('choice', { default: 'choice-y' }),
      ...['x', 'y', 'b', 'after'].map((id) => userTask(id)),
      exclusive('merge'),
      parallel('join'),
      flow('start -> fork -> choice'),
      flow('choice -> x', '${high}'),
      flow('choice -> y -> merge'),
      flow('x -> merge -> join'),
      flow('fork -> b -> join -> after'),
    );
    // when
    instance.start({ high: true }).complete('b');
    // then
    expect(instance.waiting).toEqual(['x']);
    expect(instance.complete('x').waiting).toEqual(['after']);
    expect(instance.complete('after').outcome?.outcome).toBe('completed');
  });

  test('waits for as many tokens as it has incoming flows, whichever way they come', async () => {
    const instance = await instanceOf(
      startEvent('start'),
      parallel('fork'),
      ...['a', 'b', 'c', 'after'].map((id) => userTask(id)),
      exclusive('merge'),
      parallel('join'),
      flow('start -> fork -> a -> merge -> join'),
      flow('fork -> b -> merge'),
      flow('fork -> c -> join -> after'),
    );
    // As in Camunda the join counts tokens, not flows.
    expect(instance.start().complete('a').complete('b').waiting).toEqual(['after', 'c']);
    expect(instance.complete('after').outcome).toBeUndefined();
  });

  test('a step after which nothing could ever move again fails instead', async () => {
    const instance = await instanceOf(
      startEvent('start'),
      exclusive('choice', { default: 'choice-b' }),
      userTask('a'),
      userTask('b'),
      parallel('join'),
      flow('start -> choice'),
      flow('choice -> a', '${x}'),
      flow('choice -> b -> join'),
      flow('a -> join'),
    );
    instance.start({ x: true });
    expect(() => instance.complete('a')).toThrow(/would wait for ever: tokens wait at 'join'/);
    expect(instance.waiting).toEqual(['a']);
  });

  test('two tokens stand in one activity at the same time', async () => {
    const instance = await instanceOf(
      startEvent('start'),
      parallel('fork'),
      exclusive('merge'),
      externalTask('work'),
      endEvent('end'),
      flow('start -> fork -> merge -> work -> end'),
      element2('fork', 'merge'),
    );
    expect(instance.start().waiting).toEqual(['work', 'work']);
    expect(instance.complete('work').outcome).toBeUndefined();
    expect(instance.complete('work').outcome?.outcome).toBe('completed');
  });

  test('branches run to their first wait in the order of the flows', async () => {
    const instance = await instanceOf(
      startEvent('start'),
      parallel('fork'),
      plainTask('a1'),
      userTask('a2'),
      plainTask('b1'),
      userTask('b2'),
      flow('start -> fork -> a1 -> a2'),
      flow('fork -> b1 -> b2'),
    );
    expect(instance.start().history()).toEqual(['start', 'fork', 'a1', 'a2', 'b1', 'b2']);
  });
});

/** A second flow between the same two elements. */
function element2(source: string, target: string): string {
  return `<bpmn:sequenceFlow id="${source}-${target}-2" sourceRef="${source}" targetRef="${target}" />`;
}

describe('inclusive gateway', () => {
  const model = [
    startEvent('start'),
    inclusive('split', { default: 'split-c' }),
    ...['a', 'b', 'c', 'after'].map((id) => userTask(id)),
    inclusive('join'),
    flow('start -> split'),
    flow('split -> a', '${amount > 10}'),
    flow('split -> b', '${amount > 100}'),
    flow('split -> c -> join'),
    flow('a -> join'),
    flow('b -> join -> after'),
  ];

  test('takes every flow whose condition holds and joins what was taken', async () => {
    const instance = await instanceOf(...model);
    expect(instance.start({ amount: 500 }).waiting).toEqual(['a', 'b']);
    expect(instance.complete('a').waiting).toEqual(['b']);
    expect(instance.complete('b').waiting).toEqual(['after']);
    expect(instance.complete('after').outcome?.outcome).toBe('completed');
  });

  test('takes the default flow only when no other is open', async () => {
    const instance = await instanceOf(...model);
    expect(instance.start({ amount: 1 }).complete('c').waiting).toEqual(['after']);
  });

  test('does not wait for a token that cannot come any more', async () => {
    const instance = await instanceOf(
      startEvent('start'),
      parallel('fork'),
      ...['a', 'b', 'after'].map((id) => userTask(id)),
      exclusive('choice', { default: 'choice-away' }),
      endEvent('away'),
      inclusive('join'),
      flow('start -> fork -> a -> join -> after'),
      flow('fork -> b -> choice -> away'),
      flow('choice -> join', '${back}'),
    );
    expect(instance.start().complete('a').waiting).toEqual(['b']);
    // Camunda looks at the join only when a token comes; here the token at the join would wait for ever.
    expect(instance.complete('b', { back: false }).waiting).toEqual(['after']);
  });

  test('waits for a token inside of a subprocess that leads to it', async () => {
    const instance = await instanceOf(
      startEvent('start'),
      parallel('fork'),
      userTask('a'),
      userTask('after'),
      subprocess('sub', {}, startEvent('inner'), userTask('b'), flow('inner -> b')),
      inclusive('join'),
      flow('start -> fork -> a -> join -> after'),
      flow('fork -> sub -> join'),
    );
    expect(instance.start().complete('a').waiting).toEqual(['b']);
    expect(instance.complete('b').waiting).toEqual(['after']);
  });
});

describe('event-based gateway', () => {
  const model = [
    startEvent('start'),
    eventGateway('first'),
    catchEvent('answer', {}, message('Answered')),
    catchEvent('late', {}, timer('timeDuration', 'PT1H')),
    userTask('answered'),
    userTask('overdue'),
    flow('start -> first -> answer -> answered'),
    flow('first -> late -> overdue'),
  ];

  test('goes where the first event leads and forgets the others', async () => {
    const instance = await instanceOf(...model);
    expect(instance.start().waiting).toEqual(['answer', 'late']);
    expect(instance.deliver('answer', { answer: 'yes' }).waiting).toEqual(['answered']);
    expect(instance.variable('answer')).toBe('yes');
    expect(instance.history()).toEqual(['start', 'first', 'answer', 'answered']);
  });

  test('a timer wins when nothing else happened', async () => {
    const instance = await instanceOf(...model);
    expect(instance.start().fireTimer('late').waiting).toEqual(['overdue']);
  });
});

test('an event gateway counts as cancelled when one of its events happened, as in Camunda', async () => {
  const instance = await instanceOf(
    startEvent('start'),
    eventGateway('race'),
    catchEvent('answer', {}, message('Answer')),
    catchEvent('late', {}, timer('timeDuration', 'P3D')),
    userTask('a'),
    flow('start -> race -> answer -> a'),
    flow('race -> late'),
  );
  expect(instance.start().deliver('answer').history('canceled')).toEqual(['race']);
});

test('a link goes on where its other end is', async () => {
  const instance = await instanceOf(
    startEvent('start'),
    throwEvent('away', {}, link('page-2')),
    catchEvent('here', {}, link('page-2')),
    userTask('a'),
    flow('start -> away'),
    flow('here -> a'),
  );
  expect(instance.start().history()).toEqual(['start', 'a']);
});

test('a terminate end event ends the subprocess it is in and nothing else', async () => {
  const instance = await instanceOf(
    startEvent('start'),
    parallel('fork'),
    userTask('outside'),
    subprocess(
      'sub',
      {},
      startEvent('inner'),
      parallel('split'),
      userTask('a'),
      userTask('b'),
      endEvent('stop', {}, terminate),
      flow('inner -> split -> a -> stop'),
      flow('split -> b'),
    ),
    userTask('after'),
    flow('start -> fork -> outside'),
    flow('fork -> sub -> after'),
  );
  expect(instance.start().complete('a').waiting).toEqual(['after', 'outside']);
  expect(instance.history('canceled')).toEqual(['b']);
});

test('conditions on flows out of a task open each of them by itself', async () => {
  const instance = await instanceOf(
    startEvent('start'),
    userTask('task', { default: 'task-c' }),
    ...['a', 'b', 'c'].map((id) => userTask(id)),
    flow('start -> task'),
    flow('task -> a', '${x > 1}'),
    flow('task -> b', '${x > 2}'),
    flow('task -> c'),
  );
  expect(instance.start().complete('task', { x: 3 }).waiting).toEqual(['a', 'b']);
});

test('a model that goes round in circles is stopped with the element it was at', async () => {
  const instance = await instanceOf(
    startEvent('start'),
    exclusive('again'),
    plainTask('nothing'),
    flow('start -> again -> nothing -> again'),
  );
  expect(() => instance.start()).toThrow(/seems to loop/);
});
