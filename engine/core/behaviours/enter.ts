import { arm, armTimeouts } from '../arming.ts';
import { waitBefore } from '../continuations.ts';
import { hearStart, hearTake } from '../listeners.ts';
import { begin, isLoopInstance, mapInputs, openFlows, setLocals, take } from '../lifecycle.ts';
import type { Element } from '../model.ts';
import type { StateNode } from '../state.ts';
import type { Move, Step } from '../step.ts';
import { callActivity } from './calls.ts';
import { decisionTask } from './decisions.ts';
import { eventGateway, exclusiveGateway, inclusiveGateway, parallelGateway } from './gateways.ts';
import { enterLoop, prepareInstance } from './loops.ts';
import { catchEvent, expressionTask, externalTask, userTask } from './tasks.ts';
import { compensationEvent, errorEnd, escalationEvent, terminateEnd, throwSignal } from './throws.ts';

/** A token reaches an element: the activity begins and does what its kind does. */
export function enter(step: Step, move: Extract<Move, { do: 'enter' }>): void {
  const element = step.element(move.element);
  if (move.via !== undefined && !move.isContinued) hearTake(step, move.via, move.in);
  const jobs = element.loop && move.index !== undefined ? element.loop.jobs : element.jobs;
  if (jobs.before && !move.isContinued) return waitBefore(step, element, jobs, move);
  if (element.loop && move.index === undefined) {
    return enterLoop(step, element, element.loop, { parent: move.in, locals: move.locals });
  }
  // As in Camunda a throwing link is a drawing aid: the token is past its other end at once.
  const { behaviour } = element;
  if (behaviour.kind === 'throw-link')
    return step.next({ do: 'enter', element: behaviour.target, in: move.in });
  if (behaviour.kind === 'catch-link') {
    const place = { elementId: element.id, path: step.path(move.in) };
    return take(step, openFlows(step, element, place), element, move.in);
  }
  const node = openActivity(step, element, move);
  execute(step, node, element, move.via ?? null);
}

/** Begins an activity as far as its events are armed; what its kind does is not done. */
export function openActivity(
  step: Step,
  element: Element,
  { in: parent, index, item, locals }: Omit<Extract<Move, { do: 'enter' }>, 'do' | 'element'>,
): StateNode {
  const node = begin(step, element, parent);
  if (element.loop && index !== undefined) prepareInstance(step, node, element.loop, { index, item });
  if (locals) setLocals(step, node, locals);
  mapInputs(step, node, element.inputs);
  armAttached(step, node, element);
  hearStart(step, node);
  return node;
}

/** Boundary events belong to the loop where there is one, event subprocesses and listeners to each instance. */
function armAttached(step: Step, node: StateNode, { catchers, behaviour }: Element): void {
  if (catchers.length > 0 && behaviour.kind !== 'event-gateway') {
    const isInstance = isLoopInstance(step, node);
    arm(step, node, isInstance ? catchers.filter(({ subprocessId }) => subprocessId !== null) : catchers);
  }
  if (behaviour.kind === 'user-task') armTimeouts(step, node, behaviour.task.timeouts);
}

function execute(step: Step, node: StateNode, element: Element, via: string | null): void {
  const { behaviour } = element;
  switch (behaviour.kind) {
    case 'process':
    case 'subprocess':
      if (behaviour.start !== null) step.next({ do: 'enter', element: behaviour.start, in: node.id });
      return;
    case 'pass':
      return step.next({ do: 'leave', node: node.id });
    case 'exclusive-gateway':
      return exclusiveGateway(step, node, element);
    case 'parallel-gateway':
      return parallelGateway(step, node, element, via);
    case 'inclusive-gateway':
      return inclusiveGateway(step, node, element, via);
    case 'event-gateway':
      return eventGateway(step, node, element);
    case 'user-task':
      return userTask(step, node, element, behaviour);
    case 'external-task':
      return externalTask(step, node, element, behaviour);
    case 'expression':
      return expressionTask(step, node, element, behaviour);
    case 'decision':
      return decisionTask(step, node, element, behaviour);
    case 'catch':
      return catchEvent(step, node, element, behaviour);
    case 'call':
      return callActivity(step, node, element, behaviour);
    default:
      return executeThrow(step, node, element);
  }
}

function executeThrow(step: Step, node: StateNode, element: Element): void {
  const { behaviour } = element;
  switch (behaviour.kind) {
    case 'throw-signal':
      return throwSignal(step, node, element, behaviour);
    case 'throw-error':
      return errorEnd(step, node, element, behaviour);
    case 'throw-escalation':
      return escalationEvent(step, node, element, behaviour);
    case 'throw-compensation':
      return compensationEvent(step, node, behaviour.activity);
    case 'cancel-transaction':
      return compensationEvent(step, node, null);
    case 'terminate':
      return terminateEnd(step, node);
  }
}
