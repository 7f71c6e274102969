/** Events that are caught: what happens in the scope they are caught in. */
import type { Variables } from '../executors/port.ts';
import { catcherOf, disarm, rearm, timeoutOf } from './arming.ts';
import { hearStart } from './listeners.ts';
import { begin, cancel, isLoopInstance } from './lifecycle.ts';
import type { Catcher, Trigger } from './model.ts';
import type { ArmedNode, StateNode } from './state.ts';
import type { Step } from './step.ts';
import { hearTimeout } from './task-listeners.ts';

/** What a thrown error or escalation is caught by. */
export interface Found {
  host: StateNode;
  catcher: Catcher;
}

/**
 * The innermost catcher for something thrown at a node: events attached to it, then those of the scopes around it. An
 * event subprocess does not catch what is thrown inside of itself.
 */
export function findCatcher(
  step: Step,
  thrownAt: StateNode,
  catches: (trigger: Trigger) => boolean,
): Found | null {
  const passed = new Set<string>();
  for (
    let host: StateNode | undefined = thrownAt;
    host;
    host = host.in === null ? undefined : step.node(host.in)
  ) {
    const isInstance = isLoopInstance(step, host);
    const catcher = step
      .element(host.element)
      .catchers.find(
        ({ trigger, subprocessId }) =>
          catches(trigger) &&
          (subprocessId === null ? !isInstance : host?.is === 'scope' && !passed.has(subprocessId)),
      );
    if (catcher) return { host, catcher };
    passed.add(host.element);
  }
  return null;
}

/** Whether an event that waits for errors takes this code. */
export function catchesCode(trigger: Trigger, code: string): boolean {
  return trigger.kind === 'error' && (trigger.code === null || trigger.code === code);
}

/** Whether an event that waits for escalations takes this code. */
export function catchesEscalation(trigger: Trigger, code: string): boolean {
  return trigger.kind === 'escalation' && (trigger.code === null || trigger.code === code);
}

/** Sends a token into the catcher; an interrupting one first ends what it interrupts. */
export function enterCatcher(step: Step, { host, catcher }: Found): void {
  if (catcher.subprocessId !== null) {
    if (catcher.isInterrupting) interruptScope(step, host);
    step.next({ do: 'enter', element: catcher.subprocessId, in: host.id });
  } else if (host.in !== null) {
    if (catcher.isInterrupting) cancel(step, host);
    step.next({ do: 'enter', element: catcher.eventId, in: host.in });
  }
}

/** An armed event happened. */
export function fireArmed(step: Step, armed: ArmedNode, variables: Variables): void {
  const host = step.node(armed.in ?? '');
  const element = step.element(host.element);
  if (armed.listener !== undefined) return timeOut(step, host, armed);
  step.variables.setAll(step.path(host.id), variables);
  if (element.behaviour.kind === 'event-gateway') return chooseEvent(step, host, armed);
  const catcher = catcherOf(element, armed);
  if (!catcher) return;
  if (!catcher.isInterrupting && catcher.trigger.kind === 'timer') {
    disarm(step, armed);
    rearm(step, armed);
  } else if (catcher.isInterrupting && step.nodes.has(armed.id)) disarm(step, armed);
  enterCatcher(step, { host, catcher });
}

/** A user task has waited long enough for one of its listeners; it goes on waiting. */
function timeOut(step: Step, task: StateNode, armed: ArmedNode): void {
  const timeout = timeoutOf(step.element(task.element), armed);
  disarm(step, armed);
  rearm(step, armed);
  if (timeout) hearTimeout(step, task, timeout);
}

/** The first event behind an event gateway closes the others. */
function chooseEvent(step: Step, gateway: StateNode, armed: ArmedNode): void {
  // Camunda's history shows a gateway whose event happened as cancelled: its execution went to the event.
  cancel(step, gateway);
  const event = begin(step, step.element(armed.element), gateway.in ?? '');
  step.neverWaited(event.id);
  hearStart(step, event);
  step.next({ do: 'leave', node: event.id });
}

/** Ends what runs in a scope and whatever waits there for events, as in Camunda those attached to the scope too. */
export function interruptScope(step: Step, scope: StateNode): void {
  for (const child of step.children(scope.id)) cancel(step, child);
  for (let at = step.moves.length - 1; at >= 0; at -= 1) {
    const move = step.moves[at];
    if (move && (move.do === 'enter' ? move.in : move.node) === scope.id) step.moves.splice(at, 1);
  }
}
