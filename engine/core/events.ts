/** What happens from outside, turned into token moves. */
import { ExecutorFailure } from '../executors/executor-failure.ts';
import type { ExecutorEvent, Skips, Variables } from '../executors/port.ts';
import type { CompiledExpression } from '../expressions/expression.ts';
import { arm, disarm } from './arming.ts';
import { takeResults } from './behaviours/calls.ts';
import { continueAfterInstance } from './behaviours/loops.ts';
import { loseError, throwError, throwEscalation } from './behaviours/throws.ts';
import { fireArmed } from './catching.ts';
import { evaluate, evaluateText, placeOf } from './evaluate.ts';
import type { Place } from './evaluate.ts';
import { externalTaskObject } from './external-task-object.ts';
import { hearEnd, hearStart } from './listeners.ts';
import { hearTask } from './task-listeners.ts';
import { cancelInside, takeFlow } from './lifecycle.ts';
import type { Element, Flow } from './model.ts';
import type { StateNode } from './state.ts';
import type { Step } from './step.ts';

type EventOf<Kind extends ExecutorEvent['kind']> = Extract<ExecutorEvent, { kind: Kind }>;

/** Applies one event. @throws ExecutorFailure when nothing waits for it. */
export function apply(step: Step, event: ExecutorEvent): void {
  if ('task' in event && event.task) step.tasks.set(event.executionId, event.task);
  switch (event.kind) {
    case 'start':
      return start(step, event);
    case 'complete':
      return completeTask(step, event);
    case 'fire-timer':
      return fire(step, event.executionId, {});
    case 'continue':
      return continueJob(step, event.executionId);
    case 'deliver':
      return fire(step, event.executionId, event.variables);
    case 'throw-error':
      return failTask(step, event);
    case 'fail':
      return reportFailure(step, event);
    case 'call-ended':
      return endCall(step, event);
    case 'escalate':
      return escalate(step, event);
    case 'take-results':
      return takeResultsSoFar(step, event);
    case 'task-changed':
      return hearTask(step, step.node(event.executionId), 'update', event.isAssigned);
    case 'variables-changed':
      step.changes.push(...event.changes);
      return;
    case 'modify':
      return skip(step, event);
    case 'cancel':
      // An output that fails must not keep an instance from being deleted.
      step.skipsMappings = true;
      cancelInside(step, step.context.instanceId);
      hearEnd(step, step.node(step.context.instanceId), true);
      step.clear();
      step.effects.push({ kind: 'instance-ended', outcome: 'terminated' });
  }
}

function skip(step: Step, { skipIoMappings, skipCustomListeners }: Partial<Skips>): void {
  step.skipsMappings = skipIoMappings ?? false;
  step.skipsListeners = skipCustomListeners ?? false;
}

function start(step: Step, { startActivityId, variables, instructions, ...event }: EventOf<'start'>): void {
  const process = step.element(step.model.processId);
  skip(step, event);
  const first = startActivityId ?? (process.behaviour.kind === 'process' ? process.behaviour.start : null);
  if (first === null && !instructions) {
    throw new ExecutorFailure(`The process '${process.id}' has no plain start event: say where it starts.`, {
      activityId: process.id,
    });
  }
  const { instanceId } = step.context;
  const node: StateNode = { id: instanceId, element: process.id, in: null, is: 'scope' };
  step.put(node);
  if (step.model.initiator !== null) setInitiator(step, step.model.initiator);
  for (const [name, value] of Object.entries(variables)) step.variables.setLocal(instanceId, name, value);
  arm(step, node, process.catchers);
  hearStart(step, node);
  if (first !== null && !instructions)
    step.next({ do: 'enter', element: step.element(first).id, in: instanceId });
}

/** Null when nobody had to say who they are: reading it must not fail. */
function setInitiator(step: Step, name: string): void {
  const user = step.context.authenticatedUserId ?? null;
  const value = user === null ? { type: 'Null', value: null } : { type: 'String', value: user };
  step.variables.setLocal(step.context.instanceId, name, value);
}

function completeTask(step: Step, event: EventOf<'complete'>): void {
  const { executionId, variables, localVariables, externalTask } = event;
  const node = step.node(executionId);
  const element = step.element(node.element);
  const { behaviour } = element;
  step.variables.setAll(step.path(node.id), variables);
  for (const [name, value] of Object.entries(localVariables ?? {}))
    step.variables.setLocal(node.id, name, value);
  if (!['user-task', 'external-task', 'catch'].includes(behaviour.kind)) {
    throw new ExecutorFailure(`'${element.id}' is not a task that can be completed.`, {
      activityId: element.id,
    });
  }
  hearTask(step, node, 'complete');
  const place = placeOf(step, node.id);
  const error = errorInstead(
    step,
    element,
    externalTask ? { ...place, externalTask: externalTaskObject(externalTask) } : place,
  );
  if (error) return throwError(step, node, error);
  step.next({ do: 'leave', node: node.id });
}

/** A failure that the model makes no error of changes nothing; as in Camunda, an expression that fails is none. */
function reportFailure(step: Step, { executionId, failure }: EventOf<'fail'>): void {
  const node = step.node(executionId);
  const place = { ...placeOf(step, node.id), externalTask: externalTaskObject(failure) };
  const error = errorInstead(step, step.element(node.element), place, (expression) => {
    try {
      return evaluate(step, expression, place);
    } catch (problem) {
      if (problem instanceof ExecutorFailure) return false;
      throw problem;
    }
  });
  if (error) throwError(step, node, error);
}

/** A worker's report may stand for an error, by an expression in the model. */
function errorInstead(
  step: Step,
  { behaviour }: Element,
  place: Place,
  evaluateOne = (expression: CompiledExpression): unknown => evaluate(step, expression, place),
): { code: string; message?: string } | null {
  if (behaviour.kind !== 'external-task') return null;
  const matching = behaviour.task.errors.find(({ expression }) => evaluateOne(expression) === true);
  if (!matching) return null;
  const message = evaluateText(step, matching.message, place);
  return message === null ? { code: matching.code } : { code: matching.code, message };
}

function fire(step: Step, executionId: string, variables: Variables): void {
  const node = step.node(executionId);
  if (node.is === 'armed') return fireArmed(step, node, variables);
  const element = step.element(node.element);
  if (node.is !== 'waiting' || element.behaviour.kind !== 'catch') {
    throw new ExecutorFailure(`'${element.id}' does not wait for an event.`, { activityId: element.id });
  }
  step.variables.setAll(step.path(node.id), variables);
  step.next({ do: 'leave', node: node.id });
}

/** A job ran that sends a token on. */
function continueJob(step: Step, executionId: string): void {
  const node = step.node(executionId);
  const element = step.element(node.element);
  if (node.is !== 'job' || node.in === null) {
    throw new ExecutorFailure(`'${element.id}' does not wait for a job.`, { activityId: element.id });
  }
  disarm(step, node);
  const parent = step.node(node.in);
  if (node.at === 'before')
    return step.next({ do: 'enter', element: element.id, in: parent.id, ...node.how, isContinued: true });
  if (node.flow !== null) return takeFlow(step, flowOf(element, node.flow), parent.id);
  if (element.loop && parent.is === 'loop') return continueAfterInstance(step, parent.id, element.loop);
  step.next({ do: 'settle', node: parent.id });
}

function flowOf(element: Element, id: string): Flow {
  const flow = element.outgoing.find((one) => one.id === id);
  if (flow) return flow;
  throw new ExecutorFailure(`The flow '${id}' is not in the model any more.`, { activityId: element.id });
}

function failTask(step: Step, { executionId, code, message, variables }: EventOf<'throw-error'>): void {
  const node = step.node(executionId);
  step.variables.setAll(step.path(node.id), variables);
  throwError(step, node, message === undefined ? { code } : { code, message });
}

function endCall(step: Step, { executionId, variables, error }: EventOf<'call-ended'>): void {
  const node = step.node(executionId);
  const { behaviour, id } = step.element(node.element);
  if (behaviour.kind !== 'call') {
    throw new ExecutorFailure(`'${id}' is not a call activity.`, { activityId: id });
  }
  takeResults(step, node, behaviour.call, variables);
  if (error) return throwError(step, node, error);
  step.next({ do: 'leave', node: node.id });
}

/** The error went on to whoever called this instance. */
function takeResultsSoFar(step: Step, { executionId, variables }: EventOf<'take-results'>): void {
  const node = step.node(executionId);
  const { behaviour } = step.element(node.element);
  if (behaviour.kind !== 'call') return;
  takeResults(step, node, behaviour.call, variables);
  loseError(step);
}

/** The called instance or the task goes on, unless what caught the escalation interrupts. */
function escalate(step: Step, { executionId, code, variables }: EventOf<'escalate'>): void {
  const node = step.node(executionId);
  const { behaviour } = step.element(node.element);
  if (behaviour.kind === 'call') takeResults(step, node, behaviour.call, variables);
  else step.variables.setAll(step.path(node.id), variables);
  throwEscalation(step, node, code);
}
