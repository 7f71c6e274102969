import { ExecutorFailure } from '../executor-failure.ts';
import type { AdvanceContext, Effect } from '../port.ts';
import { InstanceVariables } from '../variable-scopes.ts';

/** A model that starts more activities than this without waiting for anything loops for ever. */
const MAX_ACTIVITIES = 10_000;

/** What one advance works with: the caller's context, the variables as they change, and the effects so far. */
export class Step {
  readonly context: AdvanceContext;
  readonly effects: Effect[] = [];
  readonly variables: InstanceVariables;
  #activities = 0;

  constructor(context: AdvanceContext) {
    this.context = context;
    this.variables = new InstanceVariables(context.variables, (effect) => this.effects.push(effect));
  }

  /** Notes an effect. @throws ExecutorFailure when the model runs in circles. */
  report(effect: Effect): void {
    if (effect.kind === 'activity-started') this.#activities += 1;
    if (this.#activities > MAX_ACTIVITIES) {
      throw new ExecutorFailure(
        `More than ${MAX_ACTIVITIES} activities without a wait: the model runs in circles.`,
      );
    }
    this.effects.push(effect);
  }
}
