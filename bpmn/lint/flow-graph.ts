import { child, definitionsOf, kindOf, siblingsOf, text } from './bpmn-node.ts';
import type { BpmnNode } from './bpmn-node.ts';

/** Where tokens go within one process or subprocess: along sequence flows, and from link to link. */
export interface FlowGraph {
  readonly nodes: readonly BpmnNode[];
  /** Sequence flows that leave a node. */
  readonly outgoing: (node: BpmnNode) => readonly BpmnNode[];
  readonly incomingCount: (node: BpmnNode) => number;
  /** Nodes that a token may go to next. */
  readonly next: (node: BpmnNode) => readonly BpmnNode[];
  readonly boundaryEvents: (node: BpmnNode) => readonly BpmnNode[];
  /** Nodes from which a token can come to this one, itself left out. */
  readonly before: (node: BpmnNode) => ReadonlySet<BpmnNode>;
}

/** The graph of what stands beside a node. */
export function flowGraph(node: BpmnNode): FlowGraph {
  const siblings = siblingsOf(node);
  const flows = siblings.filter((one) => kindOf(one) === 'SequenceFlow');
  const nodes = siblings.filter((one) => kindOf(one) !== 'SequenceFlow');
  const outgoingBySource = groupBy(flows, (flow) => child(flow, 'sourceRef'));
  const incomingByTarget = groupBy(flows, (flow) => child(flow, 'targetRef'));
  const boundaryByHost = groupBy(nodes, (one) => child(one, 'attachedToRef'));
  const outgoing = (from: BpmnNode): readonly BpmnNode[] => outgoingBySource.get(from) ?? [];
  const nextBySource = new Map(
    nodes.map((one) => {
      const targets = outgoing(one).flatMap((flow) => child(flow, 'targetRef') ?? []);
      return [one, [...targets, ...linkTargets(one, nodes)]];
    }),
  );
  const next = (from: BpmnNode): readonly BpmnNode[] => nextBySource.get(from) ?? [];
  return {
    nodes,
    outgoing,
    incomingCount: (to) => incomingByTarget.get(to)?.length ?? 0,
    next,
    boundaryEvents: (host) => boundaryByHost.get(host) ?? [],
    before: (to) => new Set(nodes.filter((from) => from !== to && reachable(next, [from]).has(to))),
  };
}

/** What tokens can come to from some nodes, these included; they do not go on from nodes in `end`. */
export function reachable(
  next: FlowGraph['next'],
  from: readonly BpmnNode[],
  end: ReadonlySet<BpmnNode> = new Set(),
): ReadonlySet<BpmnNode> {
  const found = new Set<BpmnNode>();
  const open = [...from];
  for (let at = open.pop(); at; at = open.pop()) {
    if (found.has(at)) continue;
    found.add(at);
    if (!end.has(at)) open.push(...next(at));
  }
  return found;
}

function linkTargets(node: BpmnNode, nodes: readonly BpmnNode[]): BpmnNode[] {
  const name = kindOf(node) === 'IntermediateThrowEvent' ? linkName(node) : undefined;
  if (name === undefined) return [];
  return nodes.filter((one) => kindOf(one) === 'IntermediateCatchEvent' && linkName(one) === name);
}

function linkName(event: BpmnNode): string | undefined {
  const [definition] = definitionsOf(event);
  return definition && kindOf(definition) === 'LinkEventDefinition' ? text(definition, 'name') : undefined;
}

function groupBy(
  nodes: BpmnNode[],
  key: (node: BpmnNode) => BpmnNode | undefined,
): Map<BpmnNode, BpmnNode[]> {
  const groups = new Map<BpmnNode, BpmnNode[]>();
  for (const node of nodes) {
    const group = key(node);
    if (group) groups.set(group, [...(groups.get(group) ?? []), node]);
  }
  return groups;
}
