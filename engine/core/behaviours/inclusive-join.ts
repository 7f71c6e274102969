/** When a token that waits at an inclusive gateway may go on. */
import type { Element } from '../model.ts';
import type { JoinNode } from '../state.ts';
import type { Step } from '../step.ts';

/** Camunda's rule: some token beside this one can still come to the gateway. */
export function canStillArrive(step: Step, node: JoinNode, { id, behaviour }: Element): boolean {
  const before = behaviour.kind === 'inclusive-gateway' ? behaviour.before : new Set<string>();
  const isOnItsWay = ({ in: scope, element }: { in: string; element: string }): boolean =>
    scope === node.in && (element === id || before.has(element));
  // Most tokens that come are about to move: they are looked at first, the next one to move before the others.
  if (step.moves.findLast((move) => move.do === 'enter' && isOnItsWay(move))) return true;
  for (const other of step.inside(node.in ?? '')) {
    if (other.is !== 'armed' && other.element !== id && before.has(other.element)) return true;
    // A job still has to bring it in.
    if (other.is === 'job' && other.element === id && other.at === 'before') return true;
  }
  return false;
}

/** Every token beside this one waits at a gateway as well: by themselves none of them will ever move again. */
export function isDeadlocked(step: Step, node: JoinNode): boolean {
  for (const { is } of step.inside(node.in ?? '')) if (is !== 'joining' && is !== 'armed') return false;
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
  for (const other of step.inside(node.in ?? ''))
    if (other.is !== 'armed' && other.element !== node.element) found.push(other.element);
  return found;
}

function sourcesOf({ behaviour }: Element): [string, ReadonlySet<string>][] {
  return behaviour.kind === 'inclusive-gateway' ? [...behaviour.sources] : [];
}
