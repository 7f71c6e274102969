import { describe, expect, test } from 'vitest';
import {
  association,
  boundaryEvent,
  compensate,
  endEvent,
  eventSubprocess,
  flow,
  mapping,
  multiInstance,
  parallel,
  startEvent,
  subprocess,
  throwEvent,
  userTask,
} from '../../support/bpmn-text.ts';
import { instanceOf } from '../../support/token-core-play.ts';

/** An activity with its compensation event and handler. */
const undoable = (id: string, ...content: string[]): string[] => [
  userTask(id, {}, ...content),
  boundaryEvent(`${id}-undone`, id, compensate()),
  userTask(`undo-${id}`, { isForCompensation: true }),
  association(`${id}-undone`, `undo-${id}`),
];

describe('compensation', () => {
  test('runs handlers at once, whatever jobs they ask for', async () => {
    const instance = await instanceOf(
      startEvent('start'),
      userTask('a'),
      boundaryEvent('undone', 'a', compensate()),
      userTask('undo-a', {
        isForCompensation: true,
        'camunda:asyncBefore': true,
        'camunda:asyncAfter': true,
      }),
      association('undone', 'undo-a'),
      throwEvent('undo', {}, compensate()),
      userTask('after'),
      flow('start -> a -> undo -> after'),
    );
    expect(instance.start().complete('a').wait('undo-a').kind).toBe('user-task-created');
    expect(instance.complete('undo-a').waiting).toEqual(['after']);
  });

  test('undoes what completed, the last first, and waits for all handlers', async () => {
    const instance = await instanceOf(
      startEvent('start'),
      ...undoable('a'),
      ...undoable('b'),
      ...undoable('c'),
      throwEvent('undo', {}, compensate()),
      userTask('after'),
      flow('start -> a -> b -> undo -> after'),
    );
    instance.start().complete('a').complete('b');
    expect(instance.waiting).toEqual(['undo-a', 'undo-b']);
    expect(instance.history().slice(-2)).toEqual(['undo-b', 'undo-a']);
    expect(instance.complete('undo-a').waiting).toEqual(['undo-b']);
    expect(instance.complete('undo-b').waiting).toEqual(['after']);
  });

  test('undoes only the activity it names, and each completion once', async () => {
    const instance = await instanceOf(
      startEvent('start'),
      ...undoable('a'),
      ...undoable('b'),
      throwEvent('undo', {}, compensate('a')),
      throwEvent('again', {}, compensate('a')),
      userTask('after'),
      flow('start -> a -> b -> undo -> again -> after'),
    );
    instance.start().complete('a').complete('b');
    expect(instance.waiting).toEqual(['undo-a']);
    expect(instance.complete('undo-a').waiting).toEqual(['after']);
  });

  test('an end event goes on only after the handlers', async () => {
    const instance = await instanceOf(
      startEvent('start'),
      ...undoable('a'),
      endEvent('undo', {}, compensate()),
      flow('start -> a -> undo'),
    );
    expect(instance.start().complete('a').outcome).toBeUndefined();
    expect(instance.complete('undo-a').outcome?.outcome).toBe('completed');
  });

  test('reaches into a completed subprocess, whose variables are as they were', async () => {
    const instance = await instanceOf(
      startEvent('start'),
      subprocess(
        'scope',
        {},
        mapping({ local: '${amount}' }),
        startEvent('inner'),
        ...undoable('a'),
        ...undoable('b'),
        flow('inner -> a -> b'),
      ),
      throwEvent('undo', {}, compensate()),
      userTask('after'),
      flow('start -> scope -> undo -> after'),
    );
    instance.start({ amount: 7 }).complete('a', { amount: 8 }).complete('b');
    expect(instance.waiting).toEqual(['undo-a', 'undo-b']);
    expect(instance.visible('undo-a', 'local')).toBe(7);
    expect(instance.complete('undo-b').complete('undo-a').waiting).toEqual(['after']);
  });

  test('a subprocess can undo itself as a whole', async () => {
    const instance = await instanceOf(
      startEvent('start'),
      subprocess(
        'scope',
        {},
        startEvent('inner'),
        ...undoable('a'),
        eventSubprocess('undoing', compensate(), [userTask('react'), flow('undoing-start -> react')]),
        flow('inner -> a'),
      ),
      throwEvent('undo', {}, compensate('scope')),
      userTask('after'),
      flow('start -> scope -> undo -> after'),
    );
    expect(instance.start().complete('a').waiting).toEqual(['react']);
    expect(instance.complete('react').waiting).toEqual(['after']);
  });

  test('each completed instance of a loop is undone', async () => {
    const instance = await instanceOf(
      startEvent('start'),
      ...undoable('a', multiInstance({ cardinality: '3' })),
      throwEvent('undo', {}, compensate()),
      userTask('after'),
      flow('start -> a -> undo -> after'),
    );
    instance.start().complete('a').complete('a').complete('a');
    expect(instance.waiting).toEqual(['undo-a', 'undo-a', 'undo-a']);
    instance.complete('undo-a').complete('undo-a').complete('undo-a');
    expect(instance.waiting).toEqual(['after']);
  });

  test('each instance of a loop of subprocesses undoes itself', async () => {
    const instance = await instanceOf(
      startEvent('start'),
      subprocess(
        'scope',
        {},
        multiInstance({ cardinality: '2' }),
        startEvent('inner'),
        userTask('a'),
        eventSubprocess('undoing', compensate(), [userTask('react'), flow('undoing-start -> react')]),
        flow('inner -> a'),
      ),
      throwEvent('undo', {}, compensate('scope')),
      userTask('after'),
      flow('start -> scope -> undo -> after'),
    );
    expect(instance.start().complete('a').complete('a').waiting).toEqual(['react', 'react']);
    expect(instance.complete('react').complete('react').waiting).toEqual(['after']);
  });

  test('what has not completed is not undone', async () => {
    const instance = await instanceOf(
      startEvent('start'),
      parallel('fork'),
      ...undoable('a'),
      userTask('b'),
      throwEvent('undo', {}, compensate()),
      userTask('after'),
      flow('start -> fork -> a'),
      flow('fork -> b -> undo -> after'),
    );
    expect(instance.start().complete('b').waiting).toEqual(['a', 'after']);
  });
});
