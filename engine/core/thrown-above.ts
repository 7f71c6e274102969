/** What comes out of a called process, as the process that calls it sees it. */
import type { AdvanceContext } from '../executors/port.ts';
import type { Thrown } from '../executors/thrown.ts';
import { catcherOf } from './arming.ts';
import { catchesCode, catchesEscalation, findCatcher } from './catching.ts';
import type { CompiledProcess } from './model.ts';
import { waitsForSignal } from './signals.ts';
import type { StateNode, TokenState } from './state.ts';
import { Step } from './step.ts';

/**
 * What becomes of a call activity when something comes out of the process it called: it is interrupted, or what catches it
 * goes on beside it; null: nothing in this instance catches it.
 */
export function catchesThrown(
  model: CompiledProcess,
  state: TokenState | null,
  executionId: string,
  thrown: Thrown,
): 'interrupting' | 'beside' | null {
  const look = new Step(model, state, NO_CONTEXT);
  const call = look.nodes.get(executionId);
  if (!call) return null;
  if (thrown.kind === 'signal') return interruptedBySignal(look, call, thrown.name) ? 'interrupting' : null;
  const found = findCatcher(look, call, (trigger) =>
    (thrown.kind === 'error' ? catchesCode : catchesEscalation)(trigger, thrown.code),
  );
  return found && (found.catcher.isInterrupting ? 'interrupting' : 'beside');
}

/** A signal goes to everything that waits for it; what counts here is whether the call ends by it. */
function interruptedBySignal(look: Step, call: StateNode, name: string): boolean {
  for (const id of look.path(call.id)) {
    const host = look.node(id);
    const ends = (armed: StateNode): boolean =>
      armed.is === 'armed' &&
      catcherOf(look.element(host.element), armed)?.isInterrupting === true &&
      waitsForSignal(look, armed, name);
    if (look.children(id).some(ends)) return true;
  }
  return false;
}

/** Looking for a catcher reads nodes and the model only. */
const NO_CONTEXT: AdvanceContext = {
  instanceId: '',
  businessKey: null,
  definitionId: '',
  definitionKey: '',
  variables: {},
  now: new Date(0),
  newId: () => '',
};
