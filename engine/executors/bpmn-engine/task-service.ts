import type { LiveActivity, Message } from './library.ts';
import { ScopeEnvironment } from './scope-environment.ts';
import { ThrownBpmnError } from './thrown-bpmn-error.ts';
import { pathOf } from './activity-path.ts';

/** What the library calls for each execution of a task, and again for each that is open when the instance is recovered. */
export class TaskService {
  readonly type = 'njia:task';
  readonly #activity: LiveActivity;

  constructor(activity: LiveActivity) {
    this.#activity = activity;
  }

  /** Opens the wait of the task, or does its work at once. */
  execute({ content }: Message, callback: (error: Error | null) => void): void {
    const scope = this.#activity.environment;
    if (!(scope instanceof ScopeEnvironment)) return;
    const { instance } = scope;
    const { work, id } = instance.facts(content.id);
    const path = pathOf(scope, content);
    if (work.kind === 'expression') {
      const { resultVariable } = work;
      const value = instance.evaluateTyped(work.expression, path, id);
      if (resultVariable !== null) instance.step.variables.set(path, resultVariable, value);
      callback(null);
      return;
    }
    instance.waits.open(id, path, {
      complete: () => callback(null),
      fail: ({ code, message }) => callback(new ThrownBpmnError(code, message)),
    });
  }
}
