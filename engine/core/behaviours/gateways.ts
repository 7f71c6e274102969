import { arm } from '../arming.ts';
import { holds, placeOf } from '../evaluate.ts';
import { complete, defaultFlowOf, openFlows, take } from '../lifecycle.ts';
import type { Element } from '../model.ts';
import type { StateNode } from '../state.ts';
import type { Step } from '../step.ts';

/** Takes the first flow whose condition holds, else the default one. */
export function exclusiveGateway(step: Step, node: StateNode, element: Element): void {
  const place = placeOf(step, node.id);
  const chosen =
    element.outgoing.find(
      (flow) =>
        flow.id !== element.defaultFlow && (flow.condition === null || holds(step, flow.condition, place)),
    ) ?? defaultFlowOf(element);
  leaveGateway(step, node, [chosen.target]);
}

/** Waits for as many tokens as there are incoming flows, then takes every outgoing flow. */
export function parallelGateway(step: Step, node: StateNode, element: Element): void {
  if (element.incomingCount > 1) {
    step.put({ id: node.id, element: node.element, in: node.in, is: 'joining' });
    const waiting = tokensAt(step, node);
    if (waiting.length < element.incomingCount) return;
    for (const other of waiting) if (other.id !== node.id) complete(step, other);
  }
  const targets = element.outgoing.map((flow) => flow.target);
  leaveGateway(step, node, targets);
}

/** Waits until no further token can come, then takes every outgoing flow that is open. */
export function inclusiveGateway(step: Step, node: StateNode, element: Element): void {
  step.put({ id: node.id, element: node.element, in: node.in, is: 'joining' });
  const waiting = tokensAt(step, node);
  if (waiting.length < element.incomingCount && canStillArrive(step, node, element)) return;
  const flows = openFlows(step, element, placeOf(step, node.id));
  for (const other of waiting) if (other.id !== node.id) complete(step, other);
  leaveGateway(
    step,
    node,
    flows.map((flow) => flow.target),
  );
}

/** Waits for the first of several events. */
export function eventGateway(step: Step, node: StateNode, element: Element): void {
  arm(step, node, element.catchers);
}

/**
 * Tokens that waited at an inclusive gateway for others go on once these can no longer come, for instance because they
 * ended elsewhere. Camunda looks only when a token arrives, and may wait for ever.
 */
export function releaseInclusiveGateways(step: Step): void {
  for (const node of step.nodes.values()) {
    if (node.is !== 'joining') continue;
    const element = step.element(node.element);
    if (element.behaviour.kind !== 'inclusive-gateway' || canStillArrive(step, node, element)) continue;
    return inclusiveGateway(step, node, element);
  }
}

function canStillArrive(step: Step, node: StateNode, { id, behaviour }: Element): boolean {
  if (behaviour.kind !== 'inclusive-gateway') return false;
  for (const other of step.nodes.values()) {
    if (other.in !== node.in || other.is === 'armed' || other.element === id) continue;
    if (behaviour.reachableFrom.has(other.element)) return true;
  }
  return step.moves.some(
    (move) =>
      move.do === 'enter' &&
      move.in === node.in &&
      (move.element === id || behaviour.reachableFrom.has(move.element)),
  );
}

function tokensAt(step: Step, node: StateNode): StateNode[] {
  const found: StateNode[] = [];
  for (const other of step.nodes.values()) {
    if (other.is === 'joining' && other.element === node.element && other.in === node.in) found.push(other);
  }
  return found;
}

function leaveGateway(step: Step, node: StateNode, targets: string[]): void {
  const parent = node.in ?? '';
  complete(step, node);
  take(step, targets, parent);
}
