import { describe, expect, test } from 'vitest';
import {
  association,
  boundaryEvent,
  cancelTransaction,
  compensate,
  endEvent,
  exclusive,
  expressionTask,
  flow,
  message,
  multiInstance,
  parallel,
  startEvent,
  subprocess,
  throwEvent,
  transaction,
  userTask,
} from '../../support/bpmn-text.ts';
import { instanceOf, problemsOf } from '../../support/token-core-play.ts';

const undoable = (id: string): string[] => [
  userTask(id),
  boundaryEvent(`${id}-undone`, id, compensate()),
  userTask(`undo-${id}`, { isForCompensation: true }),
  association(`${id}-undone`, `undo-${id}`),
];

/** Books a bed and a transport at once; a check decides whether all of it is cancelled. */
const booking = (...extra: string[]): string[] => [
  transaction(
    'booking',
    {},
    ...extra,
    startEvent('begin'),
    parallel('fork'),
    ...undoable('bed'),
    ...undoable('transport'),
    parallel('join'),
    userTask('check'),
    exclusive('fits', { default: 'fits-booked' }),
    endEvent('booked'),
    endEvent('cancel', {}, cancelTransaction),
    flow('begin -> fork -> bed -> join -> check -> fits -> booked'),
    flow('fork -> transport -> join'),
    flow('fits -> cancel', '${isCancelled}'),
  ),
  boundaryEvent('cancelled', 'booking', cancelTransaction),
  userTask('explain'),
  userTask('after'),
  flow('start -> booking -> after'),
  flow('cancelled -> explain'),
];

describe('a transaction', () => {
  test('that completes goes on like a subprocess', async () => {
    const instance = await instanceOf(startEvent('start'), ...booking());
    instance.start().complete('bed').complete('transport').complete('check', { isCancelled: false });
    expect(instance.waiting).toEqual(['after']);
  });

  test('that is cancelled is undone first, and then goes on at its cancel event', async () => {
    const instance = await instanceOf(startEvent('start'), ...booking());
    instance.start().complete('bed').complete('transport').complete('check', { isCancelled: true });
    expect(instance.waiting).toEqual(['undo-bed', 'undo-transport']);
    expect(instance.complete('undo-bed').waiting).toEqual(['undo-transport']);
    expect(instance.complete('undo-transport').waiting).toEqual(['explain']);
    expect(instance.history('canceled')).toEqual(['booking', 'cancel']);
    expect(instance.complete('explain').outcome?.outcome).toBe('completed');
  });

  test('is shown with the types of Camunda', async () => {
    const instance = await instanceOf(startEvent('start'), ...booking());
    instance.start().complete('bed').complete('transport').complete('check', { isCancelled: true });
    instance.complete('undo-bed').complete('undo-transport');
    const types = instance.effects.flatMap((effect) =>
      effect.kind === 'activity-started' && ['booking', 'cancel', 'cancelled'].includes(effect.activityId)
        ? [effect.activityType]
        : [],
    );
    expect(types).toEqual(['transaction', 'cancelEndEvent', 'cancelBoundaryCatch']);
  });

  test('that is cancelled takes along what still runs in it, once all is undone', async () => {
    const instance = await instanceOf(
      startEvent('start'),
      transaction(
        'scope',
        {},
        startEvent('begin'),
        parallel('fork'),
        ...undoable('a'),
        userTask('open'),
        endEvent('cancel', {}, cancelTransaction),
        flow('begin -> fork -> a -> cancel'),
        flow('fork -> open'),
      ),
      boundaryEvent('cancelled', 'scope', cancelTransaction),
      userTask('after'),
      flow('start -> scope'),
      flow('cancelled -> after'),
    );
    expect(instance.start().complete('a').waiting).toEqual(['open', 'undo-a']);
    expect(instance.complete('undo-a').waiting).toEqual(['after']);
  });

  test('with nothing to undo goes on at once', async () => {
    const instance = await instanceOf(
      startEvent('start'),
      transaction(
        'scope',
        {},
        startEvent('begin'),
        endEvent('cancel', {}, cancelTransaction),
        flow('begin -> cancel'),
      ),
      boundaryEvent('cancelled', 'scope', cancelTransaction),
      userTask('after'),
      flow('start -> scope'),
      flow('cancelled -> after'),
    );
    expect(instance.start().waiting).toEqual(['after']);
  });

  test('that completed can be undone from outside, and may repeat', async () => {
    const instance = await instanceOf(
      startEvent('start'),
      ...booking(multiInstance({ cardinality: '2', sequential: true })),
      throwEvent('undo', {}, compensate('booking')),
      userTask('end'),
      flow('after -> undo -> end'),
    );
    instance.start();
    for (let turn = 0; turn < 2; turn += 1)
      instance.complete('bed').complete('transport').complete('check', { isCancelled: false });
    instance.complete('after');
    expect(instance.waiting).toEqual(['undo-bed', 'undo-bed', 'undo-transport', 'undo-transport']);
  });

  test('can be left by any other event on its boundary, without being undone', async () => {
    const instance = await instanceOf(
      startEvent('start'),
      ...booking(),
      boundaryEvent('stop', 'booking', message('stop')),
      expressionTask('note', '${1}'),
      flow('stop -> note'),
    );
    instance.start().complete('bed').deliver('stop');
    expect(instance.outcome?.outcome).toBe('completed');
  });
});

describe('a cancel event is refused', () => {
  test('outside of a transaction, and when nothing catches it', async () => {
    expect(
      await problemsOf(startEvent('start'), endEvent('end', {}, cancelTransaction), flow('start -> end')),
    ).toEqual(['end: A cancel end event belongs directly into a transaction subprocess.']);
    const inside = [startEvent('begin'), endEvent('end', {}, cancelTransaction), flow('begin -> end')];
    expect(
      await problemsOf(startEvent('start'), transaction('scope', {}, ...inside), flow('start -> scope')),
    ).toEqual(["end: Nothing catches it: attach a cancel event to 'scope'."]);
    expect(
      await problemsOf(
        startEvent('start'),
        subprocess('scope', {}, startEvent('begin')),
        boundaryEvent('cancelled', 'scope', cancelTransaction),
        flow('start -> scope'),
      ),
    ).toEqual(['cancelled: A cancel event belongs on the boundary of a transaction subprocess.']);
  });
});
