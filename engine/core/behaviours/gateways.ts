import { arm } from '../arming.ts';
import { holds, placeOf } from '../evaluate.ts';
import { complete, defaultFlowOf, openFlows, take } from '../lifecycle.ts';
import type { Element, Flow } from '../model.ts';
import type { JoinNode, StateNode } from '../state.ts';
import type { Step } from '../step.ts';
import { canStillArrive, isDeadlocked, mayGoOn } from './inclusive-join.ts';

/** Takes the first flow whose condition holds, else the default one. */
export function exclusiveGateway(step: Step, node: StateNode, element: Element): void {
  const place = placeOf(step, node.id);
  const chosen = element.outgoing.find(
    (flow) =>
      flow.id !== element.defaultFlow && (flow.condition === null || holds(step, flow.condition, place)),
  );
  leaveGateway(step, node, [chosen ?? defaultFlowOf(element)]);
}

/** Waits for as many tokens as there are incoming flows, then takes every outgoing flow. */
export function parallelGateway(step: Step, node: StateNode, element: Element, via: string | null): void {
  if (element.incomingCount > 1) {
    const waiting = step.joiningWith(park(step, node, via));
    if (waiting.size < element.incomingCount) return;
    completeOthers(step, node, waiting);
  }
  leaveGateway(step, node, element.outgoing);
}

/** Waits until no further token can come, then takes every outgoing flow that is open. */
export function inclusiveGateway(step: Step, node: StateNode, element: Element, via: string | null): void {
  const parked = park(step, node, via);
  if (step.joiningWith(parked).size >= element.incomingCount || !canStillArrive(step, parked, element)) {
    joinInclusive(step, parked, element);
  }
}

/** Waits for the first of several events. */
export function eventGateway(step: Step, node: StateNode, element: Element): void {
  arm(step, node, element.catchers);
}

/**
 * Tokens that waited at an inclusive gateway go on when the others can no longer come, for instance because they ended
 * elsewhere, or wait for this gateway themselves. Camunda looks only when a token arrives, and may wait for ever.
 */
export function releaseInclusiveGateways(step: Step): void {
  for (const waiting of step.joins) {
    const [node] = waiting.values();
    if (!node) continue;
    const element = step.element(node.element);
    if (element.behaviour.kind !== 'inclusive-gateway') continue;
    if (
      !canStillArrive(step, node, element) ||
      (isDeadlocked(step, node) && mayGoOn(step, [...waiting.values()], element))
    ) {
      return joinInclusive(step, node, element);
    }
  }
}

function joinInclusive(step: Step, node: JoinNode, element: Element): void {
  const flows = openFlows(step, element, placeOf(step, node.id));
  completeOthers(step, node, step.joiningWith(node));
  leaveGateway(step, node, flows);
}

function completeOthers(step: Step, node: StateNode, waiting: ReadonlyMap<string, JoinNode>): void {
  for (const other of [...waiting.values()]) if (other.id !== node.id) complete(step, other);
}

function park(step: Step, node: StateNode, via: string | null): JoinNode {
  const parked: JoinNode = { id: node.id, element: node.element, in: node.in, is: 'joining', via };
  step.put(parked);
  return parked;
}

function leaveGateway(step: Step, node: StateNode, flows: readonly Flow[]): void {
  const parent = node.in ?? '';
  complete(step, node);
  take(step, flows, step.element(node.element), parent);
}
