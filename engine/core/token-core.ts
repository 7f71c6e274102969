import { ExecutorFailure } from '../executors/executor-failure.ts';
import type { ExecutableModel, Executor } from '../executors/port.ts';
import { advance, moveTokens } from './advance.ts';
import { scheduleAgain } from './arming.ts';
import { loadProcesses } from './compile/load.ts';
import { createMigrator } from './migration/migrator.ts';
import type { CompileScript } from '../scripts/javascript.ts';
import type { CompiledProcess } from './model.ts';
import { STATE_FORMAT } from './state.ts';
import type { TokenState } from './state.ts';
import { Step } from './step.ts';
import { catchesThrown } from './thrown-above.ts';

/**
 * Our own executor: Camunda 7's semantics as pure functions over a small readable state.
 *
 * @param options `scripts`: models may hold JavaScript, run by it; left out: they are refused.
 */
export function createTokenCore(options: { scripts?: CompileScript } = {}): Executor {
  return {
    name: 'token-core',
    stateFormat: STATE_FORMAT,
    load: (xml) => loadProcesses(xml, options.scripts),
    advance: (model, state, event, context) => advance(compiled(model), stateOf(state), event, context),
    catchesThrown: (model, state, executionId, thrown) =>
      catchesThrown(compiled(model), stateOf(state), executionId, thrown),
    timerSchedule: (model, state, executionId, context) =>
      scheduleAgain(new Step(compiled(model), stateOf(state), context), executionId),
    migrator: createMigrator({ compiled, stateOf, settle: moveTokens }),
  };
}

function compiled(model: ExecutableModel): CompiledProcess {
  if ('hasInclusiveGateways' in model) return model as CompiledProcess;
  throw new TypeError('The model was loaded by another executor.');
}

function stateOf(state: unknown): TokenState | null {
  if (state === null) return null;
  if (typeof state === 'object' && 'format' in state && state.format === STATE_FORMAT)
    return state as TokenState;
  throw new ExecutorFailure(`The state of the instance is not in the format '${STATE_FORMAT}'.`);
}
