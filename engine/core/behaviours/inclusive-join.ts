/** When a token that waits at an inclusive gateway may go on. */
import type { Element } from '../model.ts';
import type { JoinNode } from '../state.ts';
import type { Step } from '../step.ts';

/** Camunda's rule: some token beside this one can still come to the gateway. */
export function canStillArrive(step: Step, node: JoinNode, element: Element): boolean {
  const sources = sourcesOf(element);
  for (const other of othersBeside(step, node)) {
    if (sources.some(([, from]) => from.has(other))) return true;
  }
  // A job still has to bring it in.
  for (const other of step.children(node.in ?? ''))
    if (other.is === 'job' && other.element === element.id && other.at === 'before') return true;
  return step.moves.some(
    (move) =>
      move.do === 'enter' &&
      move.in === node.in &&
      (move.element === element.id || sources.some(([, from]) => from.has(move.element))),
  );
}

/** Every token beside this one waits at a gateway as well: by themselves none of them will ever move again. */
export function isDeadlocked(step: Step, node: JoinNode): boolean {
  for (const other of step.nodes.values()) {
    if (other.in === node.in && other.is !== 'joining' && other.is !== 'armed') return false;
  }
  return true;
}

/**
 * The rule of BPMN 2.0 (13.4.3), which unlike Camunda's does not wait for a token that would have to come round in a
 * circle: one that can reach a flow no token has come along could just as well come along one that has its token.
 */
export function mayGoOn(step: Step, arrived: readonly JoinNode[], element: Element): boolean {
  const [first] = arrived;
  if (!first) return false;
  const taken = new Set(arrived.map(({ via }) => via));
  const [filled, empty] = [true, false].map((isTaken) =>
    sourcesOf(element).filter(([flow]) => taken.has(flow) === isTaken),
  );
  return othersBeside(step, first).every(
    (other) => !empty?.some(([, from]) => from.has(other)) || filled?.some(([, from]) => from.has(other)),
  );
}

/** Elements at which other tokens of the same scope stand. */
function othersBeside(step: Step, node: JoinNode): string[] {
  const found: string[] = [];
  for (const other of step.nodes.values()) {
    if (other.in === node.in && other.is !== 'armed' && other.element !== node.element)
      found.push(other.element);
  }
  return found;
}

function sourcesOf({ behaviour }: Element): [string, ReadonlySet<string>][] {
  return behaviour.kind === 'inclusive-gateway' ? [...behaviour.sources] : [];
}
