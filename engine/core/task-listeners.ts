/** Task listeners: expressions that are evaluated when something happens to a user task; they may change it. */
import type { Effect, OpenTask } from '../executors/port.ts';
import { toTypedValue } from '../executors/typed-values.ts';
import { HostObject } from '../expressions/host-object.ts';
import type { HostObjectMembers } from '../expressions/host-object.ts';
import { evaluate, executionObject, placeOf, toPlainText } from './evaluate.ts';
import type { Place } from './evaluate.ts';
import type { CompiledExpression } from '../expressions/expression.ts';
import type { TaskEvent, TaskListeners, Timeout } from './model.ts';
import type { StateNode } from './state.ts';
import type { Step } from './step.ts';

type Created = Extract<Effect, { kind: 'user-task-created' }>;

/** Whose listeners hear of a task, and what they may do to it; `candidates` while it is being made. */
interface Heard {
  node: StateNode;
  listeners: TaskListeners;
  task: OpenTask;
  candidates?: Pick<Created, 'candidateUsers' | 'candidateGroups'>;
}

/** Of a task that is being made: the task as its listeners leave it. */
export function hearCreated(step: Step, node: StateNode, created: Created): Created {
  const listeners = listenersOf(step, node);
  if (!listeners) return created;
  const { name, description, assignee, owner, priority, dueDate, followUpDate } = created;
  const id = step.context.newId();
  const task = { id, name, description, assignee, owner, priority, dueDate, followUpDate };
  const heard: Heard = {
    node,
    listeners,
    task,
    candidates: {
      candidateUsers: [...created.candidateUsers],
      candidateGroups: [...created.candidateGroups],
    },
  };
  tell(step, heard, 'create');
  if (task.assignee !== null) tell(step, heard, 'assignment');
  step.tasks.set(node.id, task);
  const { id: taskId, ...fields } = task;
  return { ...created, ...fields, ...heard.candidates, taskId };
}

/** A task was changed from outside, completed or given up. */
export function hearTask(step: Step, node: StateNode, event: TaskEvent, isAssigned = false): void {
  const listeners = listenersOf(step, node);
  if (listeners)
    hear(step, { node, listeners }, (heard, before) => {
      tell(step, heard, event);
      const isAssignedNow = isAssigned || heard.task.assignee !== before.assignee;
      if (event === 'update' && isAssignedNow) tell(step, heard, 'assignment');
    });
}

/** A listener hears that its task has waited long enough. */
export function hearTimeout(step: Step, node: StateNode, { expressions }: Timeout): void {
  hear(step, { node, listeners: {} }, (heard) =>
    evaluateAll(step, heard, { eventName: 'timeout', expressions }),
  );
}

function hear(
  step: Step,
  whose: Pick<Heard, 'node' | 'listeners'>,
  tellAll: (heard: Heard, before: OpenTask) => void,
): void {
  const { id } = whose.node;
  const before = step.tasks.get(id);
  if (!before) return;
  const task = { ...before };
  tellAll({ ...whose, task }, before);
  step.tasks.set(id, task);
  if (JSON.stringify(task) !== JSON.stringify(before)) step.effects.push({ kind: 'user-task-changed', task });
}

function listenersOf(step: Step, node: StateNode): TaskListeners | null {
  const { behaviour } = step.element(node.element);
  if (behaviour.kind !== 'user-task' || step.skipsListeners) return null;
  return Object.keys(behaviour.task.listeners).length > 0 ? behaviour.task.listeners : null;
}

function tell(step: Step, heard: Heard, event: TaskEvent): void {
  evaluateAll(step, heard, { eventName: event, expressions: heard.listeners[event] ?? [] });
}

function evaluateAll(
  step: Step,
  heard: Heard,
  { eventName, expressions }: { eventName: string; expressions: readonly CompiledExpression[] },
): void {
  const place: Place = { ...placeOf(step, heard.node.id), during: { eventName } };
  const task = taskObject(step, place, heard);
  for (const expression of expressions) evaluate(step, expression, { ...place, task });
}

/** The part of Camunda's `DelegateTask` that models use. */
function taskObject(step: Step, place: Place, { node, task, candidates }: Heard): HostObject {
  const execution = executionObject(step, place);
  const { definitionId, instanceId } = step.context;
  const facts: Record<string, () => unknown> = {
    ...Object.fromEntries(Object.keys(task).map((field) => [field, () => task[field as keyof OpenTask]])),
    eventName: () => place.during?.eventName ?? null,
    execution: () => execution,
    executionId: () => node.id,
    processDefinitionId: () => definitionId,
    processInstanceId: () => instanceId,
    taskDefinitionKey: () => node.element,
  };
  return new HostObject('task', {
    properties: facts,
    methods: {
      ...variableMethods(execution),
      ...Object.fromEntries(Object.entries(facts).map(([field, read]) => [accessor('get', field), read])),
      ...setters(task),
      ...(candidates ? candidateMethods(candidates) : {}),
    },
  });
}

function setters(task: OpenTask): HostObjectMembers['methods'] {
  const text = (value: unknown): string | null => (value === null ? null : toPlainText(value));
  const writers: Record<string, (value: unknown) => void> = {
    name: (value) => (task.name = text(value)),
    description: (value) => (task.description = text(value)),
    assignee: (value) => (task.assignee = text(value)),
    owner: (value) => (task.owner = text(value)),
    priority: (value) => (task.priority = Number(toTypedValue(value).value)),
    dueDate: (value) => (task.dueDate = text(value)),
    followUpDate: (value) => (task.followUpDate = text(value)),
  };
  return Object.fromEntries(
    Object.entries(writers).map(([field, write]) => [
      accessor('set', field),
      (value: unknown) => {
        write(value ?? null);
        return null;
      },
    ]),
  );
}

function candidateMethods({ candidateUsers, candidateGroups }: NonNullable<Heard['candidates']>) {
  const add = (list: string[]) => (name: unknown) => {
    if (!list.includes(toPlainText(name))) list.push(toPlainText(name));
    return null;
  };
  return { addCandidateUser: add(candidateUsers), addCandidateGroup: add(candidateGroups) };
}

/** A task reads and writes variables as its execution does. */
function variableMethods({ methods }: HostObject): HostObjectMembers['methods'] {
  return Object.fromEntries([...methods].filter(([name]) => name.includes('Variable')));
}

function accessor(kind: 'get' | 'set', field: string): string {
  return kind + field.charAt(0).toUpperCase() + field.slice(1);
}
