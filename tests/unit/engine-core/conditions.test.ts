import { describe, expect, test } from 'vitest';
import {
  boundaryEvent,
  catchEvent,
  condition,
  eventSubprocess,
  externalTask,
  flow,
  mapping,
  multiInstance,
  parallel,
  startEvent,
  subprocess,
  userTask,
} from '../../support/bpmn-text.ts';
import { instanceOf } from '../../support/token-core-play.ts';

describe('a conditional event', () => {
  const catching = [
    startEvent('start'),
    parallel('fork'),
    catchEvent('ready', {}, condition('${amount > 10}')),
    userTask('a'),
    userTask('after'),
    flow('start -> fork -> ready -> after'),
    flow('fork -> a'),
  ];

  test('lets a token pass that arrives when it holds already', async () => {
    expect((await instanceOf(...catching)).start({ amount: 11 }).waiting).toEqual(['a', 'after']);
  });

  test('waits for its variable when that is not there yet', async () => {
    const instance = await instanceOf(...catching);
    expect(instance.start().waiting).toEqual(['a', 'ready']);
    expect(instance.complete('a', { amount: 12 }).waiting).toEqual(['after']);
  });

  test('looks again when a variable changes in the process', async () => {
    const instance = await instanceOf(...catching);
    expect(instance.start({ amount: 1 }).waiting).toEqual(['a', 'ready']);
    expect(instance.complete('a', { amount: 12 }).waiting).toEqual(['after']);
  });

  test('looks again when a variable was changed from outside', async () => {
    const instance = await instanceOf(...catching);
    instance.start({ amount: 1 }).setVariable('amount', 5);
    expect(instance.waiting).toEqual(['a', 'ready']);
    expect(instance.setVariable('amount', 50).waiting).toEqual(['a', 'after']);
  });

  test('looks at changes of the variable it names only', async () => {
    const instance = await instanceOf(
      startEvent('start'),
      parallel('fork'),
      userTask('host'),
      externalTask('other'),
      externalTask('another'),
      boundaryEvent(
        'changed',
        'host',
        condition('${x > 0}', { 'camunda:variableName': 'x', 'camunda:variableEvents': 'update' }),
        false,
      ),
      userTask('handler'),
      flow('start -> fork -> host'),
      flow('fork -> other -> another'),
      flow('changed -> handler'),
    );
    instance.start({ x: 0 }).complete('other', { y: 1 });
    expect(instance.waiting).not.toContain('handler');
    expect(instance.complete('another', { x: 1 }).waiting).toContain('handler');
  });

  test('hears from outside of changes of the variable it names only, too', async () => {
    const instance = await instanceOf(
      startEvent('start'),
      userTask('host'),
      boundaryEvent('changed', 'host', condition('${x > 0}', { 'camunda:variableName': 'x' }), false),
      userTask('handler'),
      flow('start -> host'),
      flow('changed -> handler'),
    );
    instance.start({ x: 0, y: 0 }).setVariable('x', 1);
    expect(instance.waitsOf('handler')).toHaveLength(1);
    instance.setVariable('y', 1);
    expect(instance.waitsOf('handler')).toHaveLength(1);
  });

  test('that does not interrupt happens at each change while it holds', async () => {
    const instance = await instanceOf(
      startEvent('start'),
      parallel('fork'),
      userTask('host'),
      externalTask('one'),
      externalTask('two'),
      boundaryEvent('changed', 'host', condition('${x > 0}'), false),
      userTask('handler'),
      flow('start -> fork -> host'),
      flow('fork -> one -> two'),
      flow('changed -> handler'),
    );
    instance.start({ x: 0 }).complete('one', { x: 1 }).complete('two', { x: 2 });
    expect(instance.waiting).toEqual(['changed', 'handler', 'handler', 'host']);
  });

  test('of an event subprocess of the process looks at the start and at each variable it starts with', async () => {
    const instance = await instanceOf(
      startEvent('start'),
      userTask('work'),
      flow('start -> work'),
      eventSubprocess('seen', condition('${x > 5}'), [userTask('look'), flow('seen-start -> look')], false),
    );
    instance.start({ x: 9, y: 1 });
    expect(instance.waiting).toEqual(['look', 'look', 'look', 'seen-start', 'work']);
  });

  test('of a repeated activity sees how many are done before the activity is left', async () => {
    const instance = await instanceOf(
      startEvent('start'),
      userTask('work', {}, multiInstance({ cardinality: '2' })),
      boundaryEvent('done', 'work', condition('${nrOfCompletedInstances == 2}')),
      userTask('all'),
      userTask('after'),
      flow('start -> work -> after'),
      flow('done -> all'),
    );
    instance.start().complete('work').complete('work');
    expect(instance.waiting).toEqual(['all']);
  });

  test.each([
    ['nrOfCompletedInstances == 1', 2],
    ['loopCounter == 1', 2],
    ['nrOfCompletedInstances == 3', 0],
  ])(
    'of an activity repeated in a row is asked when the next one begins, as in Camunda: %s',
    async (expression, times) => {
      const instance = await instanceOf(
        startEvent('start'),
        userTask('work', {}, multiInstance({ cardinality: '3', sequential: true })),
        boundaryEvent('some', 'work', condition(`\${${expression}}`), false),
        userTask('look'),
        userTask('after'),
        flow('start -> work -> after'),
        flow('some -> look'),
      );
      instance.start().complete('work').complete('work').complete('work');
      expect(instance.waitsOf('look')).toHaveLength(times);
    },
  );

  test('fires with another one of its scope, also when that one interrupts the scope', async () => {
    const instance = await instanceOf(
      startEvent('start'),
      subprocess(
        'scope',
        {},
        startEvent('inner'),
        userTask('work'),
        flow('inner -> work'),
        eventSubprocess('stop', condition('${x > 5}'), [userTask('stopped'), flow('stop-start -> stopped')]),
      ),
      boundaryEvent('tell', 'scope', condition('${x > 5}'), false),
      userTask('told'),
      flow('start -> scope'),
      flow('tell -> told'),
    );
    instance.start({ x: 0 }).complete('work', { x: 9 });
    expect(instance.waiting).toEqual(['stopped', 'told']);
  });

  test('of an event subprocess interrupts its scope before the scope begins when it holds at once', async () => {
    const instance = await instanceOf(
      startEvent('start'),
      subprocess(
        'scope',
        {},
        startEvent('inner'),
        userTask('a'),
        eventSubprocess('reaction', condition('${x > 0}'), [
          userTask('react'),
          flow('reaction-start -> react'),
        ]),
        flow('inner -> a'),
      ),
      flow('start -> scope'),
    );
    expect(instance.start({ x: 1 }).waiting).toEqual(['react']);
    expect(instance.history()).not.toContain('a');
  });

  test('sees variables of the scope it stands in', async () => {
    const instance = await instanceOf(
      startEvent('start'),
      subprocess(
        'scope',
        {},
        mapping({ local: '0' }),
        startEvent('inner'),
        externalTask('a'),
        userTask('b'),
        flow('inner -> a -> b'),
      ),
      boundaryEvent('changed', 'scope', condition('${local == 1}')),
      userTask('handler'),
      flow('start -> scope'),
      flow('changed -> handler'),
    );
    expect(instance.start().complete('a', { local: 1 }).waiting).toEqual(['handler']);
  });
});
