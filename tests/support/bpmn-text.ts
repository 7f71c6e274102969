/**
 * BPMN files written as text, for tests that need many small models: each element is one call, flows are written
 * `a -> b -> c`. What comes out is a whole file as a modeller would save it, without the drawing.
 */

/** Attributes of an element, by name; `camunda:` ones included. */
export type Attributes = Record<string, string | number | boolean | undefined>;

/** One XML element with its content. */
export function element(name: string, attributes: Attributes, ...content: string[]): string {
  const written = Object.entries(attributes)
    .filter(([, value]) => value !== undefined)
    .map(([key, value]) => ` ${key}="${escape(String(value))}"`)
    .join('');
  const inner = content.filter((part) => part !== '').join('');
  return inner === '' ? `<${name}${written} />` : `<${name}${written}>${inner}</${name}>`;
}

const bpmn =
  (name: string) =>
  (id: string, attributes: Attributes = {}, ...content: string[]): string =>
    element(`bpmn:${name}`, { id, ...attributes }, ...content);

export const startEvent = bpmn('startEvent');
export const endEvent = bpmn('endEvent');
export const userTask = bpmn('userTask');
export const plainTask = bpmn('task');
export const receiveTask = bpmn('receiveTask');
export const catchEvent = bpmn('intermediateCatchEvent');
export const throwEvent = bpmn('intermediateThrowEvent');
export const exclusive = bpmn('exclusiveGateway');
export const parallel = bpmn('parallelGateway');
export const inclusive = bpmn('inclusiveGateway');
export const eventGateway = bpmn('eventBasedGateway');
export const subprocess = bpmn('subProcess');
export const transaction = bpmn('transaction');
export const callActivity = bpmn('callActivity');

/** A task for a worker; the topic is its id. */
export function externalTask(id: string, attributes: Attributes = {}, ...content: string[]): string {
  return element(
    'bpmn:serviceTask',
    { id, 'camunda:type': 'external', 'camunda:topic': id, ...attributes },
    ...content,
  );
}

/** A service task that evaluates an expression. */
export function expressionTask(id: string, expression: string, resultVariable?: string): string {
  return element('bpmn:serviceTask', {
    id,
    'camunda:expression': expression,
    'camunda:resultVariable': resultVariable,
  });
}

/** An event attached to an activity. */
export function boundaryEvent(id: string, host: string, definition: string, isInterrupting = true): string {
  return element(
    'bpmn:boundaryEvent',
    { id, attachedToRef: host, cancelActivity: isInterrupting },
    definition,
  );
}

/** An event subprocess whose start event is `<id>-start`. */
export function eventSubprocess(
  id: string,
  definition: string,
  content: string[],
  isInterrupting = true,
): string {
  const start = element('bpmn:startEvent', { id: `${id}-start`, isInterrupting }, definition);
  return element('bpmn:subProcess', { id, triggeredByEvent: true }, start, ...content);
}

/** `a -> b -> c`, with an optional condition for a single flow. The flow's id is `a-b`. */
export function flow(chain: string, condition?: string): string {
  const ids = chain.split('->').map((id) => id.trim());
  return ids
    .slice(1)
    .map((target, index) => {
      const source = ids[index] ?? '';
      const expression =
        condition === undefined
          ? ''
          : element('bpmn:conditionExpression', { 'xsi:type': 'bpmn:tFormalExpression' }, escape(condition));
      return element(
        'bpmn:sequenceFlow',
        { id: `${source}-${target}`, sourceRef: source, targetRef: target },
        expression,
      );
    })
    .join('');
}

/** Event definitions; a message's or signal's name, an error's or escalation's code also is the id of what they refer to. */
export const message = (name: string): string =>
  element('bpmn:messageEventDefinition', { messageRef: `message-${name}` });
export const signal = (name: string, ...content: string[]): string =>
  element('bpmn:signalEventDefinition', { signalRef: `signal-${name}` }, ...content);
export const error = (code?: string, attributes: Attributes = {}): string =>
  element('bpmn:errorEventDefinition', { errorRef: code && `error-${code}`, ...attributes });
export const escalation = (code?: string, attributes: Attributes = {}): string =>
  element('bpmn:escalationEventDefinition', { escalationRef: code && `escalation-${code}`, ...attributes });
export const condition = (expression: string, attributes: Attributes = {}): string =>
  element(
    'bpmn:conditionalEventDefinition',
    attributes,
    element('bpmn:condition', { 'xsi:type': 'bpmn:tFormalExpression' }, escape(expression)),
  );
export const compensate = (activity?: string): string =>
  element('bpmn:compensateEventDefinition', { activityRef: activity });
export const cancelTransaction = '<bpmn:cancelEventDefinition />';
export const terminate = '<bpmn:terminateEventDefinition />';
export const link = (name: string): string => element('bpmn:linkEventDefinition', { name });

/** A timer by date, duration or cycle. */
export function timer(kind: 'timeDate' | 'timeDuration' | 'timeCycle', value: string): string {
  return element(
    'bpmn:timerEventDefinition',
    {},
    element(`bpmn:${kind}`, { 'xsi:type': 'bpmn:tFormalExpression' }, escape(value)),
  );
}

/** Multi-instance characteristics. */
export function multiInstance(options: {
  sequential?: boolean;
  collection?: string;
  element?: string;
  cardinality?: string;
  until?: string;
}): string {
  return element(
    'bpmn:multiInstanceLoopCharacteristics',
    {
      isSequential: options.sequential ?? false,
      'camunda:collection': options.collection,
      'camunda:elementVariable': options.element,
    },
    options.cardinality === undefined ? '' : element('bpmn:loopCardinality', {}, escape(options.cardinality)),
    options.until === undefined ? '' : element('bpmn:completionCondition', {}, escape(options.until)),
  );
}

/** Input and output parameters. */
export function mapping(inputs: Record<string, string>, outputs: Record<string, string> = {}): string {
  const write = (kind: string, values: Record<string, string>): string[] =>
    Object.entries(values).map(([name, value]) =>
      element(`camunda:${kind}Parameter`, { name }, escape(value)),
    );
  return extension(
    element('camunda:inputOutput', {}, ...write('input', inputs), ...write('output', outputs)),
  );
}

/** Extension elements. */
export const extension = (...content: string[]): string => element('bpmn:extensionElements', {}, ...content);

/** Execution listeners by event, each an expression. */
export const listener = (event: string, expression: string): string =>
  element('camunda:executionListener', { event, expression });
export const taskListener = (event: string, expression: string): string =>
  element('camunda:taskListener', { event, expression });
/** A task listener that hears when its task has waited for some time. */
export const timeoutListener = (id: string, when: string, expression: string): string =>
  element('camunda:taskListener', { id, event: 'timeout', expression }, when);

/** Connects a compensation boundary event to its handler. */
export function association(source: string, target: string): string {
  return element('bpmn:association', {
    id: `${source}-${target}`,
    sourceRef: source,
    targetRef: target,
    associationDirection: 'One',
  });
}

/** A whole file with one executable process, `process`. */
export function bpmnFile(...content: string[]): string {
  const body = element(
    'bpmn:process',
    { id: 'process', isExecutable: true, 'camunda:historyTimeToLive': 30 },
    ...content,
  );
  const refs = new Set(
    [...body.matchAll(/Ref="(message|signal|error|escalation)-([^"]+)"/g)].map(
      ([, kind, name]) => `${kind} ${name}`,
    ),
  );
  const roots = [...refs].map((ref) => {
    const [kind = '', name = ''] = ref.split(' ');
    const attribute = kind === 'error' || kind === 'escalation' ? `${kind}Code` : 'name';
    return element(`bpmn:${kind}`, { id: `${kind}-${name}`, name, [attribute]: name });
  });
  return `<?xml version="1.0" encoding="UTF-8"?>\n${element(
    'bpmn:definitions',
    {
      'xmlns:bpmn': 'http://www.omg.org/spec/BPMN/20100524/MODEL',
      'xmlns:camunda': 'http://camunda.org/schema/1.0/bpmn',
      'xmlns:xsi': 'http://www.w3.org/2001/XMLSchema-instance',
      id: 'definitions',
      targetNamespace: 'https://njia.example/tests',
    },
    ...roots,
    body,
  )}\n`;
}

function escape(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
