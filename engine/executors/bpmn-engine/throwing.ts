import { toText } from '../../expressions/coercion.ts';
import { mapInputs } from './call-variables.ts';
import { cloneContent } from './library.ts';
import type { LiveActivity, Message } from './library.ts';
import { ScopeEnvironment } from './scope-environment.ts';
import { ThrownBpmnError } from './thrown-bpmn-error.ts';

/** A signal end or throw event: the engine delivers it, also to this instance. */
export class SignalThrowing {
  readonly type = 'bpmn:SignalEventDefinition';
  readonly #activity: LiveActivity;

  constructor(activity: LiveActivity) {
    this.#activity = activity;
  }

  /** Called by the library when a token is here. */
  execute({ content }: Message): void {
    const scope = scopeOf(this.#activity);
    const { work } = scope.instance.facts(content.id);
    if (work.kind === 'throw-signal') {
      const path = [...scope.path, content.parent?.executionId ?? ''];
      scope.instance.step.report({
        kind: 'signal-thrown',
        name: toText(scope.instance.evaluate(work.name, path, content.id)),
        variables: mapInputs(scope.instance, work.inputs, path, content.id),
      });
    }
    this.#activity.broker.publish('execution', 'execute.completed', cloneContent(content));
  }
}

/** An error end event: fails like a task would, so that the same boundary events catch it. */
export class ErrorThrowing {
  readonly type = 'bpmn:ErrorEventDefinition';
  readonly #activity: LiveActivity;

  constructor(activity: LiveActivity) {
    this.#activity = activity;
  }

  /** Called by the library when a token is here. */
  execute({ content }: Message): void {
    const { path, instance } = scopeOf(this.#activity);
    const { work } = instance.facts(content.id);
    if (work.kind !== 'throw-error') return;
    const code = toText(instance.evaluate(work.errorCode, path, content.id));
    const message = work.message ? toText(instance.evaluate(work.message, path, content.id)) : '';
    const error = new ThrownBpmnError(code, message);
    this.#activity.broker.publish('execution', 'execute.error', { ...cloneContent(content), error });
  }
}

function scopeOf(activity: LiveActivity): ScopeEnvironment {
  if (activity.environment instanceof ScopeEnvironment) return activity.environment;
  throw new TypeError('the activity does not belong to this executor');
}
