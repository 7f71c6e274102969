/** How an activity begins and ends; every behaviour is made of these. */
import { ExecutorFailure } from '../executors/executor-failure.ts';
import type { Variables } from '../executors/port.ts';
import { disarm } from './arming.ts';
import { hearEnd } from './listeners.ts';
import { hearTask } from './task-listeners.ts';
import { waitAfter } from './continuations.ts';
import { nameBody } from './loop-body.ts';
import { evaluateSource, holds } from './evaluate.ts';
import type { Place } from './evaluate.ts';
import type { Element, Flow, Mapping } from './model.ts';
import type { LoopNode, ScopeNode, StateNode, WaitNode } from './state.ts';
import type { Step } from './step.ts';

/** Starts an activity inside of the node `parent` and reports it. The token stands in it until `leave` or `cancel`. */
export function begin(step: Step, element: Element, parent: string): WaitNode | ScopeNode {
  const id = step.context.newId();
  const isScope = element.behaviour.kind === 'subprocess';
  const node: WaitNode | ScopeNode = {
    id,
    element: element.id,
    in: parent,
    is: isScope ? 'scope' : 'waiting',
  };
  step.put(node);
  reportStart(step, node, element);
  return node;
}

/** Reports that an activity started. */
export function reportStart(step: Step, node: StateNode, element: Element): void {
  const ref = step.ref(node.id, element, step.path(node.id));
  const isUndone = node.is === 'scope' && node.undoing !== undefined;
  if (node.is === 'loop' || (isUndone && node.undoing === 'loop')) nameBody(ref);
  const started = { kind: 'activity-started', ...ref, parentExecutionId: node.in } as const;
  step.effects.push(isUndone ? { ...started, isUndone } : started);
}

/** Sets variables in the node's own scope. */
export function setLocals(step: Step, node: StateNode, locals: Variables): void {
  for (const [name, value] of Object.entries(locals)) step.variables.setLocal(node.id, name, value);
}

/** Puts input parameters into the activity's own scope. */
export function mapInputs(step: Step, node: StateNode, inputs: readonly Mapping[]): void {
  if (inputs.length === 0 || step.skipsMappings) return;
  const place = { elementId: node.element, path: step.path(node.id) };
  for (const { name, value } of inputs)
    step.variables.setLocal(node.id, name, evaluateSource(step, value, place));
}

/** An activity is done: outputs go to the surrounding scopes, and the activity is no more. */
export function complete(step: Step, node: StateNode): void {
  hearEnd(step, node, false);
  mapAllOutputs(step, node);
  end(step, node, false);
}

function mapAllOutputs(step: Step, node: StateNode): void {
  const { outputs } = step.element(node.element);
  if (
    (node.is === 'waiting' || node.is === 'scope' || node.is === 'joining') &&
    outputs.length > 0 &&
    !step.skipsMappings
  )
    mapOutputs(step, node, outputs);
}

/** Puts output parameters into the surrounding scopes. */
export function mapOutputs(step: Step, node: StateNode, outputs: readonly Mapping[]): void {
  const path = step.path(node.id);
  const place = { elementId: node.element, path };
  const outer = path.slice(0, -1);
  for (const { name, value } of outputs) step.variables.set(outer, name, evaluateSource(step, value, place));
}

/** Ends whatever stands inside of a node and the node itself, innermost first. As in Camunda, outputs are mapped all the same. */
export function cancel(step: Step, node: StateNode): void {
  cancelInside(step, node.id);
  if (node.is === 'armed' || node.is === 'job') return disarm(step, node);
  hearEnd(step, node, true);
  mapAllOutputs(step, node);
  end(step, node, true);
}

/** Ends everything inside of a node, tokens on their way included. */
export function cancelInside(step: Step, nodeId: string): void {
  for (const child of step.children(nodeId)) cancel(step, child);
  dropMoves(step, nodeId);
}

/** Forgets moves of and within a node that is going. */
function dropMoves(step: Step, nodeId: string): void {
  for (let at = step.moves.length - 1; at >= 0; at -= 1) {
    const move = step.moves[at];
    if (move && (move.do === 'enter' ? move.in : move.node) === nodeId) step.moves.splice(at, 1);
  }
}

/** Removes a node with the events armed on it and its variables. */
export function end(step: Step, node: StateNode, canceled: boolean): void {
  if (canceled) hearTask(step, node, 'delete');
  const element = step.element(node.element);
  if (element.catchers.length > 0 || hasTimeouts(element)) {
    for (const child of step.children(node.id)) if (child.is === 'armed') disarm(step, child);
  }
  if (node.is === 'waiting' && opensWait(element)) step.closeWait(node.id);
  step.effects.push({ kind: 'activity-ended', executionId: node.id, canceled });
  step.variables.endScope(node.id);
  step.remove(node);
  if (canceled) dropMoves(step, node.id);
}

/** The flows a token takes out of an activity: each that is open; the default one when no other is. */
export function openFlows(step: Step, element: Element, place: Place): readonly Flow[] {
  const { outgoing, defaultFlow } = element;
  if (outgoing.length === 1 && outgoing[0]?.condition === null) return outgoing;
  const open = outgoing.filter(
    (flow) => flow.id !== defaultFlow && (flow.condition === null || holds(step, flow.condition, place)),
  );
  if (open.length > 0 || outgoing.length === 0) return open;
  return [defaultFlowOf(element)];
}

/** The default flow. @throws ExecutorFailure when there is none: the token cannot go on. */
export function defaultFlowOf(element: Element): Flow {
  const flow = element.outgoing.find(({ id }) => id === element.defaultFlow);
  if (flow) return flow;
  throw new ExecutorFailure(
    `No outgoing sequence flow of '${element.id}' could be selected: no condition holds and there is no default flow.`,
    { activityId: element.id },
  );
}

/** Sends a token along each flow out of an activity, the first one to be moved first; without any, it ends there. */
export function take(step: Step, flows: readonly Flow[], element: Element, parent: string): void {
  const { jobs } = element;
  if (jobs.after) {
    for (const flow of flows.length > 0 ? flows : [null])
      waitAfter(step, element, jobs, { parent, flow: flow && flow.id });
  } else if (flows.length === 0) step.next({ do: 'settle', node: parent });
  else for (const flow of flows.toReversed()) takeFlow(step, flow, parent);
}

/** Sends a token along a flow. */
export function takeFlow(step: Step, { id, target }: Flow, parent: string): void {
  step.next({ do: 'enter', element: target, in: parent, via: id });
}

/** True for a node that is one of the instances of a multi-instance activity. */
export function isLoopInstance(step: Step, node: StateNode): boolean {
  const parent = node.in === null ? undefined : step.nodes.get(node.in);
  return parent?.is === 'loop' && parent.element === node.element;
}

/** Replaces the node by one with other fields. */
export function update<Node extends ScopeNode | LoopNode>(
  step: Step,
  node: Node,
  fields: Partial<Node>,
): Node {
  const changed = { ...node, ...fields };
  step.put(changed);
  return changed;
}

function hasTimeouts({ behaviour }: Element): boolean {
  return behaviour.kind === 'user-task' && behaviour.task.timeouts.length > 0;
}

function opensWait({ behaviour }: Element): boolean {
  switch (behaviour.kind) {
    case 'user-task':
    case 'external-task':
    case 'call':
      return true;
    case 'catch':
      return behaviour.trigger !== null;
    default:
      return false;
  }
}
