/** What this executor does not run as Camunda would, and what cannot work at all. */
import { child, children, definitionsOf, extensions, isSubprocess, kindOf, text } from './moddle.ts';
import type { ModdleElement } from './moddle.ts';
import type { Reader } from './reader.ts';

const JAVA_ATTRIBUTES = ['class', 'delegateExpression', 'formHandlerClass'];
const JAVA_EXTENSIONS = ['Connector', 'Field'];
const TASKS = [
  'Task',
  'ManualTask',
  'UserTask',
  'ServiceTask',
  'SendTask',
  'BusinessRuleTask',
  'ScriptTask',
  'ReceiveTask',
];

/** Notes extensions that need code in the engine; `holder` is an element or the process. */
export function checkExtensions(holder: ModdleElement, reader: Reader): void {
  for (const place of [holder, ...definitionsOf(holder)]) {
    for (const attribute of JAVA_ATTRIBUTES) {
      if (text(place, attribute)) {
        reader.unsupported(
          holder,
          `camunda:${attribute} needs Java code in the engine: use an external task instead.`,
        );
      }
    }
  }
  for (const extension of JAVA_EXTENSIONS) {
    if (extensions(holder, extension).length === 0) continue;
    const name = extension.charAt(0).toLowerCase() + extension.slice(1);
    reader.unsupported(holder, `camunda:${name} is not supported: use an external task instead.`);
  }
}

/** Notes what is wrong with how the nodes of a process or subprocess hang together. */
export function checkScope(scope: ModdleElement, reader: Reader): void {
  const nodes = children(scope, 'flowElements');
  checkStarts(
    scope,
    nodes.filter((node) => kindOf(node) === 'StartEvent'),
    reader,
  );
  for (const node of nodes) {
    if (kindOf(node) === 'SequenceFlow') checkEnds(node, reader);
    checkFlows(node, reader);
    checkBoundary(node, nodes, reader);
  }
}

function checkStarts(scope: ModdleElement, starts: ModdleElement[], reader: Reader): void {
  const plain = starts.filter(isPlain);
  const first = starts.filter((start) => isPlain(start) || startsByTimer(start));
  if (scope['triggeredByEvent'] === true) return;
  if (starts.length === 0) reader.problem(scope, 'There is no start event.');
  else if (first.length > 1)
    reader.problem(scope, 'There are several plain or timer start events: only one can be where it starts.');
  else if (isSubprocess(scope) && (plain.length !== 1 || starts.length !== 1)) {
    reader.problem(scope, 'A subprocess needs exactly one start event, without an event definition.');
  }
}

function checkFlows(node: ModdleElement, reader: Reader): void {
  const [incoming, outgoing] = [children(node, 'incoming'), children(node, 'outgoing')];
  const kind = kindOf(node);
  const mustNotFlow = node['triggeredByEvent'] === true || node['isForCompensation'] === true;
  if (mustNotFlow && incoming.length + outgoing.length > 0) {
    reader.problem(
      node,
      'No sequence flow may lead to or from an event subprocess or an activity for compensation.',
    );
  }
  if ((kind === 'ExclusiveGateway' || kind === 'EventBasedGateway') && outgoing.length === 0) {
    reader.problem(node, 'The gateway has no outgoing sequence flow.');
  }
  if (kind === 'ExclusiveGateway') checkExclusive(node, outgoing, reader);
  if (kind === 'EndEvent' && outgoing.length > 0)
    reader.problem(node, 'No sequence flow may lead out of an end event.');
}

function checkEnds(flow: ModdleElement, reader: Reader): void {
  if (child(flow, 'sourceRef') && child(flow, 'targetRef')) return;
  reader.problem(flow, 'The sequence flow must lead from an element to an element.');
}

/** As Camunda: a condition that is not asked for would be a trap. */
function checkExclusive(gateway: ModdleElement, outgoing: ModdleElement[], reader: Reader): void {
  const [only] = outgoing;
  if (outgoing.length === 1 && only && child(only, 'conditionExpression')) {
    reader.problem(only, 'The only sequence flow out of a gateway must not have a condition.');
  }
  const defaultFlow = child(gateway, 'default');
  if (defaultFlow && child(defaultFlow, 'conditionExpression')) {
    reader.problem(defaultFlow, 'The default flow must not have a condition.');
  }
  const open = outgoing.filter((flow) => flow !== defaultFlow && !child(flow, 'conditionExpression'));
  if (outgoing.length > 1 && open.length > (defaultFlow ? 0 : 1)) {
    const ids = open.map(({ id }) => `'${id}'`).join(', ');
    reader.problem(
      gateway,
      `Flows without a condition would always be taken: ${ids}. Only one can be the default flow.`,
    );
  }
}

function checkBoundary(node: ModdleElement, siblings: ModdleElement[], reader: Reader): void {
  if (kindOf(node) !== 'BoundaryEvent') return;
  const host = child(node, 'attachedToRef');
  if (!host || !siblings.includes(host)) {
    reader.problem(node, 'The boundary event is not attached to an activity beside it.');
  } else if (![...TASKS, 'CallActivity'].includes(kindOf(host)) && !isSubprocess(host)) {
    reader.problem(node, 'A boundary event belongs on a task, a subprocess or a call activity.');
  }
}

function isPlain(start: ModdleElement): boolean {
  return definitionsOf(start).length === 0;
}

function startsByTimer(start: ModdleElement): boolean {
  return definitionsOf(start).some((definition) => kindOf(definition) === 'TimerEventDefinition');
}
