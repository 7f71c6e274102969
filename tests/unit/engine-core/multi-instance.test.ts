import { describe, expect, test } from 'vitest';
import {
  boundaryEvent,
  callActivity,
  element,
  endEvent,
  extension,
  externalTask,
  flow,
  mapping,
  message,
  multiInstance,
  startEvent,
  subprocess,
  userTask,
} from '../../support/bpmn-text.ts';
import { instanceOf } from '../../support/token-core-play.ts';

const looped = (activity: string): string[] => [
  startEvent('start'),
  activity,
  userTask('after'),
  endEvent('end'),
  flow('start -> work -> after -> end'),
];

describe('parallel', () => {
  test('starts one instance for each element and goes on after the last', async () => {
    const loop = multiInstance({ collection: 'people', element: 'person' });
    const instance = await instanceOf(...looped(userTask('work', { 'camunda:assignee': '${person}' }, loop)));
    instance.start({ people: ['ada', 'ben', 'cem'] });
    expect(instance.waitsOf('work').map((wait) => 'assignee' in wait && wait.assignee)).toEqual([
      'ada',
      'ben',
      'cem',
    ]);
    expect(instance.visible('work', 'nrOfInstances')).toBe(3);
    instance.complete('work');
    expect(instance.visible('work', 'nrOfActiveInstances')).toBe(2);
    expect(instance.visible('work', 'nrOfCompletedInstances')).toBe(1);
    expect(instance.visible('work', 'loopCounter')).toBe(1);
    expect(instance.complete('work').complete('work').waiting).toEqual(['after']);
    expect(Object.keys(instance.scopes)).toEqual([instance.id]);
  });

  test('ends the rest when the completion condition holds', async () => {
    const loop = multiInstance({ cardinality: '${5}', until: '${nrOfCompletedInstances >= 2}' });
    const instance = await instanceOf(...looped(userTask('work', {}, loop)));
    expect(instance.start().complete('work').complete('work').waiting).toEqual(['after']);
    expect(instance.history('canceled')).toEqual(['work', 'work', 'work']);
  });

  test('is left at once when there is nothing to do it for', async () => {
    const loop = multiInstance({ collection: '${people}', element: 'person' });
    expect((await instanceOf(...looped(userTask('work', {}, loop)))).start({ people: [] }).waiting).toEqual([
      'after',
    ]);
  });

  test('a boundary event belongs to all instances together', async () => {
    const loop = multiInstance({ cardinality: '3' });
    const instance = await instanceOf(
      ...looped(userTask('work', {}, loop)),
      boundaryEvent('stop', 'work', message('Stop')),
      userTask('stopped'),
      flow('stop -> stopped'),
    );
    expect(instance.start().waiting).toEqual(['stop', 'work', 'work', 'work']);
    expect(instance.deliver('stop').waiting).toEqual(['stopped']);
  });

  test('each instance of a subprocess has its own variables', async () => {
    const loop = multiInstance({ collection: 'people', element: 'person' });
    const body = [startEvent('s'), userTask('ask'), externalTask('tell'), flow('s -> ask -> tell')];
    const instance = await instanceOf(
      ...looped(subprocess('work', {}, loop, mapping({ answer: '${null}' }), ...body)),
    );
    instance.start({ people: ['ada', 'ben'] }).complete('ask', { answer: 'yes' });
    expect(instance.waiting).toEqual(['ask', 'tell']);
    expect(instance.visible('tell', 'answer')).toBe('yes');
    expect(instance.visible('tell', 'person')).toBe('ada');
    expect(instance.visible('ask', 'answer')).toBeNull();
    expect(instance.variable('answer')).toBeUndefined();
  });

  test('one hundred instances of a call activity', async () => {
    const loop = multiInstance({ collection: '${ids.elements()}', element: 'id' });
    const passed = extension(
      element('camunda:in', { sourceExpression: '${id.numberValue()}', target: 'number' }),
    );
    const instance = await instanceOf(
      ...looped(callActivity('work', { calledElement: 'other' }, loop, passed)),
    );
    instance.start({ ids: Array.from({ length: 100 }, (_, index) => index) });
    expect(instance.waitsOf('work')).toHaveLength(100);
    expect(instance.waitsOf('work')[42]).toMatchObject({ call: { variables: { number: { value: 42 } } } });
    for (let count = 0; count < 100; count += 1) instance.endCall('work');
    expect(instance.waiting).toEqual(['after']);
  });
});

describe('sequential', () => {
  test('does one after the other', async () => {
    const loop = multiInstance({ sequential: true, collection: 'people', element: 'person' });
    const instance = await instanceOf(...looped(userTask('work', { 'camunda:assignee': '${person}' }, loop)));
    instance.start({ people: ['ada', 'ben'] });
    expect(instance.wait('work')).toMatchObject({ assignee: 'ada' });
    instance.complete('work');
    expect(instance.wait('work')).toMatchObject({ assignee: 'ben' });
    expect(instance.visible('work', 'loopCounter')).toBe(1);
    expect(instance.complete('work').waiting).toEqual(['after']);
  });

  test('stops when the completion condition holds', async () => {
    const loop = multiInstance({ sequential: true, cardinality: '9', until: '${found}' });
    const instance = await instanceOf(...looped(userTask('work', {}, loop)));
    instance.start().complete('work', { found: false }).complete('work', { found: true });
    expect(instance.waiting).toEqual(['after']);
  });

  test('ten thousand instances that wait for nothing run through', async () => {
    const loop = multiInstance({ sequential: true, cardinality: '10000' });
    const instance = await instanceOf(...looped(element('bpmn:task', { id: 'work' }, loop)));
    expect(instance.start().waiting).toEqual(['after']);
  });
});

test('a loop over something that is no list says so', async () => {
  const instance = await instanceOf(...looped(userTask('work', {}, multiInstance({ collection: 'people' }))));
  expect(() => instance.start({ people: 'ada' })).toThrow(/'people' must give a list/);
});
