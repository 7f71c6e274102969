import { ExecutorFailure } from '../../executors/executor-failure.ts';
import type { ExecutableModel, MigrationOrder, Migrator } from '../../executors/port.ts';
import type { CompiledProcess } from '../model.ts';
import type { TokenState } from '../state.ts';
import type { Step } from '../step.ts';
import { activitiesOf } from './activities.ts';
import { checkInstance } from './check-instance.ts';
import type { Order } from './check-instance.ts';
import { checkPlan } from './check-plan.ts';
import { generate } from './generate.ts';
import { migrate } from './migrate.ts';

/** How the token core is reached from here without a circle of imports. */
interface Core {
  compiled: (model: ExecutableModel) => CompiledProcess;
  stateOf: (state: unknown) => TokenState | null;
  settle: (step: Step) => void;
}

/** Migration of instances of the token core. */
export function createMigrator({ compiled, stateOf, settle }: Core): Migrator {
  const orderOf = ({ source, target, instructions }: MigrationOrder): Order => ({
    source: compiled(source),
    target: compiled(target),
    instructions,
  });
  const running = (state: unknown): TokenState => {
    const read = stateOf(state);
    if (read) return read;
    throw new ExecutorFailure('An instance that has not started cannot be migrated.');
  };
  return {
    generate: (source, target, updateEventTriggers) =>
      generate({
        source: activitiesOf(compiled(source)),
        target: activitiesOf(compiled(target)),
        updateEventTriggers,
      }),
    checkPlan: ({ source, target, instructions }) =>
      checkPlan({
        source: activitiesOf(compiled(source)),
        target: activitiesOf(compiled(target)),
        instructions,
      }),
    checkInstance: (order, state) => checkInstance(orderOf(order), running(state)),
    migrate: (order, state, what, context) =>
      migrate(orderOf(order), running(state), what, { context, settle }),
  };
}
