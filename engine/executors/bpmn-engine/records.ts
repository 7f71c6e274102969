import type { ActivityRef } from '../port.ts';
import type { LiveInstance } from './live-instance.ts';

/** Reports which activities start and end, and closes everything that ends with them. */
export class Records {
  readonly #instance: LiveInstance;

  constructor(instance: LiveInstance) {
    this.#instance = instance;
  }

  /** True for an activity that has started and not ended. */
  isOpen(executionId: string): boolean {
    return Object.hasOwn(this.#instance.state.activities, executionId);
  }

  /** How effects refer to an activity; the last scope of `path` is its own execution id. */
  ref(activityId: string, path: string[]): ActivityRef {
    const { name, activityType } = this.#instance.facts(activityId);
    return { executionId: path.at(-1) ?? '', activityId, activityName: name, activityType, scopePath: path };
  }

  /** An activity, or the body of a multi-instance one, starts. */
  start(activityId: string, path: string[], isBody = false): void {
    const { state, step } = this.#instance;
    const ref = this.ref(activityId, path);
    state.activities[ref.executionId] = { activityId, path };
    step.report({
      kind: 'activity-started',
      ...ref,
      ...(isBody && { activityId: `${activityId}#multiInstanceBody`, activityType: 'multiInstanceBody' }),
      parentExecutionId: path.at(-2) ?? null,
    });
  }

  /** An activity ends, with everything still open in it; does nothing when it ended before. */
  end(executionId: string, canceled: boolean): void {
    this.closeInside(executionId);
    const { state, step } = this.#instance;
    if (!this.isOpen(executionId)) return;
    delete state.activities[executionId];
    delete state.loops[executionId];
    step.report({ kind: 'activity-ended', executionId, canceled });
    step.variables.endScope(executionId);
  }

  /** Closes all waits of an execution and inside of it, and cancels the activities inside, innermost first. */
  closeInside(executionId: string): void {
    const { state, waits, step, scopes } = this.#instance;
    for (const [id, { path }] of Object.entries(state.waits)) if (path.includes(executionId)) waits.close(id);
    const inner = Object.entries(state.activities)
      .filter(([id, { path }]) => id !== executionId && path.includes(executionId))
      .sort(([, a], [, b]) => b.path.length - a.path.length);
    for (const [id] of inner) {
      delete state.activities[id];
      delete state.loops[id];
      scopes.delete(id);
      step.report({ kind: 'activity-ended', executionId: id, canceled: true });
      step.variables.endScope(id);
    }
    scopes.delete(executionId);
  }
}
