import type { Advance, AdvanceContext, Variables, Skips } from '../../executors/port.ts';
import { openActivity } from '../behaviours/enter.ts';
import { disarm } from '../arming.ts';
import { end, mapOutputs } from '../lifecycle.ts';
import { findSpot, scopesAround, spotIdOf, tokenSpotId } from '../places.ts';
import type { Spot } from '../places.ts';
import type { Completed, StateNode, TokenState } from '../state.ts';
import { keepSignalNames } from '../signals.ts';
import { Step } from '../step.ts';
import type { Order } from './check-instance.ts';
import { migrateEvents } from './migrate-events.ts';
import type { Left } from './migrate-events.ts';
import { reportMoved } from './report-moved.ts';

/** What goes along with the tokens. */
export interface Baggage extends Partial<Skips> {
  readonly variables: Variables;
}

/**
 * The state of an instance under another version of its process. Activities go on under their execution ids; scopes without
 * an instruction end, scopes that are new in the target begin, once for all tokens that stand in the same scope.
 * `checkInstance` must have had nothing against it.
 *
 * @param settle moves the tokens that a condition on the new variables set free.
 * @throws ExecutorFailure when an expression of either model fails
 */
export function migrate(
  order: Order,
  state: TokenState,
  { variables, ...skips }: Baggage,
  { context, settle }: { context: AdvanceContext; settle: (step: Step) => void },
): Advance {
  const step = new Step(order.source, state, context);
  step.skipsMappings = skips.skipIoMappings ?? false;
  step.skipsListeners = skips.skipCustomListeners ?? false;
  const parents = new Map(state.nodes.map((node) => [node.id, node.in]));
  endUnmapped(step, order);
  keepSignalNames(step);
  step.model = order.target;
  migrateEvents(step, order, place(step, order, parents));
  // As in Camunda only what changes from here on makes conditions look.
  step.changes.length = 0;
  step.freshConditions.length = 0;
  step.skipsMappings = false;
  step.variables.setAll([context.instanceId], variables);
  settle(step);
  return { state: step.state(), effects: step.effects };
}

/** Ends scopes without an instruction, innermost first; what is inside of them stays for now. */
function endUnmapped(step: Step, { instructions }: Order): void {
  const mapped = new Set(instructions.map(({ source }) => source));
  for (const node of [...step.nodes.values()].reverse()) {
    if (node.is === 'armed' || node.is === 'job' || node.in === null || mapped.has(spotIdOf(node))) continue;
    const { outputs } = step.element(node.element);
    if (node.is === 'scope' && outputs.length > 0 && !step.skipsMappings) mapOutputs(step, node, outputs);
    for (const child of step.children(node.id)) if (child.is === 'armed') disarm(step, child);
    end(step, node, true);
  }
}

/** Puts every token into its place in the target; events that wait beside them are left for later and returned. */
function place(step: Step, order: Order, parents: ReadonlyMap<string, string | null>): Left {
  const before = [...step.nodes.values()];
  const anew = new Set<string>();
  const nodes = new Map(step.nodes);
  const targets = new Map(order.instructions.map(({ source, target }) => [source, target]));
  const updated = new Set(
    order.instructions.filter((one) => one.updateEventTrigger).map(({ source }) => source),
  );
  const kept = new Set(before.map(({ id }) => id));
  const spots = new Map<string, Spot>();
  const begun = new Map<string, StateNode>();
  step.clear();
  for (const node of before) {
    if (node.is === 'armed') continue;
    if (node.in === null) {
      step.put({ ...withCompleted(node, targets), element: order.target.processId });
      continue;
    }
    const around = ancestorOf(node.id, parents, kept);
    const source = tokenSpotId(order.source, nodes, node);
    const spot = findSpot(order.target, targets.get(source) ?? '');
    if (!spot) continue;
    spots.set(node.id, spot);
    if (updated.has(source)) anew.add(node.id);
    const parent = beginScopes(step, { spot, around, within: spots.get(around)?.id ?? null }, begun);
    const moved = { ...onItsFlow(withCompleted(node, targets), spot), element: spot.element.id, in: parent };
    step.put(moved);
    reportMoved(step, moved);
  }
  return { armed: before.filter((node) => node.is === 'armed'), anew };
}

/** Begins the scopes between a token and the nearest scope that was there before; returns the innermost. */
function beginScopes(
  step: Step,
  { spot, around, within }: { spot: Spot; around: string; within: string | null },
  begun: Map<string, StateNode>,
): string {
  const scopes = scopesAround(step.model, spot);
  const at = scopes.findIndex(({ id }) => id === within);
  const fresh = (at < 0 ? scopes : scopes.slice(0, at)).reverse();
  return fresh.reduce((parent, scope) => {
    const key = `${around} ${scope.id}`;
    const node = begun.get(key) ?? openActivity(step, scope.element, { in: parent });
    begun.set(key, node);
    return node.id;
  }, around);
}

function ancestorOf(
  id: string,
  parents: ReadonlyMap<string, string | null>,
  kept: ReadonlySet<string>,
): string {
  let at = parents.get(id) ?? '';
  while (!kept.has(at)) at = parents.get(at) ?? at;
  return at;
}

/** A token behind an activity goes on along the flow it was to take, or along the only one there is. */
function onItsFlow(node: StateNode, { element }: Spot): StateNode {
  if (node.is !== 'job' || node.at !== 'after' || element.outgoing.length > 1) return node;
  return { ...node, flow: element.outgoing[0]?.id ?? null };
}

/** What completed and can be undone is known by the ids of the target. */
function withCompleted(node: StateNode, targets: ReadonlyMap<string, string>): StateNode {
  if ((node.is !== 'scope' && node.is !== 'loop') || !node.completed) return node;
  const translate = (one: Completed): Completed => ({
    ...one,
    element: targets.get(one.element) ?? one.element,
    ...(one.inner ? { inner: one.inner.map(translate) } : {}),
  });
  return { ...node, completed: node.completed.map(translate) };
}
