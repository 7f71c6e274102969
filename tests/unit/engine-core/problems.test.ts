import { describe, expect, test } from 'vitest';
import { createTokenCore } from '../../../engine/core/token-core.ts';
import {
  boundaryEvent,
  bpmnFile,
  callActivity,
  element,
  endEvent,
  error,
  eventGateway,
  exclusive,
  extension,
  flow,
  link,
  message,
  startEvent,
  subprocess,
  throwEvent,
  userTask,
} from '../../support/bpmn-text.ts';
import { problemsOf } from '../../support/token-core-play.ts';

const inFlow = (id: string, xml: string, ...more: string[]): string[] => [
  startEvent('start'),
  xml,
  ...more,
  flow(`start -> ${id}`),
];

describe('a process is refused, naming the element, when', () => {
  test.each<[string, string[], string]>([
    [
      'it needs Java',
      inFlow('a', element('bpmn:serviceTask', { id: 'a', 'camunda:class': 'x.Y' })),
      'a: camunda:class',
    ],
    [
      'a property copies variables',
      inFlow('a', userTask('a', {}, element('bpmn:property', { id: 'p', 'camunda:src': 'x' }))),
      'a: camunda:src at a property',
    ],
    [
      'a flow leads nowhere',
      [startEvent('start'), element('bpmn:sequenceFlow', { id: 'lost', sourceRef: 'start' })],
      'lost: The sequence flow must lead',
    ],
    [
      'nothing says how a task is done',
      inFlow('a', element('bpmn:serviceTask', { id: 'a' })),
      'a: Nothing says how',
    ],
    [
      'a script is no expression',
      inFlow(
        'a',
        element('bpmn:scriptTask', { id: 'a', scriptFormat: 'groovy' }, element('bpmn:script', {}, '1')),
      ),
      "a: Scripts in the language 'groovy'",
    ],
    [
      'a listener would run code',
      inFlow(
        'a',
        userTask('a', {}, extension(element('camunda:taskListener', { event: 'create', class: 'x.Y' }))),
      ),
      'a: camunda:taskListener',
    ],
    [
      'a subprocess is ad hoc',
      inFlow('a', element('bpmn:adHocSubProcess', { id: 'a' })),
      'a: An element of the kind',
    ],
    [
      'an expression is wrong',
      inFlow('a', userTask('a', { 'camunda:assignee': '${a ==}' })),
      'a: Error while parsing',
    ],
    ['a gateway leads nowhere', inFlow('a', exclusive('a')), 'a: The gateway has no outgoing'],
    [
      'an error boundary event does not interrupt',
      inFlow('a', userTask('a'), boundaryEvent('b', 'a', error('x'), false)),
      'b: An error boundary event always interrupts',
    ],
    [
      'two boundary events wait for one message',
      inFlow(
        'a',
        userTask('a'),
        boundaryEvent('b', 'a', message('M')),
        boundaryEvent('c', 'a', message('M')),
      ),
      'a: Two events here wait for the same message',
    ],
    [
      'an error has no code',
      inFlow('a', endEvent('a', {}, '<bpmn:errorEventDefinition />')),
      'a: The event must name an error',
    ],
    [
      'a link has no other end',
      inFlow('a', throwEvent('a', {}, link('x'))),
      "a: The link 'x' needs exactly one",
    ],
    [
      'a task follows an event gateway',
      [startEvent('start'), eventGateway('g'), userTask('a'), flow('start -> g -> a')],
      'a: Only intermediate catching events',
    ],
    ['a call names no process', inFlow('a', callActivity('a')), 'a: The call activity does not say'],
    [
      'a subprocess has no start',
      inFlow('a', subprocess('a', {}, userTask('b'))),
      'a: There is no start event',
    ],
    [
      'a loop has no extent',
      inFlow('a', userTask('a', {}, '<bpmn:multiInstanceLoopCharacteristics />')),
      'a: The multi-instance',
    ],
  ])('%s', async (_, content, expected) => {
    const problems = await problemsOf(...content);
    expect(problems.filter((problem) => problem.startsWith(expected))).toHaveLength(1);
  });
});

test('a problem says where in the file it is', async () => {
  const { problems } = await createTokenCore().load(
    [
      '<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" id="d" targetNamespace="x">',
      '<bpmn:process id="p" isExecutable="true">',
      '  <bpmn:startEvent id="s" />',
      '  <bpmn:complexGateway id="g" />',
      '</bpmn:process>',
      '</bpmn:definitions>',
    ].join('\n'),
  );
  expect(problems).toEqual([
    {
      elementId: 'g',
      isUnsupported: true,
      message: 'An element of the kind ComplexGateway cannot be run.',
      line: 4,
      column: 3,
    },
  ]);
});

test('text that is no XML is refused without an exception', async () => {
  const { models, problems } = await createTokenCore().load('not a diagram');
  expect(models).toEqual([]);
  expect(problems).toHaveLength(1);
});

const foreign = (attributes: string, content: string, around = ''): string => `
  <definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:camunda="http://camunda.org/schema/1.0/bpmn"
      xmlns:other="https://modeller.example/ns" id="d" targetNamespace="x" exporter="Other" other:version="7">
    ${around}
    <process id="p" ${attributes}>
      <startEvent id="s" /><sequenceFlow id="f" sourceRef="s" targetRef="t" />
      <userTask id="t" other:colour="red" />
      ${content}
    </process>
  </definitions>`;

test.each([
  [
    'extensions of another vendor',
    foreign(
      'isExecutable="true" other:owner="x"',
      '<extensionElements><other:note kind="a" /></extensionElements>',
    ),
  ],
  ['an extension attribute Camunda does not know', foreign('isExecutable="true" camunda:colour="red"', '')],
  [
    'data, text and lanes',
    foreign(
      'isExecutable="true"',
      `
    <laneSet id="lanes"><lane id="lane" name="Desk"><flowNodeRef>t</flowNodeRef><flowNodeRef>gone</flowNodeRef></lane></laneSet>
    <dataObject id="data" itemSubjectRef="nothing" /><dataObjectReference id="data-ref" dataObjectRef="data" />
    <textAnnotation id="note"><text>Note</text></textAnnotation>`,
    ),
  ],
  [
    'a pool with messages to another one',
    foreign(
      'isExecutable="true"',
      '',
      `
    <collaboration id="c"><participant id="a" processRef="p" /><participant id="b" name="Elsewhere" />
    <messageFlow id="m" sourceRef="t" targetRef="b" /></collaboration>`,
    ),
  ],
])('%s deploys, as on Camunda', async (_, xml) => {
  const { models, problems } = await createTokenCore().load(xml);
  expect(problems).toEqual([]);
  expect(models.map(({ processId }) => processId)).toEqual(['p']);
});

test.each([
  [
    'a BPMN attribute that does not exist',
    foreign('isExecutable="true" runnable="true"', ''),
    /unknown attribute <runnable>/,
  ],
  ['a BPMN element that does not exist', foreign('isExecutable="true"', '<humanTask id="x" />'), /humanTask/],
  [
    'a flow to nowhere',
    foreign('isExecutable="true"', '<sequenceFlow id="g" sourceRef="t" targetRef="gone" />'),
    /unresolved reference <gone>/,
  ],
])('%s is refused, as on Camunda', async (_, xml, message) => {
  const { problems } = await createTokenCore().load(xml);
  expect(problems[0]?.message).toMatch(message);
});

test('subprocesses may be nested 100 levels deep, and no deeper', async () => {
  const nested = (depth: number): string => {
    let inner = userTask('deepest');
    let first = 'deepest';
    for (let level = depth; level > 0; level--) {
      inner = subprocess(
        `level-${level}`,
        {},
        startEvent(`s-${level}`),
        inner,
        flow(`s-${level} -> ${first}`),
      );
      first = `level-${level}`;
    }
    return bpmnFile(startEvent('start'), inner, flow(`start -> ${first}`));
  };
  expect((await createTokenCore().load(nested(100))).problems).toEqual([]);
  for (const depth of [101, 5_000]) {
    const { problems } = await createTokenCore().load(nested(depth));
    expect(problems.map(({ message }) => message)).toEqual([
      'Subprocesses are nested more than 100 levels deep.',
    ]);
  }
});

test.each([
  ['says that it is only drawn', 'isExecutable="false"'],
  ['does not say whether it can be run', ''],
])('a file whose process %s deploys without any, as on Camunda', async (_, attributes) => {
  expect(await createTokenCore().load(foreign(attributes, ''))).toEqual({ models: [], problems: [] });
});

test('files of other editors load: other extension namespaces, prefixed references, no incoming and outgoing', async () => {
  const { models, problems } = await createTokenCore().load(`
    <definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:o="http://operaton.org/schema/1.0/bpmn"
        xmlns:tns="x" id="d" targetNamespace="x">
      <message id="m" name="Go" />
      <process id="p" isExecutable="true">
        <startEvent id="s"><messageEventDefinition messageRef="tns:m" /></startEvent>
        <sequenceFlow sourceRef="s" targetRef="t" />
        <serviceTask id="t" o:type="external" o:topic="work" />
      </process>
    </definitions>`);
  expect(problems).toEqual([]);
  expect(models[0]?.startEvents).toEqual([{ kind: 'message', activityId: 's', eventName: 'Go' }]);
  expect(models[0]?.activities.get('t')).toEqual({ name: null, type: 'serviceTask', scope: 'p' });
});

test('a file that would take seconds to read is refused, however its elements nest', async () => {
  const tasks = (level: number) =>
    Array.from({ length: 3_400 }, (_, index) => element('bpmn:task', { id: `t${level}-${index}` }));
  const nested = [1, 2, 3].map((level) => subprocess(`s${level}`, {}, ...tasks(level)));
  expect(await problemsOf(startEvent('start'), ...nested)).toEqual([
    expect.stringContaining('more than 10000 flow elements'),
  ]);
});
