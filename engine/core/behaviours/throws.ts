import { ExecutorFailure } from '../../executors/executor-failure.ts';
import { catchesCode, catchesEscalation, enterCatcher, findCatcher } from '../catching.ts';
import { takeCompleted, undo } from '../compensation.ts';
import { evaluateText, placeOf } from '../evaluate.ts';
import { hearEnd } from '../listeners.ts';
import { cancel, cancelInside, complete, isLoopInstance } from '../lifecycle.ts';
import type { Behaviour, Element } from '../model.ts';
import type { StateNode } from '../state.ts';
import { deliverSignal } from '../signals.ts';
import type { Step } from '../step.ts';
import { variablesFor } from './calls.ts';

type Of<Kind extends Behaviour['kind']> = Extract<Behaviour, { kind: Kind }>;

/** A BPMN error: a business outcome with a code, not a fault. */
export interface ThrownError {
  code: string;
  message?: string;
}

/** Throws a signal: this instance has it at once, who else waits for it is for the engine to find. */
export function throwSignal(step: Step, node: StateNode, _: Element, behaviour: Of<'throw-signal'>): void {
  const place = placeOf(step, node.id);
  const name = evaluateText(step, behaviour.name, place);
  if (name === null) {
    throw new ExecutorFailure(`The name of the signal '${behaviour.name.text}' gives nothing.`, {
      activityId: node.element,
    });
  }
  const variables = variablesFor(step, behaviour.payload, place);
  step.effects.push({ kind: 'signal-thrown', name, variables, isHeardHere: true });
  step.next({ do: 'leave', node: node.id });
  deliverSignal(step, name, variables);
  if (step.context.endsCaller?.({ kind: 'signal', name })) step.stop();
}

/** An error end event. */
export function errorEnd(
  step: Step,
  node: StateNode,
  _: Element,
  { code, message }: Of<'throw-error'>,
): void {
  const text = evaluateText(step, message, placeOf(step, node.id));
  throwError(step, node, text === null ? { code } : { code, message: text });
}

/**
 * Throws an error at a node. When nothing in this instance catches it, a called instance fails with it, for the caller to
 * catch; elsewhere the token just ends, as in Camunda.
 */
export function throwError(step: Step, thrownAt: StateNode, error: ThrownError): void {
  const found = findCatcher(step, thrownAt, (trigger) => catchesCode(trigger, error.code));
  if (!found) return uncaught(step, thrownAt, error);
  const { trigger } = found.catcher;
  if (trigger.kind === 'error') {
    const path = step.path(found.host.id);
    setText(step, path, trigger.codeVariable, error.code);
    setText(step, path, trigger.messageVariable, error.message ?? null);
  }
  // As in Camunda's history an error end event whose error is caught counts as cancelled, like what is around it.
  if (step.element(thrownAt.element).behaviour.kind === 'throw-error') cancel(step, thrownAt);
  enterCatcher(step, found);
}

function uncaught(step: Step, thrownAt: StateNode, error: ThrownError): void {
  if (step.context.isCalled === false) {
    loseError(step);
    return endToken(step, thrownAt);
  }
  cancelInside(step, step.context.instanceId);
  hearEnd(step, step.node(step.context.instanceId), true);
  step.clear();
  step.effects.push({ kind: 'instance-ended', outcome: 'failed', error });
}

/** As in Camunda, who called the instance has its results so far, whoever else may have caught the error. */
export function loseError(step: Step): void {
  step.effects.push({ kind: 'error-lost', variables: step.variables.ofScope(step.context.instanceId) });
}

/** The activity is done, and no flow is taken out of it. */
function endToken(step: Step, node: StateNode): void {
  if (node.in === null || isLoopInstance(step, node)) return step.next({ do: 'leave', node: node.id });
  complete(step, node);
  step.next({ do: 'settle', node: node.in });
}

/** An escalation throw or end event: it goes on unless what caught it interrupted its scope. */
export function escalationEvent(
  step: Step,
  node: StateNode,
  _: Element,
  { code }: Of<'throw-escalation'>,
): void {
  step.next({ do: 'leave', node: node.id });
  throwEscalation(step, node, code);
}

/** Throws an escalation at a node; what nobody here catches goes to whoever called the instance. */
export function throwEscalation(step: Step, thrownAt: StateNode, code: string): void {
  const found = findCatcher(step, thrownAt, (trigger) => catchesEscalation(trigger, code));
  if (!found) {
    const variables = step.variables.ofScope(step.context.instanceId);
    step.effects.push({ kind: 'escalation-thrown', code, variables });
    if (step.context.endsCaller?.({ kind: 'escalation', code })) step.stop();
    return;
  }
  const { trigger } = found.catcher;
  if (trigger.kind === 'escalation') setText(step, step.path(found.host.id), trigger.codeVariable, code);
  enterCatcher(step, found);
}

/** Undoes what completed; the token goes on when all handlers are done. */
export function compensationEvent(step: Step, node: StateNode, activity: string | null): void {
  const completed = takeCompleted(step, node, activity);
  if (completed.length === 0) return step.next({ do: 'leave', node: node.id });
  undo(step, completed, node.id);
}

/** What completed in a transaction is undone: ends the rest of it and goes on at the cancel event attached to it. */
export function cancelTransaction(step: Step, cancelEnd: StateNode): void {
  const found = findCatcher(step, cancelEnd, (trigger) => trigger.kind === 'cancel');
  if (found) enterCatcher(step, found);
}

/** Ends everything else in the scope and thereby the scope. */
export function terminateEnd(step: Step, node: StateNode): void {
  const scope = node.in ?? '';
  complete(step, node);
  cancelInside(step, scope);
  step.next({ do: 'settle', node: scope });
}

function setText(step: Step, path: string[], name: string | null, value: string | null): void {
  if (name === null) return;
  step.variables.set(path, name, value === null ? { type: 'Null', value: null } : { type: 'String', value });
}
