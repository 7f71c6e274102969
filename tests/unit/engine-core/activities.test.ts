import { describe, expect, test } from 'vitest';
import {
  association,
  boundaryEvent,
  callActivity,
  compensate,
  element,
  endEvent,
  eventSubprocess,
  expressionTask,
  extension,
  externalTask,
  flow,
  message,
  multiInstance,
  parallel,
  plainTask,
  receiveTask,
  startEvent,
  subprocess,
  terminate,
  throwEvent,
  transaction,
  userTask,
} from '../../support/bpmn-text.ts';
import { instanceOf } from '../../support/token-core-play.ts';

const external = { 'camunda:type': 'external', 'camunda:topic': 'work' };
const inside = [startEvent('begin'), userTask('inner'), flow('begin -> inner')];

describe('what a task is done by', () => {
  const kinds: [string, string, string][] = [
    [
      'a service task by a worker',
      element('bpmn:serviceTask', { id: 'work', ...external }),
      'external-task-created',
    ],
    [
      'a send task by a worker',
      element('bpmn:sendTask', { id: 'work', ...external }),
      'external-task-created',
    ],
    [
      'a business rule task by a worker',
      element('bpmn:businessRuleTask', { id: 'work', ...external }),
      'external-task-created',
    ],
    [
      'a thrown message by a worker',
      throwEvent('work', {}, element('bpmn:messageEventDefinition', external)),
      'external-task-created',
    ],
    [
      'a message end event by a worker',
      endEvent('work', {}, element('bpmn:messageEventDefinition', external)),
      'external-task-created',
    ],
    ['a user task by a person', userTask('work'), 'user-task-created'],
    [
      'a receive task by its message',
      receiveTask('work', { messageRef: 'message-done' }),
      'subscription-created',
    ],
    [
      'a call activity by another process',
      callActivity('work', { calledElement: 'child' }),
      'call-requested',
    ],
  ];
  test.each(kinds)('%s', async (_, task, kind) => {
    const instance = await instanceOf(startEvent('start'), task, flow('start -> work'));
    expect(instance.start().wait('work').kind).toBe(kind);
  });

  const passing: [string, string][] = [
    ['an undefined task', plainTask('work')],
    ['a manual task', element('bpmn:manualTask', { id: 'work' })],
    ['a service task that is an expression', expressionTask('work', '${1}')],
    [
      'a send task that is an expression',
      element('bpmn:sendTask', { id: 'work', 'camunda:expression': '${1}' }),
    ],
    [
      'a script task that is an expression',
      element('bpmn:scriptTask', { id: 'work', scriptFormat: 'juel' }, '<bpmn:script>${1}</bpmn:script>'),
    ],
    ['a thrown message that nothing sends', throwEvent('work', {}, message('told'))],
  ];
  test.each(passing)('%s is done at once', async (_, task) => {
    const instance = await instanceOf(
      startEvent('start'),
      task,
      userTask('after'),
      flow('start -> work -> after'),
    );
    expect(instance.start().waiting).toEqual(['after']);
  });
});

describe('a multi-instance activity', () => {
  const each = multiInstance({ collection: 'items', element: 'item' });
  const kinds: [string, string][] = [
    ['user task', userTask('work', {}, each)],
    ['external task', externalTask('work', {}, each)],
    ['receive task', receiveTask('work', { messageRef: 'message-done' }, each)],
    ['call activity', callActivity('work', { calledElement: 'child' }, each)],
    ['subprocess', subprocess('work', {}, each, ...inside)],
    ['transaction', transaction('work', {}, each, ...inside)],
  ];
  test.each(kinds)('may be a %s: each instance has its element and number', async (kind, task) => {
    const instance = await instanceOf(
      startEvent('start'),
      task,
      userTask('after'),
      flow('start -> work -> after'),
    );
    instance.start({ items: ['a', 'b'] });
    const id = ['subprocess', 'transaction'].includes(kind) ? 'inner' : 'work';
    const waits = instance.waitsOf(id);
    expect(
      waits.map(({ scopePath }) =>
        scopePath.map((scope) => instance.scopes[scope]?.['item']?.value).find(Boolean),
      ),
    ).toEqual(['a', 'b']);
    for (const { executionId, kind: how } of waits) {
      if (how === 'call-requested') instance.endCall('work');
      else if (how === 'subscription-created') instance.deliver('work');
      else instance.completeExecution(executionId);
    }
    expect(instance.waiting).toEqual(['after']);
  });

  test('may stand in another one, whose element it sees', async () => {
    const instance = await instanceOf(
      startEvent('start'),
      subprocess(
        'outer',
        {},
        multiInstance({ collection: 'people', element: 'person' }),
        startEvent('begin'),
        userTask(
          'inner',
          { 'camunda:assignee': '${person}-${item}' },
          multiInstance({ collection: 'items', element: 'item', sequential: true }),
        ),
        flow('begin -> inner'),
      ),
      userTask('after'),
      flow('start -> outer -> after'),
    );
    instance.start({ people: ['x', 'y'], items: [1, 2] });
    const assignees = () =>
      instance.waitsOf('inner').map((wait) => wait.kind === 'user-task-created' && wait.assignee);
    expect(assignees()).toEqual(['x-1', 'y-1']);
    instance.complete('inner').complete('inner');
    expect(assignees()).toEqual(['x-2', 'y-2']);
    expect(instance.complete('inner').complete('inner').waiting).toEqual(['after']);
  });

  test('of subprocesses is left when its condition holds, with all that runs in it', async () => {
    const instance = await instanceOf(
      startEvent('start'),
      subprocess(
        'work',
        {},
        multiInstance({ cardinality: '3', until: '${nrOfCompletedInstances == 1}' }),
        ...inside,
      ),
      userTask('after'),
      flow('start -> work -> after'),
    );
    expect(instance.start().complete('inner').waiting).toEqual(['after']);
  });
});

describe('a call activity', () => {
  const bindings: [string, Record<string, string>, object][] = [
    ['latest', {}, { kind: 'latest' }],
    ['deployment', { 'camunda:calledElementBinding': 'deployment' }, { kind: 'deployment' }],
    [
      'version',
      { 'camunda:calledElementBinding': 'version', 'camunda:calledElementVersion': '${n}' },
      { kind: 'version', version: 2 },
    ],
    [
      'versionTag',
      { 'camunda:calledElementBinding': 'versionTag', 'camunda:calledElementVersionTag': 'v${n}' },
      { kind: 'versionTag', tag: 'v2' },
    ],
  ];
  test.each(bindings)('calls by the binding %s', async (_, attributes, binding) => {
    const instance = await instanceOf(
      startEvent('start'),
      callActivity('call', { calledElement: 'child-${n}', ...attributes }),
      flow('start -> call'),
    );
    expect(instance.start({ n: 2 }).wait('call')).toMatchObject({
      call: { calledElement: 'child-2', binding },
    });
  });

  test('hands over all variables, only its own, or what expressions give', async () => {
    const ins = [
      { variables: 'all' },
      { source: 'n', target: 'copy' },
      { sourceExpression: '${n + 1}', target: 'next' },
      { businessKey: '#{execution.processBusinessKey}' },
    ];
    const call = (...mappings: Record<string, string | boolean>[]) =>
      callActivity(
        'call',
        { calledElement: 'child' },
        extension(
          ...mappings.map((one) => element('camunda:in', one)),
          '<camunda:inputOutput><camunda:inputParameter name="own">1</camunda:inputParameter></camunda:inputOutput>',
        ),
      );
    const all = await instanceOf(startEvent('start'), call(...ins), flow('start -> call'));
    const handed = all.start({ n: 2 }).wait('call');
    expect(handed.kind === 'call-requested' && handed.call.businessKey).toBe('case-1');
    expect(handed.kind === 'call-requested' && Object.keys(handed.call.variables).toSorted()).toEqual([
      'copy',
      'n',
      'next',
      'own',
    ]);
    const local = await instanceOf(
      startEvent('start'),
      call({ variables: 'all', local: true }),
      flow('start -> call'),
    );
    const own = local.start({ n: 2 }).wait('call');
    expect(own.kind === 'call-requested' && Object.keys(own.call.variables)).toEqual(['own']);
  });

  test('takes back all variables', async () => {
    const instance = await instanceOf(
      startEvent('start'),
      callActivity(
        'call',
        { calledElement: 'child' },
        extension(element('camunda:out', { variables: 'all' })),
      ),
      userTask('after'),
      flow('start -> call -> after'),
    );
    instance.start().endCall('call', { a: 1, b: 2 });
    expect([instance.variable('a'), instance.variable('b')]).toEqual([1, 2]);
  });
});

describe('compensation', () => {
  const undoable = (id: string): string[] => [
    userTask(id),
    boundaryEvent(`${id}-undone`, id, compensate()),
    userTask(`undo-${id}`, { isForCompensation: true }),
    association(`${id}-undone`, `undo-${id}`),
  ];

  test('of a subprocess by its name undoes what completed in it, however deep', async () => {
    const instance = await instanceOf(
      startEvent('start'),
      subprocess(
        'outer',
        {},
        startEvent('begin'),
        subprocess('middle', {}, startEvent('first'), ...undoable('a'), flow('first -> a')),
        ...undoable('b'),
        flow('begin -> middle -> b'),
      ),
      ...undoable('c'),
      throwEvent('undo', {}, compensate('outer')),
      userTask('after'),
      flow('start -> outer -> c -> undo -> after'),
    );
    instance.start().complete('a').complete('b').complete('c');
    expect(instance.waiting).toEqual(['undo-a', 'undo-b']);
    expect(instance.complete('undo-b').complete('undo-a').waiting).toEqual(['after']);
  });

  test('may be thrown from an event subprocess and reaches what completed around it', async () => {
    const instance = await instanceOf(
      startEvent('start'),
      ...undoable('a'),
      userTask('main'),
      flow('start -> a -> main'),
      eventSubprocess('stop', message('stop'), [
        throwEvent('undo', {}, compensate()),
        userTask('after'),
        flow('stop-start -> undo -> after'),
      ]),
    );
    expect(instance.start().complete('a').deliver('stop-start').waiting).toEqual(['undo-a']);
    expect(instance.complete('undo-a').waiting).toEqual(['after']);
  });
});

test('a terminate end event in a subprocess ends each instance of it by itself', async () => {
  const instance = await instanceOf(
    startEvent('start'),
    subprocess(
      'work',
      {},
      multiInstance({ cardinality: '2' }),
      startEvent('begin'),
      parallel('fork'),
      userTask('a'),
      userTask('b'),
      endEvent('stop', {}, terminate),
      flow('begin -> fork -> a -> stop'),
      flow('fork -> b'),
    ),
    userTask('after'),
    flow('start -> work -> after'),
  );
  expect(instance.start().complete('a').waiting).toEqual(['a', 'b']);
  expect(instance.complete('a').waiting).toEqual(['after']);
});

test('timers may be dates, durations, cycles and cron, and repeat where nothing is interrupted', async () => {
  const due = async (kind: string, value: string): Promise<string> => {
    const timer = element(
      'bpmn:timerEventDefinition',
      {},
      `<bpmn:${kind} xsi:type="bpmn:tFormalExpression">${value}</bpmn:${kind}>`,
    );
    const instance = await instanceOf(
      startEvent('start'),
      userTask('task'),
      boundaryEvent('timer', 'task', timer, false),
      plainTask('after'),
      flow('start -> task'),
      flow('timer -> after'),
    );
    const wait = instance.start().wait('timer');
    return wait.kind === 'timer-created' ? wait.schedule.dueAt : '';
  };
  expect(await due('timeDate', '2026-03-03T08:00:00Z')).toBe('2026-03-03T08:00:00.000Z');
  expect(await due('timeDuration', 'PT1H')).toBe('2026-03-02T09:00:00.000Z');
  expect(await due('timeCycle', 'R3/PT1S')).toBe('2026-03-02T08:00:01.000Z');
  expect(await due('timeCycle', '0 0/5 * * * ?')).toBe('2026-03-02T08:05:00.000Z');
});
