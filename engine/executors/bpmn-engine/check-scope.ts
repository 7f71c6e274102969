import type { ModelReader } from './model-reader.ts';
import { child, children, text } from './moddle.ts';
import type { ModdleElement } from './moddle.ts';

/** Notes what is wrong with how the nodes of one process or subprocess hang together. */
export function checkScope(scope: ModdleElement, reader: ModelReader): void {
  const nodes = children(scope, 'flowElements');
  checkStartEvents(
    scope,
    nodes.filter((node) => node.$type === 'bpmn:StartEvent'),
    reader,
  );
  for (const node of nodes) {
    if (isUnreachable(node))
      reader.problem(node.id ?? null, 'No sequence flow leads here, so it would never be reached.');
    checkParallelFlows(node, reader);
    if (node.$type === 'bpmn:EventBasedGateway') checkEventBasedGateway(node, reader);
    if (linkName(node, 'bpmn:IntermediateThrowEvent') !== undefined) checkLink(node, nodes, reader);
  }
}

/** The name of a link event of the given type; undefined for every other node. */
export function linkName(node: ModdleElement, type: string): string | undefined {
  const [definition] = children(node, 'eventDefinitions');
  if (node.$type !== type || definition?.$type !== 'bpmn:LinkEventDefinition') return undefined;
  return text(definition, 'name') ?? '';
}

function checkStartEvents(scope: ModdleElement, starts: ModdleElement[], reader: ModelReader): void {
  const id = scope.id ?? null;
  const plain = starts.filter((start) => children(start, 'eventDefinitions').length === 0);
  if (starts.length === 0) reader.problem(id, 'There is no start event.');
  else if (scope['triggeredByEvent'] === true) {
    if (starts.length > 1 || plain.length > 0) {
      reader.problem(id, 'An event subprocess needs exactly one start event, with an event definition.');
    }
  } else if (plain.length > 1) {
    reader.problem(id, 'There are several start events without an event: only one can start it.');
  } else if (scope.$type === 'bpmn:SubProcess' && (plain.length !== 1 || starts.length !== 1)) {
    reader.problem(id, 'A subprocess needs exactly one start event, without an event definition.');
  }
}

function isUnreachable(node: ModdleElement): boolean {
  const startsItself =
    ['bpmn:StartEvent', 'bpmn:BoundaryEvent', 'bpmn:SequenceFlow'].includes(node.$type) ||
    node.$type.startsWith('bpmn:Data') ||
    node['triggeredByEvent'] === true ||
    linkName(node, 'bpmn:IntermediateCatchEvent') !== undefined;
  return !startsItself && children(node, 'incoming').length === 0;
}

/** Two tokens to one activity at once would become one. */
function checkParallelFlows(node: ModdleElement, reader: ModelReader): void {
  if (node.$type === 'bpmn:ExclusiveGateway') return;
  const targets = children(node, 'outgoing').map((flow) => child(flow, 'targetRef')?.id);
  if (new Set(targets).size < targets.length) {
    reader.problem(
      node.id ?? null,
      'Several sequence flows lead from here to the same element: only one token would arrive.',
    );
  }
}

function checkEventBasedGateway(gateway: ModdleElement, reader: ModelReader): void {
  for (const flow of children(gateway, 'outgoing')) {
    const target = child(flow, 'targetRef');
    const waits = target?.$type === 'bpmn:IntermediateCatchEvent' || target?.$type === 'bpmn:ReceiveTask';
    if (!waits)
      reader.problem(
        target?.id ?? gateway.id ?? null,
        'Only catching events may follow an event-based gateway.',
      );
  }
}

function checkLink(source: ModdleElement, nodes: ModdleElement[], reader: ModelReader): void {
  const name = linkName(source, 'bpmn:IntermediateThrowEvent');
  const targets = nodes.filter((node) => linkName(node, 'bpmn:IntermediateCatchEvent') === name);
  if (targets.length !== 1) {
    reader.problem(
      source.id ?? null,
      `The link '${name ?? ''}' needs exactly one catching link event of that name beside it.`,
    );
  }
}
