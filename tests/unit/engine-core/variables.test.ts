import { describe, expect, test } from 'vitest';
import {
  boundaryEvent,
  callActivity,
  element,
  endEvent,
  expressionTask,
  extension,
  externalTask,
  flow,
  mapping,
  message,
  signal,
  startEvent,
  subprocess,
  throwEvent,
  userTask,
} from '../../support/bpmn-text.ts';
import { instanceOf } from '../../support/token-core-play.ts';

describe('input and output parameters', () => {
  test('inputs are seen by the activity only, outputs by what is around it', async () => {
    const instance = await instanceOf(
      startEvent('start'),
      externalTask('work', {}, mapping({ local: '${amount * 2}' }, { total: '${local + result}' })),
      userTask('after'),
      flow('start -> work -> after'),
    );
    instance.start({ amount: 20 });
    expect(instance.visible('work', 'local')).toBe(40);
    expect(instance.variable('local')).toBeUndefined();
    instance.complete('work', { result: 2 });
    expect(instance.variable('total')).toBe(42);
    expect(Object.keys(instance.scopes)).toEqual([instance.id]);
  });

  test('outputs are mapped when the activity is cancelled, too, as in Camunda', async () => {
    const instance = await instanceOf(
      startEvent('start'),
      userTask('work', {}, mapping({ local: '${amount * 2}' }, { total: '${local}' })),
      boundaryEvent('stop', 'work', message('Stop')),
      userTask('stopped'),
      flow('start -> work'),
      flow('stop -> stopped'),
    );
    instance.start({ amount: 20 }).deliver('stop');
    expect(instance.variable('total')).toBe(40);
  });

  test('an output that fails does not keep an instance from being deleted', async () => {
    const instance = await instanceOf(
      startEvent('start'),
      userTask('work', {}, mapping({}, { total: '${unknown}' })),
      flow('start -> work'),
    );
    expect(instance.start().cancel().outcome).toMatchObject({ outcome: 'terminated' });
  });

  test('a variable that is just passed on keeps its type', async () => {
    const instance = await instanceOf(
      startEvent('start'),
      externalTask('work', {}, mapping({ copy: '${when}' })),
      flow('start -> work'),
    );
    instance.start({ when: new Date('2026-01-01T00:00:00Z') });
    const local = instance.scopes[instance.idOf('work')];
    expect(local?.['copy']).toEqual({ type: 'Date', value: '2026-01-01T00:00:00.000Z' });
  });

  test('lists and maps become Json', async () => {
    const list = element(
      'camunda:list',
      {},
      element('camunda:value', {}, '${a}'),
      element('camunda:value', {}, 'two'),
    );
    const map = element('camunda:map', {}, element('camunda:entry', { key: 'k-${a}' }, '${a}'));
    const inputs = extension(
      element(
        'camunda:inputOutput',
        {},
        element('camunda:inputParameter', { name: 'list' }, list),
        element('camunda:inputParameter', { name: 'map' }, map),
      ),
    );
    const instance = await instanceOf(
      startEvent('start'),
      externalTask('work', {}, inputs),
      flow('start -> work'),
    );
    instance.start({ a: 1 });
    expect(instance.visible('work', 'list')).toBe('[1,"two"]');
    expect(instance.visible('work', 'map')).toBe('{"k-1":1}');
  });

  test('a variable is set where it is known, else in the process', async () => {
    const instance = await instanceOf(
      startEvent('start'),
      subprocess(
        'scope',
        {},
        mapping({ known: '0' }),
        startEvent('inner'),
        externalTask('work'),
        userTask('next'),
        flow('inner -> work -> next'),
      ),
      userTask('after'),
      flow('start -> scope -> after'),
    );
    instance.start().complete('work', { known: 1, fresh: 2 });
    expect(instance.visible('next', 'known')).toBe(1);
    expect(instance.variable('known')).toBeUndefined();
    expect(instance.variable('fresh')).toBe(2);
  });
});

describe('expressions', () => {
  test('a service task keeps the result of its expression', async () => {
    const instance = await instanceOf(
      startEvent('start'),
      expressionTask('sum', '${a + b}', 'total'),
      expressionTask('set', '${execution.setVariable("flag", total > 2)}'),
      userTask('after'),
      flow('start -> sum -> set -> after'),
    );
    instance.start({ a: 1, b: 2 });
    expect(instance.variable('total')).toBe(3);
    expect(instance.variable('flag')).toBe(true);
  });

  test('a whole number that is written down or computed is set as a Long, as JUEL reads it', async () => {
    const instance = await instanceOf(
      startEvent('start'),
      expressionTask('one', "${execution.setVariable('written', 5)}"),
      expressionTask('two', "${execution.setVariable('computed', given + 1)}"),
      expressionTask('three', "${execution.setVariable('copied', given)}"),
      userTask('after'),
      flow('start -> one -> two -> three -> after'),
    );
    instance.start({ given: 1 });
    const types = ['written', 'computed', 'copied'].map((name) => instance.scopes[instance.id]?.[name]?.type);
    expect(types).toEqual(['Long', 'Long', 'Integer']);
  });

  test('a script task may be an expression', async () => {
    const instance = await instanceOf(
      startEvent('start'),
      element(
        'bpmn:scriptTask',
        { id: 'sum', scriptFormat: 'juel', 'camunda:resultVariable': 'total' },
        element('bpmn:script', {}, '${a + 1}'),
      ),
      flow('start -> sum'),
    );
    expect(instance.start({ a: 1 }).variable('total')).toBe(2);
  });

  test('one that fails names its element, and nothing has happened', async () => {
    const instance = await instanceOf(
      startEvent('start'),
      expressionTask('sum', '${missing}'),
      flow('start -> sum'),
    );
    expect(() => instance.start()).toThrow(
      expect.objectContaining({ activityId: 'sum', code: 'ENGINE_EXECUTION' }),
    );
    expect(instance.effects).toEqual([]);
  });
});

test('who started an instance is a variable, null when nobody had to say', async () => {
  const instance = await instanceOf(
    startEvent('start', { 'camunda:initiator': 'starter' }),
    userTask('task', { 'camunda:assignee': '${starter}' }),
    flow('start -> task'),
  );
  instance.start();
  expect(instance.scopes[instance.id]).toMatchObject({ starter: { type: 'Null', value: null } });
  expect(instance.wait('task')).toMatchObject({ assignee: null });
});

describe('call activity', () => {
  const called = (binding: Record<string, string>, ...mappings: string[]): string[] => [
    startEvent('start'),
    callActivity('call', { calledElement: 'other', ...binding }, extension(...mappings)),
    userTask('after'),
    endEvent('end'),
    flow('start -> call -> after -> end'),
  ];

  test('hands over what its mappings name, and the business key', async () => {
    const instance = await instanceOf(
      ...called(
        {},
        element('camunda:in', { businessKey: '#{execution.processBusinessKey}' }),
        element('camunda:in', { source: 'a', target: 'x' }),
        element('camunda:in', { sourceExpression: '${a + 1}', target: 'y' }),
      ),
    );
    instance.start({ a: 1, secret: 's' });
    expect(instance.wait('call')).toMatchObject({
      call: {
        calledElement: 'other',
        binding: { kind: 'latest' },
        businessKey: 'case-1',
        variables: { x: { type: 'Integer', value: 1 }, y: { type: 'Long', value: 2 } },
      },
    });
  });

  test('takes back what its mappings name, and nothing without them', async () => {
    const all = await instanceOf(...called({}, element('camunda:out', { variables: 'all' })));
    expect(all.start().endCall('call', { r: 5 }).variable('r')).toBe(5);
    const some = await instanceOf(
      ...called({}, element('camunda:out', { sourceExpression: '${r * 2}', target: 't' })),
    );
    expect(some.start().endCall('call', { r: 5 }).variable('t')).toBe(10);
    const none = await instanceOf(...called({}));
    expect(none.start().endCall('call', { r: 5 }).variable('r')).toBeUndefined();
  });

  test.each([
    [{ 'camunda:calledElementBinding': 'deployment' }, { kind: 'deployment' }],
    [
      { 'camunda:calledElementBinding': 'version', 'camunda:calledElementVersion': '3' },
      { kind: 'version', version: 3 },
    ],
    [
      { 'camunda:calledElementBinding': 'versionTag', 'camunda:calledElementVersionTag': '${tag}' },
      { kind: 'versionTag', tag: 'v1' },
    ],
  ])('asks for the version the model names: %o', async (attributes, binding) => {
    const instance = await instanceOf(...called(attributes));
    expect(instance.start({ tag: 'v1' }).wait('call')).toMatchObject({ call: { binding } });
  });
});

test('a user task carries what the model says about it', async () => {
  const instance = await instanceOf(
    startEvent('start'),
    userTask(
      'ask',
      {
        name: 'Ask ${who}',
        'camunda:assignee': '${who}',
        'camunda:candidateGroups': 'officers, ${group}',
        'camunda:dueDate': '${due}',
        'camunda:priority': '${1 + 1}',
        'camunda:formKey': 'njia:asks',
      },
      element('bpmn:documentation', {}, 'What to ask.'),
    ),
    flow('start -> ask'),
  );
  expect(instance.start({ who: 'ada', group: 'leads', due: 'P2D' }).wait('ask')).toMatchObject({
    name: 'Ask ada',
    description: 'What to ask.',
    assignee: 'ada',
    candidateGroups: ['officers', 'leads'],
    dueDate: '2026-03-04T08:00:00.000Z',
    followUpDate: null,
    priority: 2,
    formKey: 'njia:asks',
  });
});

test('a priority or form key that fails does not keep a task from being made, as in Camunda', async () => {
  const instance = await instanceOf(
    startEvent('start'),
    externalTask('work', { 'camunda:taskPriority': '${unknown}' }),
    userTask('look', { 'camunda:formKey': '${unknown}' }),
    flow('start -> work -> look'),
  );
  expect(instance.start().wait('work')).toMatchObject({ priority: 0 });
  expect(instance.complete('work').wait('look')).toMatchObject({ formKey: null });
});

test('a priority that gives null fails, as in Camunda', async () => {
  const instance = await instanceOf(
    startEvent('start'),
    externalTask('work', { 'camunda:taskPriority': "${execution.getVariable('unknown')}" }),
    flow('start -> work'),
  );
  expect(() => instance.start()).toThrow('is not an Integer');
});

test('a thrown signal carries the variables its mappings name', async () => {
  const instance = await instanceOf(
    startEvent('start'),
    throwEvent('raise', {}, signal('Alarm', extension(element('camunda:in', { source: 'a', target: 'b' })))),
    userTask('after'),
    flow('start -> raise -> after'),
  );
  instance.start({ a: 1 });
  expect(instance.effects).toContainEqual({
    kind: 'signal-thrown',
    isHeardHere: true,
    name: 'Alarm',
    variables: { b: { type: 'Integer', value: 1 } },
  });
});
