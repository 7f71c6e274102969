/** Timers and subscriptions: what opens a wait for an event, and what closes it. */
import { ExecutorFailure } from '../executors/executor-failure.ts';
import type { ActivityRef, TimerSchedule } from '../executors/port.ts';
import type { CompiledExpression } from '../expressions/expression.ts';
import { firstSchedule, nextSchedule } from '../timers/timer-schedule.ts';
import type { Schedule } from '../timers/timer-schedule.ts';
import { jobOptions } from './continuations.ts';
import { evaluate, evaluateText, toPlainText } from './evaluate.ts';
import type { Place } from './evaluate.ts';
import type { Catcher, Element, Timeout, Trigger } from './model.ts';
import type { ArmedNode, StateNode } from './state.ts';
import type { Step } from './step.ts';

/** Arms those events of the host that come from outside or from a variable; errors and escalations need no arming. */
export function arm(step: Step, host: StateNode, catchers: readonly Catcher[]): void {
  const path = step.path(host.id);
  for (const { eventId, trigger, isInterrupting } of catchers) {
    if (trigger.kind === 'error' || trigger.kind === 'escalation' || trigger.kind === 'cancel') continue;
    armEvent(
      step,
      { host: host.id, eventId, trigger, repeats: !isInterrupting },
      { elementId: eventId, path },
    );
  }
}

/** Arms the timers of listeners of a user task. */
export function armTimeouts(step: Step, task: StateNode, timeouts: readonly Timeout[]): void {
  const place = { elementId: task.element, path: step.path(task.id) };
  for (const { id: listener, trigger } of timeouts)
    armEvent(step, { host: task.id, eventId: task.element, trigger, repeats: true, listener }, place);
}

/** Arms one event of a host; `repeats`: a timer with a cycle fires more than once. */
export function armEvent(
  step: Step,
  event: { host: string; eventId: string; trigger: Trigger; repeats: boolean; listener?: string },
  place: Place,
): void {
  const node = armed(step, event);
  const ref = step.ref(node.id, step.element(event.eventId), [...place.path]);
  if (event.trigger.kind !== 'timer') {
    step.put(node);
    return subscribe(step, ref, event.trigger, place);
  }
  const schedule = scheduleOf(step, event.trigger, place);
  // A cycle whose end has passed never fires.
  if (schedule) armTimer(step, node, ref, event.repeats ? schedule : { dueAt: schedule.dueAt });
}

/** Opens the wait of an intermediate event or receive task under the execution id of the activity itself. */
export function openEventWait(step: Step, ref: ActivityRef, trigger: Trigger, place: Place): void {
  if (trigger.kind !== 'timer') return subscribe(step, ref, trigger, place);
  const dueAt = scheduleOf(step, trigger, place)?.dueAt ?? step.context.now;
  openTimer(step, ref, { dueAt: dueAt.toISOString() });
}

/** After a repeating timer fired: arms it for the next time, if there is one. */
export function rearm(step: Step, fired: ArmedNode): void {
  if (!fired.schedule || fired.in === null) return;
  const { dueAt, cycle } = fired.schedule;
  const next = nextSchedule({ dueAt: new Date(dueAt), cycle }, step.context.now);
  if (!next) return;
  const node = armed(step, { host: fired.in, eventId: fired.element, listener: fired.listener });
  armTimer(step, node, step.ref(node.id, step.element(fired.element), step.path(fired.in)), next);
}

/** When the timer that waits under an execution id would be due if it were armed now; null: never. */
export function scheduleAgain(step: Step, executionId: string): Schedule | null {
  const node = step.node(executionId);
  const host = node.in === null ? undefined : step.node(node.in);
  const { behaviour } = step.element(node.element);
  const caught = behaviour.kind === 'catch' ? behaviour.trigger : null;
  const trigger = host && node.is === 'armed' ? triggerOf(step.element(host.element), node) : caught;
  if (trigger?.kind !== 'timer')
    throw new ExecutorFailure(`No timer waits under the execution id '${executionId}'.`);
  const path = step.path(host && node.is === 'armed' ? host.id : node.id);
  return scheduleOf(step, trigger, { elementId: node.element, path });
}

/** Closes an armed event. */
export function disarm(step: Step, node: StateNode): void {
  step.closeWait(node.id);
  step.remove(node);
}

/** The listener of a user task an armed node stands for. */
export function timeoutOf({ behaviour }: Element, { listener }: ArmedNode): Timeout | undefined {
  if (behaviour.kind !== 'user-task') return undefined;
  return behaviour.task.timeouts.find(({ id }) => id === listener);
}

function triggerOf(host: Element, armed: ArmedNode): Trigger | undefined {
  return (armed.listener === undefined ? catcherOf(host, armed) : timeoutOf(host, armed))?.trigger;
}

/** The event of the host's element an armed node stands for. */
export function catcherOf(host: Element, armed: StateNode): Catcher | undefined {
  return host.catchers.find(({ eventId }) => eventId === armed.element);
}

function armed(
  step: Step,
  { host, eventId, listener }: { host: string; eventId: string; listener?: string | undefined },
): ArmedNode {
  const node: ArmedNode = { id: step.context.newId(), element: eventId, in: host, is: 'armed' };
  return listener === undefined ? node : { ...node, listener };
}

function armTimer(step: Step, node: ArmedNode, ref: ActivityRef, { dueAt, cycle }: Schedule): void {
  const due = dueAt.toISOString();
  step.put(cycle ? { ...node, schedule: { dueAt: due, cycle } } : node);
  openTimer(step, ref, cycle ? { dueAt: due, cycle } : { dueAt: due }, node.listener);
}

function openTimer(step: Step, ref: ActivityRef, schedule: TimerSchedule, listenerId?: string): void {
  const { jobs } = step.element(ref.activityId);
  const job = jobOptions(step, jobs, { elementId: ref.activityId, path: ref.scopePath });
  step.effects.push({
    kind: 'timer-created',
    ...ref,
    schedule,
    ...(job ? { job } : {}),
    ...(listenerId === undefined ? {} : { listenerId }),
  });
}

function subscribe(step: Step, ref: ActivityRef, trigger: Trigger, place: Place): void {
  if (trigger.kind === 'conditional') {
    step.effects.push({
      kind: 'subscription-created',
      ...ref,
      eventType: 'conditional',
      eventName: trigger.variableName ?? '',
    });
    // It may hold already.
    step.freshConditions.push(ref.executionId);
  } else if (trigger.kind === 'message' || trigger.kind === 'signal') {
    const eventName = evaluateText(step, trigger.name, place);
    if (eventName === null) {
      throw new ExecutorFailure(`The name of the ${trigger.kind} '${trigger.name.text}' gives nothing.`, {
        activityId: place.elementId,
      });
    }
    step.effects.push({ kind: 'subscription-created', ...ref, eventType: trigger.kind, eventName });
    if (trigger.kind === 'signal') rememberName(step, ref.executionId, trigger.name, eventName);
  }
}

function rememberName(step: Step, nodeId: string, name: CompiledExpression, event: string): void {
  const node = step.node(nodeId);
  if (node.is !== 'waiting' && node.is !== 'armed') return;
  const { event: before, ...plain } = node;
  if (!name.isLiteral) step.put({ ...plain, event });
  else if (before !== undefined) step.put(plain);
}

function scheduleOf(step: Step, trigger: Extract<Trigger, { kind: 'timer' }>, place: Place): Schedule | null {
  const value = evaluate(step, trigger.value, place);
  try {
    const moment = value instanceof Date ? value : toPlainText(value);
    return firstSchedule(trigger.timerType, moment, step.context.now);
  } catch (cause) {
    if (!(cause instanceof TypeError)) throw cause;
    throw new ExecutorFailure(`Timer '${place.elementId}': ${cause.message}.`, {
      activityId: place.elementId,
      cause,
    });
  }
}
