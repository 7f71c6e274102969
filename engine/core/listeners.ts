/** Execution listeners: expressions that are evaluated when a token comes, goes or is on its way. */
import type { CompiledExpression } from '../expressions/expression.ts';
import { evaluate } from './evaluate.ts';
import type { Place } from './evaluate.ts';
import type { StateNode } from './state.ts';
import type { Step } from './step.ts';

/** An activity or process has begun. */
export function hearStart(step: Step, node: StateNode): void {
  hear(step, node, 'start', false);
}

/** An activity or process ends; its variables are still there. */
export function hearEnd(step: Step, node: StateNode, canceled: boolean): void {
  hear(step, node, 'end', canceled);
}

/** A token is on a sequence flow. @param parent - the node the flow is in */
export function hearTake(step: Step, flowId: string, parent: string): void {
  const listeners = step.model.takeListeners.get(flowId);
  if (!listeners || step.skipsListeners) return;
  const place = { elementId: listeners.source, path: step.path(parent) };
  evaluateAll(step, listeners.expressions, { ...place, during: { eventName: 'take', transitionId: flowId } });
}

function hear(step: Step, node: StateNode, eventName: 'start' | 'end', isCanceled: boolean): void {
  // All instances of a loop together have none, nor has what comes back to be undone, nor a token at a job.
  if (node.is === 'loop' || node.is === 'job' || node.is === 'armed') return;
  if (node.is === 'scope' && node.undoing) return;
  const expressions = step.element(node.element).listeners[eventName];
  if (expressions.length === 0 || step.skipsListeners) return;
  const place = { elementId: node.element, path: step.path(node.id) };
  evaluateAll(step, expressions, { ...place, during: { eventName, isCanceled } });
}

function evaluateAll(step: Step, expressions: readonly CompiledExpression[], place: Place): void {
  for (const expression of expressions) evaluate(step, expression, place);
}
