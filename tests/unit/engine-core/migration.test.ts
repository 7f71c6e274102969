import { describe, expect, test } from 'vitest';
import type { MigrationInstruction } from '../../../engine/executors/port.ts';
import {
  association,
  boundaryEvent,
  callActivity,
  compensate,
  element,
  externalTask,
  flow,
  mapping,
  multiInstance,
  parallel,
  receiveTask,
  startEvent,
  subprocess,
  timer,
  userTask,
} from '../../support/bpmn-text.ts';
import { keepsWait, line, map } from '../../support/migration-steps.ts';
import { instanceOf, loadText } from '../../support/token-core-play.ts';

const withTimer = (id: string, duration: string, interrupting = false) => [
  ...line('a'),
  boundaryEvent(id, 'a', timer('timeDuration', duration), interrupting),
  userTask('reminded'),
  flow(`${id} -> reminded`),
];

const within = (id: string, ...content: string[]) => [
  startEvent('start'),
  subprocess(id, {}, ...content),
  flow(`start -> ${id}`),
];

const inner = [startEvent('s'), userTask('task'), userTask('next'), flow('s -> task -> next')];

describe('a task', () => {
  test('goes on under its id in the same activity of the new version, and then along the new flows', async () => {
    const instance = (await instanceOf(...line('a', 'b'))).start();
    const target = await loadText(...line('a', 'between', 'b'));
    keepsWait(instance, 'a', 'a', () => instance.migrate(target));
    expect(instance.complete('a').waiting).toEqual(['between']);
  });

  test('goes on as another activity of the same kind', async () => {
    const instance = (await instanceOf(...line('a', 'b'))).start();
    const target = await loadText(...line('x', 'b'));
    keepsWait(instance, 'a', 'x', () => instance.migrate(target, [map('a', 'x')]));
    expect(instance.complete('x').waiting).toEqual(['b']);
  });

  test('has the form of the new version', async () => {
    const form = (key: string) => [
      startEvent('start'),
      userTask('a', { 'camunda:formKey': key }),
      flow('start -> a'),
    ];
    const instance = (await instanceOf(...form('old'))).start();
    instance.migrate(await loadText(...form('new')));
    expect(instance.effects.at(-1)).toMatchObject({ kind: 'activity-migrated', formKey: 'new' });
  });

  test('without an instruction stays where it is, with all others', async () => {
    const instance = (await instanceOf(...line('a', 'b'))).start();
    const target = await loadText(...line('x', 'b'));
    expect(() => instance.migrate(target)).toThrow(
      "a: There is no migration instruction for this instance's activity",
    );
    expect(instance.waiting).toEqual(['a']);
  });

  test.each([
    ['a worker', [startEvent('start'), externalTask('a'), flow('start -> a')]],
    ['a message', [startEvent('start'), receiveTask('a'), flow('start -> a')]],
    [
      'a called process',
      [startEvent('start'), callActivity('a', { calledElement: 'c' }), flow('start -> a')],
    ],
  ])('of %s goes on as well', async (_, content) => {
    const after = [...content, userTask('after'), flow('a -> after')];
    const instance = (await instanceOf(...content)).start();
    const target = await loadText(...after);
    instance.migrate(target);
    expect(instance.effects.filter(({ kind }) => kind === 'wait-closed')).toEqual([]);
    expect(JSON.stringify(instance.state)).toContain('"element":"a"');
  });
});

describe('scopes', () => {
  test('that are new begin around the token, with their variables and events', async () => {
    // given
    const instance = (await instanceOf(...line('task', 'next'))).start({ who: 'amina' });
    const target = await loadText(
      startEvent('start'),
      subprocess('sub', {}, mapping({ officer: '${who}' }), ...inner),
      boundaryEvent('late', 'sub', timer('timeDuration', 'P1D')),
      userTask('after'),
      flow('start -> sub -> after'),
      flow('late -> after'),
    );
    // when
    keepsWait(instance, 'task', 'task', () => instance.migrate(target, [map('task')]));
    // then
    expect(instance.waiting).toEqual(['late', 'task']);
    expect(instance.visible('task', 'officer')).toBe('amina');
    expect(instance.complete('task').complete('next').waiting).toEqual(['after']);
  });

  test('that are new begin once for all tokens that stood in one scope', async () => {
    const branches = [
      startEvent('s'),
      parallel('fork'),
      userTask('a'),
      userTask('b'),
      parallel('join'),
      userTask('last'),
      flow('s -> fork -> a -> join -> last'),
      flow('fork -> b -> join'),
    ];
    const instance = (await instanceOf(...branches)).start().complete('a');
    const target = await loadText(...within('sub', ...branches), userTask('after'), flow('sub -> after'));
    instance.migrate(target, [map('b'), map('join')]);
    expect(instance.history().filter((id) => id === 'sub')).toHaveLength(1);
    expect(instance.complete('b').waiting).toEqual(['last']);
    expect(instance.complete('last').waiting).toEqual(['after']);
  });

  test('without an instruction end, with their outputs, and what was in them goes on outside', async () => {
    // given
    const instance = (
      await instanceOf(...within('sub', mapping({ code: 'c-1' }, { result: '${code}' }), ...inner))
    ).start();
    const target = await loadText(...line('task', 'last'));
    // when
    keepsWait(instance, 'task', 'task', () => instance.migrate(target, [map('task')]));
    // then
    expect(instance.history('canceled')).toEqual(['sub']);
    expect(instance.variable('result')).toBe('c-1');
    expect(instance.complete('task').waiting).toEqual(['last']);
  });

  test('with an instruction keep their variables', async () => {
    const instance = (await instanceOf(...within('sub', mapping({ code: 'c-1' }), ...inner))).start();
    instance.migrate(await loadText(...within('other', ...inner)), [
      map('sub', 'other'),
      map('task', 'next'),
    ]);
    expect(instance.visible('next', 'code')).toBe('c-1');
  });

  test('keep their order: a token cannot leave a scope that goes on', async () => {
    const instance = (await instanceOf(...within('sub', ...inner))).start();
    const target = await loadText(...within('sub', ...inner), userTask('outside'), flow('sub -> outside'));
    expect(() => instance.migrate(target, [map('sub'), map('task', 'outside')])).toThrow(
      "The closest mapped ancestor 'sub' is mapped to scope 'sub' which is not an ancestor of target scope 'outside'",
    );
  });
});

describe('parallel branches', () => {
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

  test('a token that waits at a join goes on waiting there', async () => {
    const instance = (await instanceOf(...branches)).start().complete('a');
    instance.migrate(await loadText(...branches, userTask('more'), flow('last -> more')));
    expect(instance.waiting).toEqual(['b']);
    expect(instance.complete('b').waiting).toEqual(['last']);
  });

  test('a join needs as many flows as it had', async () => {
    const instance = (await instanceOf(...branches)).start();
    const target = await loadText(
      ...line('a', 'b'),
      parallel('join'),
      userTask('last'),
      flow('b -> join -> last'),
    );
    const plan = [map('a'), map('b'), map('join')];
    expect(() => instance.migrate(target, plan)).toThrow(
      'The target gateway must have at least the same number of incoming sequence flows',
    );
  });
});

describe('a multi-instance activity', () => {
  const visits = (loop: string | null, ...more: string[]) => [
    startEvent('start'),
    userTask('visit', {}, ...(loop === null ? [] : [loop])),
    userTask('after'),
    flow('start -> visit -> after'),
    ...more,
  ];
  const three = multiInstance({ cardinality: '3' });

  test('goes on where it was', async () => {
    const instance = (await instanceOf(...visits(three))).start().complete('visit');
    instance.migrate(await loadText(...visits(three)));
    expect(instance.waiting).toEqual(['visit', 'visit']);
    expect(instance.complete('visit').complete('visit').waiting).toEqual(['after']);
  });

  test('keeps what waits on its boundary with the body', async () => {
    const late = boundaryEvent('late', 'visit', timer('timeDuration', 'P1D')) + flow('late -> after');
    const instance = (await instanceOf(...visits(three, late))).start();
    const target = await loadText(...visits(three, late));
    keepsWait(instance, 'late', 'late', () => instance.migrate(target));
    expect(instance.fireTimer('late').waiting).toEqual(['after']);
  });

  test('becomes so many single activities when it is one no more', async () => {
    const instance = (await instanceOf(...visits(three))).start().complete('visit');
    instance.migrate(await loadText(...visits(null)), [map('visit')]);
    expect(instance.waiting).toEqual(['visit', 'visit']);
    expect(instance.visible('visit', 'nrOfInstances')).toBeUndefined();
    expect(instance.visible('visit', 'loopCounter')).toBe(1);
    expect(instance.complete('visit').waiting).toEqual(['after', 'visit']);
  });

  test('cannot come to be, nor change from at once to one after the other', async () => {
    const single = (await instanceOf(...visits(null))).start();
    const many = await loadText(...visits(three));
    expect(() => single.migrate(many, [map('visit')])).toThrow(
      "Target activity 'visit' is a descendant of multi-instance body 'visit#multiInstanceBody' that is not mapped from the source process definition.",
    );
    const atOnce = (await instanceOf(...visits(three))).start();
    const inTurn = await loadText(...visits(multiInstance({ cardinality: '3', sequential: true })));
    const plan = [map('visit#multiInstanceBody'), map('visit')];
    expect(() => atOnce.migrate(inTurn, plan)).toThrow(
      'Activities have incompatible types (ParallelMultiInstanceActivityBehavior is not compatible with SequentialMultiInstanceActivityBehavior)',
    );
  });
});

describe('what can be undone', () => {
  const undoable = (handler: boolean) => [
    ...line('book', 'travel'),
    ...(handler
      ? [
          boundaryEvent('undo', 'book', compensate()),
          userTask('cancel', { isForCompensation: true }),
          association('undo', 'cancel'),
        ]
      : []),
    element('bpmn:intermediateThrowEvent', { id: 'back' }, compensate()),
    userTask('end'),
    flow('travel -> back -> end'),
  ];

  test('can be undone after the migration', async () => {
    const instance = (await instanceOf(...undoable(true))).start().complete('book');
    instance.migrate(await loadText(...undoable(true)));
    expect(instance.complete('travel').waiting).toEqual(['cancel']);
  });

  test('is not forgotten silently', async () => {
    const instance = (await instanceOf(...undoable(true))).start().complete('book');
    const target = await loadText(...undoable(false));
    expect(() => instance.migrate(target)).toThrow(
      "process: Cannot migrate subscription for compensation handler 'cancel'",
    );
  });
});

describe('a plan', () => {
  const check = async (instructions: MigrationInstruction[], source: string[], target: string[]) => {
    const instance = await instanceOf(...source);
    instance.start();
    instance.migrate(await loadText(...target), instructions);
  };

  test.each([
    [[map('a'), map('a', 'b')], /There are multiple mappings for source activity id 'a'/],
    [[map('nothing')], /Source activity 'nothing' does not exist/],
    [[map('a', 'nothing')], /Target activity 'nothing' does not exist/],
    [[map('a', 'a', true)], /does not define a persistent event trigger/],
    [[map('a', 'start')], /UserTaskActivityBehavior is not compatible with/],
  ])('is refused that maps %o', async (instructions, message_) => {
    await expect(check(instructions, line('a', 'b'), line('a', 'b'))).rejects.toThrow(message_);
  });

  test('needs the activity mapped that a boundary event is attached to', async () => {
    const source = withTimer('late', 'P1D');
    await expect(check([map('late')], source, source)).rejects.toThrow(
      "The source activity's event scope (a) must be mapped to the target activity's event scope (a)",
    );
  });

  test('is generated of what is equal, outer scopes first, and says nothing of the rest', async () => {
    // given
    const source = [
      startEvent('start'),
      subprocess('sub', {}, multiInstance({ cardinality: '2' }), ...inner),
      boundaryEvent('late', 'sub', timer('timeDuration', 'P1D')),
      boundaryEvent('failed', 'sub', '<bpmn:errorEventDefinition />'),
      userTask('changed'),
      userTask('same'),
      flow('start -> sub -> changed -> same'),
      flow('late -> same'),
      flow('failed -> same'),
    ];
    const target = source.map((part) => (part === userTask('changed') ? externalTask('changed') : part));
    const [before, after] = [await loadText(...source), await loadText(...target)];
    // when
    const { createTokenCore } = await import('../../../engine/core/token-core.ts');
    const plan = createTokenCore().migrator?.generate(before, after, true);
    // then
    expect(plan).toEqual([
      map('sub#multiInstanceBody'),
      map('late', 'late', true),
      map('same'),
      map('sub'),
      map('task'),
      map('next'),
    ]);
  });
});
