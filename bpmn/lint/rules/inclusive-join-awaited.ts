import { child, isExecuted, kindOf } from '../bpmn-node.ts';
import type { BpmnNode } from '../bpmn-node.ts';
import { flowGraph, reachable } from '../flow-graph.ts';
import type { FlowGraph } from '../flow-graph.ts';
import type { Rule } from '../rule.ts';

/** Gateways that let one token out. */
const CHOICES: readonly string[] = ['ExclusiveGateway', 'EventBasedGateway'];
/** Gateways that may wait for several tokens. */
const JOINS: readonly string[] = ['ParallelGateway', 'InclusiveGateway'];
/** What a token passes before any other moves, unless it is a join. */
const PASSED_AT_ONCE: readonly string[] = [...JOINS, 'ExclusiveGateway', 'IntermediateThrowEvent'];

/**
 * A token on its way to an inclusive gateway comes there. While others wait at the gateway it must not turn off, nor wait at another
 * one for those that wait here: Camunda looks whether a gateway may go on when a token arrives, and never again
 * (`InclusiveGatewayActivityBehavior`).
 */
export function inclusiveJoinAwaited(): Rule {
  return {
    check(node, reporter) {
      if (kindOf(node) !== 'InclusiveGateway' || !isExecuted(node)) return;
      const graph = flowGraph(node);
      if (graph.incomingCount(node) < 2) return;
      const join = { gateway: node, before: graph.before(node), graph };
      const problems = new Set(branchesOf(graph).flatMap((pair) => problemsOf(join, pair)));
      for (const problem of [...problems].toSorted()) reporter.report(node.id ?? '', problem);
    },
  };
}

interface Join {
  gateway: BpmnNode;
  before: ReadonlySet<BpmnNode>;
  graph: FlowGraph;
}

/** Where two tokens begin that are on their way at the same time. */
type Pair = readonly [moving: BpmnNode, waiting: BpmnNode];

/** What the token of the first branch may do while that of the second waits at the gateway. */
function problemsOf(join: Join, [moving, waiting]: Pair): string[] {
  const { gateway, before, graph } = join;
  const end = new Set([gateway]);
  const both = reachable(graph.next, [waiting], end);
  // Where both branches meet first, there is one token afterwards.
  const meetings = [...reachable(graph.next, [moving], end)].filter(
    (one) => both.has(one) && JOINS.includes(kindOf(one)) && graph.incomingCount(one) > 1,
  );
  const last = new Set([gateway, ...meetings]);
  if (!reachable(graph.next, [waiting], last).has(gateway)) return [];
  const onTheWay = [...reachable(graph.next, [moving], last)].filter((one) => !last.has(one));
  const stops = onTheWay.filter((one) => mayStop(graph, one));
  // Others can wait at the gateway only while this token waits, too.
  const later = reachable(graph.next, stops, last);
  return onTheWay
    .filter((one) => before.has(one) && later.has(one))
    .flatMap((one) => {
      if (waitsForEachOther(join, one))
        return [`It and '${one.id}' may wait for each other. Join the branches at one of them.`];
      return turnsOff(join, one)
        ? [
            `A token may turn off at '${one.id}' while another waits here. Let both come here, or end both there.`,
          ]
        : [];
    });
}

function waitsForEachOther({ gateway, graph }: Join, other: BpmnNode): boolean {
  const isJoin = kindOf(other) === 'InclusiveGateway' && graph.incomingCount(other) > 1;
  return isJoin && graph.before(other).has(gateway);
}

function mayStop(graph: FlowGraph, node: BpmnNode): boolean {
  const kind = kindOf(node);
  return !PASSED_AT_ONCE.includes(kind) || (JOINS.includes(kind) && graph.incomingCount(node) > 1);
}

/** Whether a token at this node may leave it so that it can no longer come to the gateway. */
function turnsOff({ gateway, before, graph }: Join, node: BpmnNode): boolean {
  const leads = (to: BpmnNode): boolean => to === gateway || before.has(to);
  const isInterrupted = graph
    .boundaryEvents(node)
    .some((event) => event['cancelActivity'] !== false && !leads(event));
  if (isInterrupted) return true;
  const isChoice = CHOICES.includes(kindOf(node));
  const isSure = graph
    .outgoing(node)
    .some((flow) => !isChoice && isUnconditional(node, flow) && leads(targetOf(flow)));
  return !isSure && graph.next(node).some((to) => !leads(to));
}

/** Pairs of branches along which tokens go at the same time. */
function branchesOf(graph: FlowGraph): Pair[] {
  return graph.nodes.flatMap((node): Pair[] => {
    const isFork = !CHOICES.includes(kindOf(node));
    // The default flow is taken alone.
    const flows = graph.outgoing(node).filter((flow) => flow !== child(node, 'default'));
    const branches = isFork ? flows.map(targetOf) : [];
    const beside = graph.boundaryEvents(node).filter((event) => event['cancelActivity'] === false);
    return [
      ...branches.flatMap((one, at) =>
        branches.filter((_, other) => other !== at).map((two): Pair => [one, two]),
      ),
      ...beside.flatMap((event): Pair[] => [
        [node, event],
        [event, node],
      ]),
    ];
  });
}

function isUnconditional(node: BpmnNode, flow: BpmnNode): boolean {
  return flow !== child(node, 'default') && child(flow, 'conditionExpression') === undefined;
}

function targetOf(flow: BpmnNode): BpmnNode {
  return child(flow, 'targetRef') ?? flow;
}
