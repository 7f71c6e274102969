import { recordActivity, recordScope } from '../compensation.ts';
import { placeOf } from '../evaluate.ts';
import { hearEnd } from '../listeners.ts';
import { complete, isLoopInstance, openFlows, take } from '../lifecycle.ts';
import type { Step } from '../step.ts';
import { leaveInstance } from './loops.ts';
import { cancelTransaction } from './throws.ts';

/** An activity is done: its token goes on. */
export function leave(step: Step, nodeId: string): void {
  const node = step.node(nodeId);
  const element = step.element(node.element);
  if (element.behaviour.kind === 'cancel-transaction') return cancelTransaction(step, node);
  if (node.is === 'scope') recordScope(step, node);
  recordActivity(step, node, element);
  if (element.loop && isLoopInstance(step, node)) return leaveInstance(step, node, element.loop);
  // As in Camunda, conditions on the flows see the activity's own variables, and not its outputs yet.
  const flows = openFlows(step, element, placeOf(step, node.id));
  complete(step, node);
  take(step, flows, element, node.in ?? '');
}

/** A token inside of a node has ended: without any left, the node ends as well. */
export function settle(step: Step, nodeId: string): void {
  const node = step.nodes.get(nodeId);
  if (!node || step.hasTokens(nodeId)) return;
  if (node.in === null && step.isHeld) {
    step.hasEnded = true;
    return;
  }
  if (node.in === null) return endProcess(step);
  if (node.is === 'scope' && node.undoing) {
    complete(step, node);
    return step.next({ do: 'settle', node: node.in });
  }
  step.next({ do: 'leave', node: node.id });
}

/** Nothing is left to do in the instance. */
export function endProcess(step: Step): void {
  for (const child of step.children(step.context.instanceId))
    step.effects.push({ kind: 'wait-closed', executionId: child.id });
  hearEnd(step, step.node(step.context.instanceId), false);
  step.clear();
  step.effects.push({ kind: 'instance-ended', outcome: 'completed' });
}
