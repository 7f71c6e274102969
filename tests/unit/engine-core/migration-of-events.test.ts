import { describe, expect, test } from 'vitest';
import {
  boundaryEvent,
  catchEvent,
  condition,
  eventGateway,
  eventSubprocess,
  extension,
  externalTask,
  flow,
  message,
  multiInstance,
  plainTask,
  startEvent,
  timeoutListener,
  timer,
  userTask,
} from '../../support/bpmn-text.ts';
import { cancelAll, startBefore } from '../../support/instructions.ts';
import { keepsWait, line, map } from '../../support/migration-steps.ts';
import { instanceOf, loadText } from '../../support/token-core-play.ts';

const withTimer = (id: string, duration: string, interrupting = false) => [
  ...line('a'),
  boundaryEvent(id, 'a', timer('timeDuration', duration), interrupting),
  userTask('reminded'),
  flow(`${id} -> reminded`),
];

describe('listeners that wait for a time', () => {
  const task = (...listeners: [id: string, duration: string][]) => [
    startEvent('start'),
    userTask(
      'a',
      {},
      extension(
        ...listeners.map(([id, duration]) =>
          timeoutListener(id, timer('timeDuration', duration), `\${execution.setVariable('heard', '${id}')}`),
        ),
      ),
    ),
    flow('start -> a'),
  ];

  test('keep their due date; others end, and those that are new begin', async () => {
    const instance = (await instanceOf(...task(['late', 'P1D'], ['old', 'P2D']))).start();
    instance.migrate(await loadText(...task(['late', 'P9D'], ['new', 'P3D'])));
    const due = instance.waitsOf('a').flatMap((wait) => ('schedule' in wait ? wait.schedule.dueAt : []));
    expect(due).toEqual(['2026-03-03T08:00:00.000Z', '2026-03-05T08:00:00.000Z']);
    expect(instance.fireTimer('a').variable('heard')).toBe('late');
    expect(instance.fireTimer('a').variable('heard')).toBe('new');
  });

  test('start again when the instruction of the task says so', async () => {
    const instance = (await instanceOf(...task(['late', 'P1D']))).start();
    instance.migrate(await loadText(...task(['late', 'P9D'])), [map('a', 'a', true)]);
    const due = instance.waitsOf('a').flatMap((wait) => ('schedule' in wait ? wait.schedule.dueAt : []));
    expect(due).toEqual(['2026-03-11T08:00:00.000Z']);
  });

  test('that have heard do not come back', async () => {
    const instance = (await instanceOf(...task(['late', 'P1D']))).start().fireTimer('a');
    expect(instance.migrate(await loadText(...task(['late', 'P1D']))).waitsOf('a')).toHaveLength(1);
  });
});

describe('timers on a boundary', () => {
  test('keep their due date', async () => {
    const instance = (await instanceOf(...withTimer('late', 'P1D'))).start();
    const target = await loadText(...withTimer('late', 'P9D'));
    keepsWait(instance, 'late', 'late', () => instance.migrate(target));
    expect(instance.wait('late')).toMatchObject({ schedule: { dueAt: '2026-03-03T08:00:00.000Z' } });
  });

  test('start again when the instruction says so', async () => {
    const instance = (await instanceOf(...withTimer('late', 'P1D'))).start();
    instance.now = new Date('2026-03-02T20:00:00.000Z');
    instance.migrate(await loadText(...withTimer('late', 'P9D')), [map('a'), map('late', 'late', true)]);
    expect(instance.waitsOf('late')).toMatchObject([{ schedule: { dueAt: '2026-03-11T20:00:00.000Z' } }]);
  });

  test('without an instruction end, and those of the new version begin', async () => {
    const instance = (await instanceOf(...withTimer('late', 'P1D'))).start();
    instance.migrate(await loadText(...withTimer('early', 'P2D')), [map('a')]);
    expect(instance.waiting).toEqual(['a', 'early']);
    expect(instance.fireTimer('early').waiting).toEqual(['a', 'reminded']);
  });

  test('that fired do not come back', async () => {
    const instance = (await instanceOf(...withTimer('late', 'P1D'))).start().fireTimer('late');
    expect(instance.waiting).toEqual(['a', 'reminded']);
    expect(instance.migrate(await loadText(...withTimer('late', 'P1D'))).waiting).toEqual(['a', 'reminded']);
  });

  test('that repeat go on repeating', async () => {
    const cycle = [
      ...line('a'),
      boundaryEvent('remind', 'a', timer('timeCycle', 'R3/P1D'), false),
      userTask('reminded'),
      flow('remind -> reminded'),
    ];
    const instance = (await instanceOf(...cycle)).start().fireTimer('remind');
    instance.migrate(await loadText(...cycle));
    instance.fireTimer('remind').fireTimer('remind');
    expect(instance.waiting).toEqual(['a', 'reminded', 'reminded', 'reminded']);
  });
});

test('an error that is caught in the new version only is caught', async () => {
  const work = [startEvent('start'), externalTask('a'), flow('start -> a')];
  const instance = (await instanceOf(...work)).start();
  const failed = boundaryEvent('failed', 'a', '<bpmn:errorEventDefinition />');
  instance.migrate(await loadText(...work, failed, userTask('repair'), flow('failed -> repair')));
  expect(instance.throwError('a', 'BROKEN').waiting).toEqual(['repair']);
});

describe('an event subprocess', () => {
  const base = line('a', 'b');
  const stop = (name: string, interrupting = true) =>
    eventSubprocess(
      'stop',
      message(name),
      [userTask('stopped'), flow('stop-start -> stopped')],
      interrupting,
    );

  test('that is new in the process is armed', async () => {
    const instance = (await instanceOf(...base)).start();
    instance.migrate(await loadText(...base, stop('Stop')));
    expect(instance.waiting).toEqual(['a', 'stop-start']);
    expect(instance.deliver('stop-start').waiting).toEqual(['stopped']);
  });

  test('goes on waiting, for the old name unless it is to be updated', async () => {
    const instance = (await instanceOf(...base, stop('Old'))).start();
    instance.migrate(await loadText(...base, stop('New')));
    expect(instance.wait('stop-start')).toMatchObject({ eventName: 'Old' });
    instance.migrate(await loadText(...base, stop('New')), [
      map('a'),
      map('stop'),
      map('stop-start', 'stop-start', true),
    ]);
    expect(instance.waitsOf('stop-start')).toMatchObject([{ eventName: 'New' }]);
  });

  test('that runs and interrupted its scope stays the only one', async () => {
    const other = eventSubprocess('hold', message('Hold'), [userTask('held'), flow('hold-start -> held')]);
    const instance = (await instanceOf(...base, stop('Stop'))).start().deliver('stop-start');
    instance.migrate(await loadText(...base, stop('Stop'), other));
    expect(instance.waiting).toEqual(['stopped']);
  });

  test('that runs beside the others goes on, and can start again', async () => {
    const instance = (await instanceOf(...base, stop('Stop', false))).start().deliver('stop-start');
    instance.migrate(await loadText(...base, stop('Stop', false)));
    expect(instance.deliver('stop-start').waiting).toEqual(['a', 'stop-start', 'stopped', 'stopped']);
  });
});

describe('an event gateway', () => {
  const options = (...ids: string[]) => [
    startEvent('start'),
    eventGateway('either'),
    userTask('after'),
    flow('start -> either'),
    ...ids.map((id) => catchEvent(id, {}, message(id)) + flow(`either -> ${id} -> after`)),
  ];

  test('takes its options along, loses those without an instruction and gets the new ones', async () => {
    // given
    const instance = (await instanceOf(...options('yes', 'no'))).start();
    const target = await loadText(...options('yes', 'perhaps'));
    // when
    keepsWait(instance, 'yes', 'yes', () => instance.migrate(target));
    // then
    expect(instance.waiting).toEqual(['perhaps', 'yes']);
    expect(instance.deliver('perhaps').waiting).toEqual(['after']);
  });
});

describe('an intermediate event', () => {
  const pause = (duration: string) => [
    startEvent('start'),
    catchEvent('pause', {}, timer('timeDuration', duration)),
    userTask('after'),
    flow('start -> pause -> after'),
  ];

  test('keeps its due date, or starts again', async () => {
    const instance = (await instanceOf(...pause('P1D'))).start();
    const target = await loadText(...pause('P5D'));
    keepsWait(instance, 'pause', 'pause', () => instance.migrate(target));
    instance.migrate(target, [map('pause', 'pause', true)]);
    expect(instance.waitsOf('pause')).toMatchObject([{ schedule: { dueAt: '2026-03-07T08:00:00.000Z' } }]);
    expect(instance.fireTimer('pause').waiting).toEqual(['after']);
  });

  test('of a condition waits anew, and sees the variables that come with the plan', async () => {
    const until = (expression: string) => [
      startEvent('start'),
      catchEvent('until', {}, condition(expression)),
      userTask('after'),
      flow('start -> until -> after'),
    ];
    const instance = (await instanceOf(...until('${old}'))).start({ old: false, ready: true });
    const target = await loadText(...until('${ready}'));
    expect(() => instance.migrate(target, [map('until')])).toThrow(
      'Conditional event has to migrate with update event trigger.',
    );
    expect(instance.migrate(target).waiting).toEqual(['until']);
    expect(instance.migrate(target, undefined, { ready: true }).waiting).toEqual(['after']);
  });
});

describe('a token that waits for a job', () => {
  const before = (async: boolean) => [
    startEvent('start'),
    plainTask('work', { 'camunda:asyncBefore': async }),
    userTask('after'),
    flow('start -> work -> after'),
  ];
  const behind = (...targets: string[]) => [
    startEvent('start'),
    userTask('first', { 'camunda:asyncAfter': true }),
    ...targets.map((id) => userTask(id) + flow(`first -> ${id}`)),
    flow('start -> first'),
  ];

  test('goes on waiting in front of its activity, whatever kind that is', async () => {
    const instance = (await instanceOf(...before(true))).start();
    const target = await loadText(...before(true), userTask('more'), flow('after -> more'));
    keepsWait(instance, 'work', 'work', () => instance.migrate(target));
    expect(instance.continue('work').waiting).toEqual(['after']);
  });

  test('needs a job in the new version as well', async () => {
    const instance = (await instanceOf(...before(true))).start();
    const target = await loadText(...before(false));
    expect(() => instance.migrate(target)).toThrow(/no migration instruction for this instance's activity/);
    const plan = [map('work')];
    expect(() => instance.migrate(target, plan)).toThrow('work: Target activity is not asyncBefore');
  });

  test('goes on along the only flow of the new version, or along the one it had chosen', async () => {
    const single = (await instanceOf(...behind('a'))).start().complete('first');
    single.migrate(await loadText(...behind('b')), [map('first')]);
    expect(single.continue('first').waiting).toEqual(['b']);
    const lost = (await instanceOf(...behind('a'))).start().complete('first');
    const target = await loadText(...behind('b', 'c'));
    expect(() => lost.migrate(target, [map('first')])).toThrow(
      'Transition instance is assigned to a sequence flow that cannot be matched in the target activity',
    );
  });

  test('is cancelled with its activity, and one in front of a whole multi-instance activity with its body', async () => {
    const loop = multiInstance({ cardinality: '2' });
    const instance = await instanceOf(
      startEvent('start'),
      userTask('visit', { 'camunda:asyncBefore': true }, loop),
      userTask('after'),
      flow('start -> visit -> after'),
    );
    instance.start();
    expect(instance.modify(cancelAll('visit')).waiting).toEqual(['visit#multiInstanceBody']);
    instance.modify(cancelAll('visit#multiInstanceBody'), startBefore('after'));
    expect(instance.waiting).toEqual(['after']);
  });
});
