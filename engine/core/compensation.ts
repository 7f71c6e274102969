/** What completed and can be undone, and the undoing itself. */
import { reportStart, update } from './lifecycle.ts';
import type { Element } from './model.ts';
import type { Completed, LoopNode, ScopeNode, StateNode } from './state.ts';
import type { Step } from './step.ts';

/** Remembers an activity that has a compensation handler, in the scope it completed in. */
export function recordActivity(step: Step, node: StateNode, element: Element): void {
  if (element.compensatedBy !== null) remember(step, node.in, { element: element.id });
}

/** Remembers a scope in which something can be undone, with the variables it had. */
export function recordScope(step: Step, node: ScopeNode | LoopNode): void {
  const element = step.element(node.element);
  const undoesItself =
    node.is === 'scope' &&
    element.behaviour.kind === 'subprocess' &&
    element.behaviour.compensatedBy !== null;
  if (!node.completed?.length && !undoesItself) return;
  const variables = step.variables.ofScope(node.id);
  remember(step, node.in, {
    element: node.element,
    inner: node.completed ?? [],
    ...(node.is === 'loop' ? { isLoop: true } : {}),
    ...(Object.keys(variables).length > 0 ? { variables } : {}),
  });
}

/** Takes what a throw event has to undo out of the scopes it reaches: oldest first. */
export function takeCompleted(step: Step, thrower: StateNode, activity: string | null): Completed[] {
  const taken: Completed[] = [];
  for (let at = thrower.in; at !== null;) {
    const scope = step.node(at);
    if (scope.is === 'scope' && scope.completed) {
      const isWanted = (one: Completed): boolean => activity === null || one.element === activity;
      taken.unshift(...scope.completed.filter(isWanted));
      const left = scope.completed.filter((one) => !isWanted(one));
      update<ScopeNode>(step, scope, { completed: left });
    }
    // From an event subprocess what completed around it can be undone as well.
    const { behaviour } = step.element(scope.element);
    at = behaviour.kind === 'subprocess' && behaviour.isEventSubprocess ? scope.in : null;
  }
  return taken;
}

/** Sends a token into the handler of each, the last completed first; they run inside of the node `parent`. */
export function undo(step: Step, completed: readonly Completed[], parent: string): void {
  for (const one of completed) {
    const element = step.element(one.element);
    if (one.inner) undoScope(step, one, element, parent);
    else if (element.compensatedBy !== null)
      step.next({ do: 'enter', element: element.compensatedBy, in: parent });
  }
}

/** A completed scope comes back with its variables, so that handlers inside of it see them. */
function undoScope(step: Step, one: Completed, element: Element, parent: string): void {
  const node: ScopeNode = {
    id: step.context.newId(),
    element: element.id,
    in: parent,
    is: 'scope',
    undoing: one.isLoop ? 'loop' : true,
  };
  step.put(node);
  reportStart(step, node, element);
  for (const [name, value] of Object.entries(one.variables ?? {}))
    step.variables.setLocal(node.id, name, value);
  const { behaviour } = element;
  if (!one.isLoop && behaviour.kind === 'subprocess' && behaviour.compensatedBy !== null) {
    if (one.inner && one.inner.length > 0) update(step, node, { completed: one.inner });
    step.next({ do: 'enter', element: behaviour.compensatedBy, in: node.id });
  } else undo(step, one.inner ?? [], node.id);
}

function remember(step: Step, parent: string | null, completed: Completed): void {
  const scope = parent === null ? undefined : step.nodes.get(parent);
  if (scope?.is === 'scope' || scope?.is === 'loop') {
    update<ScopeNode | LoopNode>(step, scope, { completed: [...(scope.completed ?? []), completed] });
  }
}
