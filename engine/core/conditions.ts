import { ExpressionError } from '../expressions/expression-error.ts';
import type { CompiledExpression } from '../expressions/expression.ts';
import { fireArmed } from './catching.ts';
import { holds } from './evaluate.ts';
import type { Place } from './evaluate.ts';
import type { Trigger } from './model.ts';
import type { StateNode } from './state.ts';
import type { VariableChange } from '../executors/port.ts';
import type { Step } from './step.ts';

type Condition = Extract<Trigger, { kind: 'conditional' }>;

/** Fires conditional events that hold, once for each change they look at; true when one fired. */
export function checkConditions(step: Step): void {
  for (let id = step.freshConditions.shift(); id !== undefined; id = step.freshConditions.shift()) {
    const node = step.nodes.get(id);
    if (node) fireIfHolds(step, node);
  }
  for (let change = step.changes.shift(); change; change = step.changes.shift()) {
    for (const node of waitingFor(step, change)) fireIfHolds(step, node);
  }
}

function waitingFor(step: Step, { scopeId, name, event }: VariableChange): StateNode[] {
  const found: StateNode[] = [];
  for (const node of step.nodes.values()) {
    const condition = conditionOf(step, node);
    if (!condition || (condition.variableName !== null && condition.variableName !== name)) continue;
    if (condition.variableEvents.length > 0 && !condition.variableEvents.includes(event)) continue;
    if (step.path(node.id).includes(scopeId)) found.push(node);
  }
  return found;
}

/**
 * As in Camunda, of several events of one scope that a change makes hold each fires, also when one of them interrupts the
 * scope; an event whose host is gone does not.
 */
function fireIfHolds(step: Step, node: StateNode): void {
  if (!step.nodes.has(node.is === 'armed' ? (node.in ?? '') : node.id)) return;
  const condition = conditionOf(step, node);
  if (!condition) return;
  const path = pathOf(step, node);
  if (!holdsSoFar(step, condition.condition, { elementId: node.element, path })) return;
  if (node.is === 'armed') return fireArmed(step, node, {});
  if (step.moves.some((move) => move.do === 'leave' && move.node === node.id)) return;
  step.next({ do: 'leave', node: node.id });
}

/** What a condition sees: of instances one after the other also what the one that runs is about. */
function pathOf(step: Step, node: StateNode): string[] {
  if (node.is !== 'armed' || node.in === null) return step.path(node.id);
  const path = step.path(node.in);
  const host = step.node(node.in);
  if (host.is !== 'loop' || step.element(host.element).loop?.isSequential !== true) return path;
  const instance = step.children(host.id).find(({ is }) => is !== 'armed');
  return instance ? [...path, instance.id] : path;
}

/** As in Camunda, a conditional event whose variable is not there yet waits for it. */
function holdsSoFar(step: Step, condition: CompiledExpression, place: Place): boolean {
  try {
    return holds(step, condition, place);
  } catch (error) {
    const { cause } = error as Error;
    if (cause instanceof ExpressionError && cause.isUnresolved) return false;
    throw error;
  }
}

function conditionOf(step: Step, node: StateNode): Condition | null {
  if (node.is === 'armed') {
    const host = step.nodes.get(node.in ?? '');
    const trigger =
      host && step.element(host.element).catchers.find(({ eventId }) => eventId === node.element)?.trigger;
    return trigger?.kind === 'conditional' ? trigger : null;
  }
  if (node.is !== 'waiting') return null;
  const { behaviour } = step.element(node.element);
  return behaviour.kind === 'catch' && behaviour.trigger?.kind === 'conditional' ? behaviour.trigger : null;
}
