import { evaluatePriority, tolerant } from '../continuations.ts';
import { hearCreated } from '../task-listeners.ts';
import { openEventWait } from '../arming.ts';
import { evaluate, evaluateInteger, evaluateText, placeOf, toPlainText, typed } from '../evaluate.ts';
import type { Place } from '../evaluate.ts';
import { ExecutorFailure } from '../../executors/executor-failure.ts';
import { toList } from '../../executors/typed-values.ts';
import type { CompiledExpression } from '../../expressions/expression.ts';
import { addDuration, parseDuration } from '../../timers/duration.ts';
import type { Behaviour, Element } from '../model.ts';
import type { StateNode } from '../state.ts';
import type { Step } from '../step.ts';

type Of<Kind extends Behaviour['kind']> = Extract<Behaviour, { kind: Kind }>;

/** Camunda's priority of a user task that has none. */
const DEFAULT_TASK_PRIORITY = 50;

/** Opens a task for a person. */
export function userTask(step: Step, node: StateNode, element: Element, { task }: Of<'user-task'>): void {
  const place = placeOf(step, node.id);
  const text = (expression: CompiledExpression | null) => evaluateText(step, expression, place);
  const created = {
    kind: 'user-task-created' as const,
    ...step.ref(node.id, element, [...place.path]),
    name: text(task.name),
    description: text(task.description),
    assignee: text(task.assignee),
    owner: text(task.owner),
    candidateUsers: names(step, task.candidateUsers, place),
    candidateGroups: names(step, task.candidateGroups, place),
    dueDate: date(step, task.dueDate, place),
    followUpDate: date(step, task.followUpDate, place),
    priority: task.priority ? evaluateInteger(step, task.priority, place) : DEFAULT_TASK_PRIORITY,
    // Camunda evaluates it when somebody asks for the form.
    formKey: tolerant(() => text(task.formKey)),
  };
  step.effects.push(hearCreated(step, node, created));
}

/** Opens a task for a worker. */
export function externalTask(
  step: Step,
  node: StateNode,
  element: Element,
  { task }: Of<'external-task'>,
): void {
  const place = placeOf(step, node.id);
  const topic = evaluateText(step, task.topic, place);
  if (topic === null) {
    throw new ExecutorFailure(
      `The topic '${task.topic.text}' gives nothing, so no worker could find the task.`,
      {
        activityId: element.id,
      },
    );
  }
  step.effects.push({
    kind: 'external-task-created',
    ...step.ref(node.id, element, [...place.path]),
    topic,
    priority: evaluatePriority(step, task.priority, place),
    extensionProperties: { ...task.properties },
  });
}

/** Evaluates an expression, keeps its result, and goes on. */
export function expressionTask(step: Step, node: StateNode, _: Element, behaviour: Of<'expression'>): void {
  const place = placeOf(step, node.id);
  const result = evaluate(step, behaviour.expression, place);
  if (behaviour.resultVariable !== null) {
    step.variables.set(place.path, behaviour.resultVariable, typed(result, place, behaviour.expression));
  }
  step.next({ do: 'leave', node: node.id });
}

/** Waits for an event in the flow; without a trigger only `complete` ends the wait. */
export function catchEvent(step: Step, node: StateNode, element: Element, { trigger }: Of<'catch'>): void {
  if (!trigger) return;
  const place = placeOf(step, node.id);
  openEventWait(step, step.ref(node.id, element, [...place.path]), trigger, place);
}

/** Names separated by commas, or a list an expression gives. */
function names(step: Step, expression: CompiledExpression | null, place: Place): string[] {
  if (!expression) return [];
  const value = evaluate(step, expression, place);
  const list = toList(value);
  if (list) return list.map(toPlainText);
  if (value === null || value === undefined) return [];
  return toPlainText(value)
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '');
}

/** A date, or a period from now; as ISO 8601. */
function date(step: Step, expression: CompiledExpression | null, place: Place): string | null {
  const text = evaluateText(step, expression, place);
  if (text === null) return null;
  const duration = parseDuration(text);
  const moment = duration ? addDuration(step.context.now, duration) : new Date(text);
  if (!Number.isNaN(moment.getTime())) return moment.toISOString();
  throw new ExecutorFailure(`'${text}' is neither an ISO 8601 date nor a duration such as P3D.`, {
    activityId: place.elementId,
  });
}
