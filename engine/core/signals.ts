/** Signals thrown and caught within one instance: as in Camunda they arrive before the throwing token goes on. */
import type { Variables } from '../executors/port.ts';
import { catcherOf } from './arming.ts';
import { fireArmed } from './catching.ts';
import { evaluateText } from './evaluate.ts';
import type { Trigger } from './model.ts';
import type { StateNode } from './state.ts';
import type { Step } from './step.ts';

/** Lets everything in the instance that waits for the signal have it; the first that waits for it moves first. */
export function deliverSignal(step: Step, name: string, variables: Variables): void {
  const waiting = [...step.nodes.values()].filter((node) => waitsForSignal(step, node, name));
  for (const node of waiting.reverse()) {
    // One that was reached before may have interrupted it.
    if (!step.nodes.has(node.id)) continue;
    if (node.is === 'armed') fireArmed(step, node, variables);
    else {
      step.variables.setAll(step.path(node.id), variables);
      step.next({ do: 'leave', node: node.id });
    }
  }
}

/** Keeps what each node waits for although the model is about to change. */
export function keepSignalNames(step: Step): void {
  for (const node of step.nodes.values()) {
    if ((node.is !== 'armed' && node.is !== 'waiting') || node.event !== undefined) continue;
    const trigger = triggerOf(step, node);
    if (trigger?.kind === 'signal' && trigger.name.isLiteral) step.put({ ...node, event: trigger.name.text });
  }
}

/** Whether a node waits for this signal. */
export function waitsForSignal(step: Step, node: StateNode, name: string): boolean {
  const trigger = triggerOf(step, node);
  if (trigger?.kind !== 'signal') return false;
  if ((node.is === 'armed' || node.is === 'waiting') && node.event !== undefined) return node.event === name;
  if (trigger.name.isLiteral) return trigger.name.text === name;
  return evaluateText(step, trigger.name, { elementId: node.element, path: step.path(node.id) }) === name;
}

function triggerOf(step: Step, node: StateNode): Trigger | null {
  if (node.is === 'armed')
    return catcherOf(step.element(step.node(node.in ?? '').element), node)?.trigger ?? null;
  const { behaviour } = step.element(node.element);
  return node.is === 'waiting' && behaviour.kind === 'catch' ? behaviour.trigger : null;
}
