import { children, isSubprocess, kindOf } from './moddle.ts';
import type { ModdleElement, ParsedFile, ParserWarning } from './moddle.ts';

/** References that are names in Camunda, not ids of elements: what is not found is taken as it stands. */
const NAMES: Readonly<Record<string, (name: string) => object>> = {
  errorRef: (errorCode) => ({ $type: 'bpmn:Error', errorCode }),
  messageRef: (id) => ({ $type: 'bpmn:Message', id }),
  loopDataInputRef: (id) => ({ $type: 'bpmn:Variable', id }),
};

/**
 * Completes what the parser leaves open: the flows of nodes that do not list them, and references with a namespace prefix.
 * Answers the warnings that remain.
 */
export function resolveReferences(parsed: ParsedFile): ParserWarning[] {
  const remaining = parsed.warnings.filter((warning) => !resolve(warning, parsed.elementsById));
  for (const element of children(parsed.rootElement, 'rootElements')) {
    if (kindOf(element) === 'Process') connect(element);
  }
  return remaining;
}

/** True when nothing is left to complain about. */
function resolve(
  { element, property, value }: ParserWarning,
  elementsById: ParsedFile['elementsById'],
): boolean {
  if (!element || property === undefined || value === undefined) return false;
  // Shapes of elements that are not there are of no consequence for what runs, nor are pools without a process.
  if (element.$type.startsWith('bpmndi:') || kindOf(element) === 'Participant') return true;
  const name = property.replace('bpmn:', '');
  // Connected from the flows' own ends, below.
  if (name === 'incoming' || name === 'outgoing') return true;
  const target = elementsById[value.replace(/^[^:]*:/, '')] ?? NAMES[name]?.(value);
  if (!target) return false;
  Object.defineProperty(element, name, { value: target, configurable: true });
  return true;
}

/** Many files name source and target of a flow only: `incoming` and `outgoing` of a node are optional. */
function connect(scope: ModdleElement): void {
  const elements = children(scope, 'flowElements');
  const flows = elements.filter((element) => kindOf(element) === 'SequenceFlow');
  // Ids of flows are optional as well, but joins tell them apart by it.
  for (const [index, flow] of flows.entries()) {
    if (flow.id !== undefined) continue;
    Object.defineProperty(flow, 'id', { value: `${scope.id ?? ''}-flow-${index}` });
    Object.defineProperty(flow, 'hasNoId', { value: true });
  }
  const bySource = Map.groupBy(flows, (flow) => flow['sourceRef']);
  const byTarget = Map.groupBy(flows, (flow) => flow['targetRef']);
  for (const [index, node] of elements.entries()) {
    if (kindOf(node) === 'SequenceFlow') continue;
    // No flow leads to an event subprocess, so it may have no id.
    if (node.id === undefined && node['triggeredByEvent'] === true)
      Object.defineProperty(node, 'id', { value: `${scope.id ?? ''}-subprocess-${index}` });
    set(node, 'incoming', byTarget.get(node));
    set(node, 'outgoing', bySource.get(node));
    if (isSubprocess(node)) connect(node);
  }
}

function set(node: ModdleElement, property: string, value: ModdleElement[] = []): void {
  Object.defineProperty(node, property, { value, configurable: true });
}
