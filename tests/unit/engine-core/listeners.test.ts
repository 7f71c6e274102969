import { describe, expect, test } from 'vitest';
import {
  boundaryEvent,
  element,
  endEvent,
  eventGateway,
  catchEvent,
  exclusive,
  expressionTask,
  extension,
  flow,
  listener,
  mapping,
  message,
  multiInstance,
  parallel,
  signal,
  startEvent,
  subprocess,
  taskListener,
  timeoutListener,
  timer,
  terminate,
  userTask,
} from '../../support/bpmn-text.ts';
import type { InstanceUnderTest } from '../../support/instance-under-test.ts';
import { instanceOf, problemsOf } from '../../support/token-core-play.ts';

/** Adds a word to the variable `log`. */
const log = (word: string): string => `\${execution.setVariable('log', log.concat('${word} '))}`;
const heard = (event: string, word: string): string => listener(event, log(word));
const both = (id: string): string => extension(heard('start', `+${id}`), heard('end', `-${id}`));
const start = { log: '' };

describe('an execution listener', () => {
  test('hears where tokens come, go and are on their way, in Camunda’s order', async () => {
    const instance = await instanceOf(
      both('process'),
      startEvent('start', {}, both('start')),
      userTask('task', {}, both('task')),
      endEvent('end', {}, both('end')),
      flow('start -> task'),
      element(
        'bpmn:sequenceFlow',
        { id: 'last', sourceRef: 'task', targetRef: 'end' },
        extension(heard('take', '>')),
      ),
    );
    instance.start(start);
    expect(instance.variable('log')).toBe('+process +start -start +task ');
    instance.complete('task');
    expect(instance.variable('log')).toBe('+process +start -start +task -task > +end -end -process ');
    expect(instance.outcome?.outcome).toBe('completed');
  });

  test('begins after the inputs and ends before the outputs, in the scope of the activity', async () => {
    const parameters = mapping({ own: '${1}' }, { result: '${own}' }).replace(
      '</bpmn:extensionElements>',
      `${listener('start', '${execution.setVariableLocal("own", own + 1)}')}${listener('end', '${execution.setVariableLocal("own", own * 10)}')}</bpmn:extensionElements>`,
    );
    const instance = await instanceOf(
      startEvent('start'),
      userTask('task', {}, parameters),
      flow('start -> task'),
    );
    instance.start().complete('task');
    expect(instance.variable('result')).toBe(20);
  });

  test('comes after the choice of the flow: what it sets does not change it', async () => {
    const set = listener('end', "${execution.setVariable('open', true)}");
    const instance = await instanceOf(
      startEvent('start'),
      exclusive('choice', { default: 'choice-b' }, extension(set)),
      userTask('a'),
      userTask('b'),
      flow('start -> choice -> b'),
      flow('choice -> a', '${open}'),
    );
    expect(instance.start({ open: false }).waiting).toEqual(['b']);
    expect(instance.variable('open')).toBe(true);
  });

  test('hears that its activity is cancelled, innermost first', async () => {
    const end = (id: string) =>
      extension(
        listener(
          'end',
          `\${execution.setVariable('log', log.concat('${id}=').concat(execution.isCanceled()).concat(' '))}`,
        ),
      );
    const instance = await instanceOf(
      end('process'),
      startEvent('start'),
      subprocess(
        'scope',
        {},
        end('scope'),
        startEvent('inner'),
        userTask('task', {}, end('task')),
        flow('inner -> task'),
      ),
      boundaryEvent('stop', 'scope', message('stop')),
      endEvent('stopped', {}, terminate),
      flow('start -> scope'),
      flow('stop -> stopped'),
    );
    instance.start(start).deliver('stop');
    expect(instance.variable('log')).toBe('task=true scope=true process=false ');
  });

  test('hears each token of a join and each instance of a loop', async () => {
    const instance = await instanceOf(
      startEvent('start'),
      parallel('fork'),
      userTask('loop', {}, both('loop'), multiInstance({ cardinality: '2' })),
      parallel('join', {}, both('join')),
      userTask('after'),
      flow('start -> fork -> join'),
      flow('fork -> loop -> join -> after'),
    );
    instance.start(start).complete('loop').complete('loop');
    expect(instance.variable('log')).toBe('+join +loop +loop -loop -loop +join -join -join ');
  });

  test('hears the event behind an event gateway', async () => {
    const instance = await instanceOf(
      startEvent('start'),
      eventGateway('which', {}, extension(heard('end', '-which'))),
      catchEvent('first', {}, both('first'), message('first')),
      catchEvent('other', {}, signal('other')),
      userTask('after'),
      flow('start -> which -> first -> after'),
      flow('which -> other'),
    );
    expect(instance.start(start).deliver('first').variable('log')).toBe('-which +first -first ');
  });

  test('is told what happens', async () => {
    const tell = '${execution.setVariable(execution.eventName, execution.currentActivityId)}';
    const instance = await instanceOf(
      startEvent('start'),
      userTask('task', {}, extension(listener('start', tell), listener('end', tell))),
      flow('start -> task'),
    );
    instance.start().complete('task');
    expect([instance.variable('start'), instance.variable('end')]).toEqual(['task', 'task']);
  });

  test('that fails undoes the step', async () => {
    const instance = await instanceOf(
      startEvent('start'),
      userTask('task', {}, extension(listener('end', '${missing}'))),
      flow('start -> task'),
    );
    instance.start();
    expect(() => instance.complete('task')).toThrow("Cannot resolve identifier 'missing'");
    expect(instance.waiting).toEqual(['task']);
  });
});

describe('a task listener', () => {
  const task = (...listeners: string[]) => [
    startEvent('start'),
    userTask('task', { 'camunda:assignee': '${first}' }, extension(...listeners)),
    boundaryEvent('stop', 'task', message('stop')),
    expressionTask('after', '${1}'),
    userTask('last'),
    flow('start -> task -> after -> last'),
    flow('stop -> last'),
  ];
  const note = (event: string) => taskListener(event, log(`${event}`).replace('execution', 'task'));
  const all = ['create', 'assignment', 'update', 'complete', 'delete'].map(note);

  test('hears of what happens to its task', async () => {
    const instance = await instanceOf(...task(...all));
    expect(instance.start({ ...start, first: null }).variable('log')).toBe('create ');
    expect(instance.assign('task', 'amina').variable('log')).toBe('create update assignment ');
    expect(instance.complete('task').variable('log')).toBe('create update assignment complete ');
  });

  test('hears of an assignee in the model after the task was made, and that the task is given up', async () => {
    const instance = await instanceOf(...task(...all));
    instance.start({ ...start, first: 'joel' });
    expect(instance.variable('log')).toBe('create assignment ');
    expect(instance.deliver('stop').variable('log')).toBe('create assignment delete ');
  });

  test('may change the task while it is made', async () => {
    const instance = await instanceOf(
      ...task(
        taskListener('create', "${task.setAssignee('amina')}"),
        taskListener('create', '${task.setPriority(80)}'),
        taskListener('create', "${task.setDueDate('2026-03-04T00:00:00.000Z')}"),
        taskListener('create', "${task.addCandidateGroup('officers')}"),
        taskListener(
          'assignment',
          "${task.setName(task.assignee.concat(' ').concat(task.taskDefinitionKey))}",
        ),
      ),
    );
    expect(instance.start({ first: null }).wait('task')).toMatchObject({
      assignee: 'amina',
      priority: 80,
      dueDate: '2026-03-04T00:00:00.000Z',
      candidateGroups: ['officers'],
      name: 'amina task',
    });
  });

  test('may change it later, which is reported', async () => {
    const instance = await instanceOf(...task(taskListener('assignment', '${task.setPriority(90)}')));
    instance.start({ first: null }).assign('task', 'amina');
    expect(instance.effects.at(-1)).toMatchObject({
      kind: 'user-task-changed',
      task: { assignee: 'amina', priority: 90 },
    });
  });
});

describe('a task listener for a timeout', () => {
  const late = log('late').replace('execution', 'task');
  const task = (...listeners: string[]) => [
    startEvent('start'),
    userTask('task', {}, extension(...listeners)),
    boundaryEvent('stop', 'task', message('stop')),
    userTask('last'),
    flow('start -> task -> last'),
    flow('stop -> last'),
  ];
  const afterADay = timeoutListener('late', timer('timeDuration', 'P1D'), late);

  test('hears once its task has waited that long; the task goes on and may be changed', async () => {
    const raise = timeoutListener('raise', timer('timeDuration', 'P2D'), '${task.setPriority(90)}');
    const instance = await instanceOf(...task(afterADay, raise));
    instance.start(start);
    expect(instance.waiting).toEqual(['stop', 'task', 'task', 'task']);
    expect(instance.waitsOf('task').map((wait) => 'schedule' in wait && wait.schedule)).toEqual([
      { dueAt: '2026-03-03T08:00:00.000Z' },
      { dueAt: '2026-03-04T08:00:00.000Z' },
      false,
    ]);
    expect(instance.fireTimer('task').variable('log')).toBe('late ');
    expect(instance.fireTimer('task').waiting).toEqual(['stop', 'task']);
    expect(instance.effects).toContainEqual(
      expect.objectContaining({
        kind: 'user-task-changed',
        task: expect.objectContaining({ priority: 90 }) as unknown,
      }),
    );
    expect(instance.complete('task').waiting).toEqual(['last']);
  });

  test('hears again where its timer repeats', async () => {
    const instance = await instanceOf(...task(timeoutListener('late', timer('timeCycle', 'R2/PT1H'), late)));
    instance.start(start).fireTimer('task').fireTimer('task');
    expect(instance.variable('log')).toBe('late late ');
    expect(instance.waiting).toEqual(['stop', 'task']);
  });

  test.each([
    ['completed', (instance: InstanceUnderTest) => instance.complete('task')],
    ['interrupted', (instance: InstanceUnderTest) => instance.deliver('stop')],
  ])('hears nothing of a task that was %s', async (_, end) => {
    const instance = (await instanceOf(...task(afterADay))).start(start);
    const timers = instance.waitsOf('task').filter(({ kind }) => kind === 'timer-created');
    end(instance);
    expect(instance.waiting).toEqual(['last']);
    const closed = timers.map(({ executionId }) => ({ kind: 'wait-closed', executionId }));
    expect(closed).toHaveLength(1);
    expect(instance.effects).toEqual(expect.arrayContaining(closed));
  });

  test('hears of each instance of a task that is repeated', async () => {
    const instance = await instanceOf(
      startEvent('start'),
      userTask('task', {}, extension(afterADay), multiInstance({ cardinality: '2' })),
      flow('start -> task'),
    );
    expect(instance.start(start).waiting).toEqual(['task', 'task', 'task', 'task']);
    expect(instance.fireTimer('task').variable('log')).toBe('late ');
    expect(instance.waiting).toEqual(['task', 'task', 'task']);
  });
});

describe('a listener is refused', () => {
  const problemOf = (listeners: string) =>
    problemsOf(startEvent('start'), userTask('task', {}, extension(listeners)), flow('start -> task'));

  test('when it needs Java, with what to use instead', async () => {
    expect(await problemOf(element('camunda:executionListener', { event: 'start', class: 'x.Y' }))).toEqual([
      'task: camunda:executionListener class="…" needs Java code in the engine: use expression="…", a script or an external task.',
    ]);
    expect(
      await problemOf(element('camunda:taskListener', { event: 'create', delegateExpression: '${bean}' })),
    ).toEqual([
      'task: camunda:taskListener delegateExpression="…" needs Java code in the engine: use expression="…", a script or an external task.',
    ]);
  });

  test('for an event that does not exist or does not run here', async () => {
    expect(await problemOf(listener('take', '${1}'))).toEqual([
      "task: camunda:executionListener: the attribute 'event' must be start or end.",
    ]);
    expect(await problemOf(taskListener('timeout', '${1}'))).toEqual([
      'task: camunda:taskListener event="timeout" needs an id.',
      'task: camunda:taskListener event="timeout" needs a timerEventDefinition that says when.',
      'task: The timer needs a date, a duration or a cycle.',
    ]);
    expect(await problemOf(taskListener('made', '${1}'))).toEqual([
      "task: camunda:taskListener: the attribute 'event' must be one of create, assignment, update, complete, delete, timeout.",
    ]);
    expect(await problemOf(element('camunda:executionListener', { event: 'start' }))).toEqual([
      'task: The camunda:executionListener has no expression and no script.',
    ]);
  });
});
