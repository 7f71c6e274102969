import { ExecutorFailure } from '../executors/executor-failure.ts';
import type { Advance, AdvanceContext, ExecutorEvent } from '../executors/port.ts';
import { enter } from './behaviours/enter.ts';
import { releaseInclusiveGateways } from './behaviours/gateways.ts';
import { leave, settle } from './behaviours/leave.ts';
import { checkConditions } from './conditions.ts';
import { apply } from './events.ts';
import { modify } from './modify.ts';
import type { Behaviour, CompiledProcess } from './model.ts';
import type { TokenState } from './state.ts';
import { Step } from './step.ts';
import type { Move } from './step.ts';

/** Moves of one step; a model that takes more goes round in circles without ever waiting. */
const MAX_MOVES = 100_000;

/**
 * Moves the tokens of one instance until each waits for something from outside. Pure: the same arguments give the same
 * answer (with the ids of `context.newId`), and `state` is left as it was.
 *
 * @throws ExecutorFailure when an expression or the model fails, or nothing waits for the event.
 */
export function advance(
  model: CompiledProcess,
  state: TokenState | null,
  event: ExecutorEvent,
  context: AdvanceContext,
): Advance {
  const step = new Step(model, state, context);
  apply(step, event);
  moveTokens(step);
  const instructions = event.kind === 'modify' || event.kind === 'start' ? event.instructions : undefined;
  if (instructions) modify(step, instructions, moveTokens);
  // Who moves tokens by hand may want to bring the missing one with the next request.
  else if (step.nodes.size > 0 && !step.isStopped && !waitsForSomething(step)) throw stuck(step);
  return { state: step.state(), effects: step.effects };
}

/** Moves the tokens until each of them waits. @throws ExecutorFailure when they never do */
export function moveTokens(step: Step): void {
  let moves = 0;
  for (let move = nextMove(step); move; move = nextMove(step)) {
    moves += 1;
    if (moves > MAX_MOVES) {
      throw new ExecutorFailure(`More than ${MAX_MOVES} moves without a wait: the model seems to loop.`, {
        activityId: move.do === 'enter' ? move.element : null,
      });
    }
    make(step, move);
  }
}

const WAITING_INSIDE: readonly Behaviour['kind'][] = [
  'event-gateway',
  'throw-compensation',
  'cancel-transaction',
];

/** True when something from outside can still move the instance. */
function waitsForSomething(step: Step): boolean {
  for (const node of step.nodes.values()) {
    if (node.is === 'armed' || node.is === 'job') return true;
    // An event gateway waits by its options, a compensation by its handlers.
    const { kind } = step.element(node.element).behaviour;
    if (node.is === 'waiting' && !WAITING_INSIDE.includes(kind)) return true;
  }
  return false;
}

/** Camunda lets such an instance hang silently; here the step fails while the model can still be looked at. */
function stuck(step: Step): ExecutorFailure {
  const joins = [
    ...new Set([...step.nodes.values()].filter(({ is }) => is === 'joining').map(({ element }) => element)),
  ];
  return new ExecutorFailure(
    `The instance would wait for ever: tokens wait at ${joins.map((id) => `'${id}'`).join(', ')} for others that cannot come.`,
    { activityId: joins[0] ?? null },
  );
}

function nextMove(step: Step): Move | undefined {
  if (step.isStopped) return undefined;
  if (step.model.hasConditions) checkConditions(step);
  if (step.moves.length === 0 && step.model.hasInclusiveGateways) releaseInclusiveGateways(step);
  return step.moves.pop();
}

function make(step: Step, move: Move): void {
  switch (move.do) {
    case 'enter':
      return enter(step, move);
    case 'leave':
      return leave(step, move.node);
    case 'settle':
      return settle(step, move.node);
  }
}
