import { describe, expect, test } from 'vitest';
import { createTokenCore } from '../../../engine/core/token-core.ts';
import {
  association,
  boundaryEvent,
  bpmnFile,
  compensate,
  condition,
  element,
  endEvent,
  escalation,
  eventGateway,
  eventSubprocess,
  exclusive,
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
import { instanceOf, problemsOf } from '../../support/token-core-play.ts';

const after = (id: string, ...content: string[]): string[] => [
  startEvent('start'),
  ...content,
  flow(`start -> ${id}`),
];
const form = (attributes: Record<string, string>): string =>
  extension(element('camunda:formData', {}, element('camunda:formField', attributes)));
const undoable = (...more: string[]): string[] => [
  startEvent('inner'),
  eventSubprocess('undo', compensate(), [userTask('undone'), flow('undo-start -> undone')]),
  ...more,
];

describe('Camunda refuses, and so do we,', () => {
  test.each<[string, string[], string]>([
    [
      'a priority that is no number',
      after('a', externalTask('a', { 'camunda:taskPriority': 'high' })),
      "a: The value 'high' of camunda:taskPriority",
    ],
    [
      'a form field without a type',
      after('a', userTask('a', {}, form({ id: 'f' }))),
      "a: The form field 'f'",
    ],
    [
      'two ways to name a form',
      after('a', userTask('a', { 'camunda:formKey': 'k', 'camunda:formRef': 'r' })),
      'a: Only one of camunda:formKey',
    ],
    [
      'a form bound in an unknown way',
      after('a', userTask('a', { 'camunda:formRef': 'r', 'camunda:formRefBinding': 'newest' })),
      'a: camunda:formRefBinding="newest"',
    ],
    [
      'parameters of a start event',
      [startEvent('start', {}, mapping({ a: '1' }))],
      'start: camunda:inputOutput is not possible here',
    ],
    [
      'parameters of a boundary event',
      after(
        'a',
        userTask('a'),
        element('bpmn:boundaryEvent', { id: 'b', attachedToRef: 'a' }, mapping({}, { a: '1' }), message('M')),
      ),
      'b: camunda:inputOutput is not possible here',
    ],
    [
      'outputs of several instances',
      after('a', userTask('a', {}, mapping({}, { x: '1' }), multiInstance({ cardinality: '2' }))),
      'a: camunda:outputParameter is not possible on an activity with several instances',
    ],
    [
      'outputs of an end event',
      after('a', endEvent('a', {}, mapping({}, { x: '1' }))),
      'a: camunda:outputParameter is not possible on an end event',
    ],
    [
      'a job behind an event-based gateway',
      after('g', eventGateway('g', { 'camunda:asyncAfter': true })),
      'g: camunda:asyncAfter is not possible',
    ],
    [
      'a job behind an activity whose flow has no id',
      [
        startEvent('start'),
        userTask('a', { 'camunda:asyncAfter': true }),
        userTask('b'),
        flow('start -> a'),
        element('bpmn:sequenceFlow', { sourceRef: 'a', targetRef: 'b' }),
      ],
      'a: With camunda:asyncAfter each sequence flow',
    ],
    [
      'an escalation for all beside one with a code',
      after(
        's',
        subprocess('s', {}, startEvent('inner')),
        boundaryEvent('b', 's', escalation()),
        boundaryEvent('c', 's', escalation('x')),
      ),
      's: An event without an escalation code catches all',
    ],
    [
      'two start events with one message',
      [startEvent('one', {}, message('M')), startEvent('two', {}, message('M'))],
      "two: Another start event of the process waits for the message 'M'",
    ],
    [
      'two start events with one condition',
      [startEvent('one', {}, condition('${x}')), startEvent('two', {}, condition('${x}'))],
      "two: Another start event of the process waits for the condition '${x}'",
    ],
    ['a process undone as a whole', undoable(), 'undo: A process as a whole cannot be undone'],
    [
      'a subprocess undone in two ways',
      after(
        's',
        subprocess('s', {}, ...undoable()),
        boundaryEvent('b', 's', compensate()),
        userTask('h', { isForCompensation: true }),
        association('b', 'h'),
      ),
      'undo: The subprocess is undone by its compensation boundary event',
    ],
    [
      'several flows that are always open',
      [
        startEvent('start'),
        exclusive('x'),
        userTask('a'),
        userTask('b'),
        flow('start -> x -> a'),
        flow('x -> b'),
      ],
      'x: Flows without a condition would always be taken',
    ],
  ])('%s', async (_, content, expected) => {
    const problems = await problemsOf(...content);
    expect(problems.filter((problem) => problem.startsWith(expected))).toHaveLength(1);
  });

  test('a history time to live that is no number of days', async () => {
    const xml = bpmnFile(startEvent('start')).replace('historyTimeToLive="30"', 'historyTimeToLive="soon"');
    const { problems } = await createTokenCore().load(xml);
    expect(problems.map((problem) => problem.message)).toEqual([
      'camunda:historyTimeToLive="soon" is not a number of days, such as 30 or P30D.',
    ]);
  });
});

describe('Camunda takes, and so do we,', () => {
  test('a single flow without a condition when it is its turn', async () => {
    const nodes = [startEvent('start'), exclusive('x'), userTask('a'), userTask('b'), flow('start -> x')];
    const flows = [flow('x -> a'), flow('x -> b', '${big}')];
    const first = await instanceOf(...nodes, ...flows);
    expect(first.start({ big: true }).waiting).toEqual(['a']);
    const last = await instanceOf(...nodes, ...flows.toReversed());
    expect(last.start({ big: true }).waiting).toEqual(['b']);
  });

  test('an event subprocess without an id', async () => {
    const instance = await instanceOf(
      startEvent('start'),
      userTask('a'),
      flow('start -> a'),
      eventSubprocess('nameless', message('stop'), [userTask('b'), flow('nameless-start -> b')]).replace(
        'id="nameless"',
        '',
      ),
    );
    expect(instance.start().deliver('nameless-start').waiting).toEqual(['b']);
    expect(instance.history('canceled')).toEqual(['a']);
  });

  test('a compensation boundary event that leads to nothing', async () => {
    expect(await problemsOf(...after('a', userTask('a'), boundaryEvent('b', 'a', compensate())))).toEqual([]);
  });

  test('a constant expression as the signal of a start event, but none that needs variables', async () => {
    const startedBy = (name: string) =>
      createTokenCore().load(
        bpmnFile(startEvent('s', {}, '<bpmn:signalEventDefinition signalRef="alert" />')).replace(
          '<bpmn:process',
          `<bpmn:signal id="alert" name="${name}" /><bpmn:process`,
        ),
      );
    const { models } = await startedBy("alert-${'red'}");
    expect(models[0]?.startEvents).toEqual([{ kind: 'signal', activityId: 's', eventName: 'alert-red' }]);
    const { problems } = await startedBy('alert-${colour}');
    expect(problems[0]?.message).toContain("'alert-${colour}' cannot be known before the start");
  });

  test('spaces around the = of attributes and at the ends of ids', async () => {
    const { models, problems } = await createTokenCore().load(`
      <definitions xmlns = "http://www.omg.org/spec/BPMN/20100524/MODEL" id="d" targetNamespace="x">
        <!-- a = "b" -->
        <process id = "p" isExecutable= 'true'>
          <startEvent id=" s " /><sequenceFlow id="f1 " sourceRef="s" targetRef = "t" />
          <userTask id ="t" name=" as = 'it' stands " />
        </process>
      </definitions>`);
    expect(problems).toEqual([]);
    expect(models[0]?.activities.get('t')?.name).toBe("as = 'it' stands");
  });
});
