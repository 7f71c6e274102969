import { ExecutorFailure } from '../../executors/executor-failure.ts';
import type { Variables } from '../../executors/port.ts';
import { toExpressionValue, toList, toTypedValue } from '../../executors/typed-values.ts';
import { arm } from '../arming.ts';
import { checkConditions } from '../conditions.ts';
import { waitAfter } from '../continuations.ts';
import { evaluate, evaluateInteger, holds, placeOf } from '../evaluate.ts';
import type { Place } from '../evaluate.ts';
import { recordScope } from '../compensation.ts';
import { cancelInside, complete, openFlows, reportStart, setLocals, take, update } from '../lifecycle.ts';
import type { Element, Loop } from '../model.ts';
import type { LoopNode, StateNode } from '../state.ts';
import type { Step } from '../step.ts';

/** Starts a multi-instance activity: all instances at once, or the first one. */
export function enterLoop(
  step: Step,
  element: Element,
  loop: Loop,
  { parent, locals = {} }: { parent: string; locals?: Variables | undefined },
): void {
  const node = openLoop(step, element, parent, 0);
  setLocals(step, node, locals);
  const place = placeOf(step, node.id);
  const items = loop.collection ? itemsOf(step, loop.collection, place) : null;
  const total = loop.cardinality ? evaluateInteger(step, loop.cardinality, place) : (items?.length ?? 0);
  if (total < 0) {
    throw new ExecutorFailure(`The number of instances must not be negative: ${total}.`, {
      activityId: element.id,
    });
  }
  if (total === 0) return leaveLoop(step, node);
  const started = update(step, node, { total, active: loop.isSequential ? 1 : total });
  countInstances(step, started);
  for (let index = started.active - 1; index >= 0; index -= 1) {
    step.next({ do: 'enter', element: element.id, in: node.id, index, item: items?.[index] });
  }
}

/** Begins a multi-instance activity in which no instance runs yet. */
export function openLoop(step: Step, element: Element, parent: string, total: number): LoopNode {
  const id = step.context.newId();
  const node: LoopNode = { id, element: element.id, in: parent, is: 'loop', total, active: total, done: 0 };
  step.put(node);
  reportStart(step, node, element);
  arm(
    step,
    node,
    element.catchers.filter(({ subprocessId }) => subprocessId === null),
  );
  return node;
}

/** Sets what one instance sees: its number and its element of the collection. */
export function prepareInstance(
  step: Step,
  node: StateNode,
  loop: Loop,
  instance: { index: number; item: unknown },
): void {
  step.variables.setLocal(node.id, 'loopCounter', { type: 'Integer', value: instance.index });
  if (loop.elementVariable !== null && instance.item !== undefined) {
    step.variables.setLocal(node.id, loop.elementVariable, toTypedValue(instance.item));
  }
  if (loop.isSequential && step.model.hasConditions) noteInstance(step, node, loop, instance);
}

/**
 * In Camunda instances one after the other share the scope of the activity: events on it see which one it is, and how many are
 * done, when the next one begins.
 */
function noteInstance(
  step: Step,
  node: StateNode,
  { elementVariable }: Loop,
  { index, item }: { index: number; item: unknown },
): void {
  const scopeId = node.in ?? '';
  const event = index === 0 ? 'create' : 'update';
  if (index > 0) step.changes.push({ scopeId, name: 'nrOfCompletedInstances', event });
  step.changes.push({ scopeId, name: 'loopCounter', event });
  if (elementVariable !== null && item !== undefined)
    step.changes.push({ scopeId, name: elementVariable, event });
}

/** One instance is done: counts it, and starts the next one or leaves the activity when nothing is left to do. */
export function leaveInstance(step: Step, instance: StateNode, loop: Loop): void {
  const parent = instance.in ?? '';
  if (loop.jobs.after) {
    complete(step, instance);
    return waitAfter(step, step.element(instance.element), loop.jobs, { parent, flow: null });
  }
  const body = countDone(step, parent, loop);
  const isDone = completesLoop(step, loop, instance.id);
  complete(step, instance);
  goOn(step, body, loop, isDone);
}

/** The job behind an instance ran: only now the instance counts. */
export function continueAfterInstance(step: Step, bodyId: string, loop: Loop): void {
  goOn(step, countDone(step, bodyId, loop), loop, completesLoop(step, loop, bodyId));
}

function completesLoop(step: Step, { completion }: Loop, nodeId: string): boolean {
  return completion !== null && holds(step, completion, placeOf(step, nodeId));
}

function countDone(step: Step, bodyId: string, loop: Loop): LoopNode {
  const before = step.node(bodyId) as LoopNode;
  const done = before.done + 1;
  const changes = step.changes.length;
  const body = update(step, before, { done, active: loop.isSequential ? 1 : before.active - 1 });
  count(
    step,
    body,
    loop.isSequential ? ['nrOfCompletedInstances'] : ['nrOfCompletedInstances', 'nrOfActiveInstances'],
  );
  // Looked at with the next instance; as in Camunda not at all after the last one.
  if (loop.isSequential) step.changes.length = changes;
  return body;
}

function goOn(step: Step, body: LoopNode, loop: Loop, isDone: boolean): void {
  const { done } = body;
  // Of instances at once some may have been cancelled by hand: what counts is that none is left.
  if (isDone || (loop.isSequential ? done >= body.total : body.active <= 0)) {
    // Conditions see the counts before the activity is left, and may interrupt it.
    if (step.model.hasConditions) checkConditions(step);
    if (!step.nodes.has(body.id)) return;
    cancelInstances(step, body);
    return leaveLoop(step, body);
  }
  if (!loop.isSequential) return;
  // The collection is read again for each instance, as in Camunda: it may have changed meanwhile.
  const items = loop.collection ? itemsOf(step, loop.collection, placeOf(step, body.id)) : null;
  step.next({ do: 'enter', element: body.element, in: body.id, index: done, item: items?.[done] });
}

/** Ends the other instances; boundary events stay armed until the activity is left. */
function cancelInstances(step: Step, body: LoopNode): void {
  if (step.hasTokens(body.id)) cancelInside(step, body.id);
}

function leaveLoop(step: Step, before: LoopNode): void {
  const body = step.node(before.id) as LoopNode;
  const element = step.element(body.element);
  const flows = openFlows(step, element, placeOf(step, body.id));
  recordScope(step, body);
  complete(step, body);
  take(step, flows, element, body.in ?? '');
}

const COUNTS = {
  nrOfInstances: (node: LoopNode) => node.total,
  nrOfCompletedInstances: (node: LoopNode) => node.done,
  nrOfActiveInstances: (node: LoopNode) => node.active,
};

/** Writes how many instances there are into the variables conditions look at. */
export function countInstances(step: Step, node: LoopNode): void {
  count(step, node, ['nrOfInstances', 'nrOfCompletedInstances', 'nrOfActiveInstances']);
}

function count(step: Step, node: LoopNode, names: (keyof typeof COUNTS)[]): void {
  for (const name of names)
    step.variables.setLocal(node.id, name, { type: 'Integer', value: COUNTS[name](node) });
}

function itemsOf(step: Step, collection: NonNullable<Loop['collection']>, place: Place): unknown[] {
  const list = toList(collectionValue(step, collection, place));
  if (list) return list;
  const what =
    'variable' in collection ? `The variable '${collection.variable}'` : `'${collection.expression.text}'`;
  throw new ExecutorFailure(`${what} must give a list to repeat the activity for.`, {
    activityId: place.elementId,
  });
}

function collectionValue(step: Step, collection: NonNullable<Loop['collection']>, place: Place): unknown {
  if ('expression' in collection) return evaluate(step, collection.expression, place);
  const variable = step.variables.find(place.path, collection.variable);
  return variable && toExpressionValue(variable);
}
