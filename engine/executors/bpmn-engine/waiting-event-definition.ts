import { rearmedOf } from './boundary-events.ts';
import { cloneContent } from './library.ts';
import type { LiveActivity, Message } from './library.ts';
import { ScopeEnvironment } from './scope-environment.ts';
import { ThrownBpmnError } from './thrown-bpmn-error.ts';

/** After the library's own handlers of the same execution have been told. */
const API_PRIORITY = 400;

/** An event that waits for something from outside: timer, message, signal, condition, or the worker that sends a message. */
export class WaitingEventDefinition {
  readonly type: string;
  readonly #activity: LiveActivity;

  constructor(activity: LiveActivity, definition: unknown) {
    this.#activity = activity;
    this.type = (definition as { type: string }).type;
  }

  /** Called by the library when the event is reached, and again when the instance is recovered. */
  execute({ content }: Message): void {
    const { broker, environment } = this.#activity;
    if (!(environment instanceof ScopeEnvironment)) return;
    const eventExecutionId = content.parent?.executionId ?? content.executionId;
    const tag = `_njia-wait-${content.executionId}`;
    const { waits } = environment.instance;
    broker.subscribeTmp('api', `activity.#.${content.executionId}`, (_key, message) => {
      if (message.properties['type'] !== 'discard' && message.properties['type'] !== 'stop') return;
      broker.cancel(tag);
      waits.forget(eventExecutionId);
      if (message.properties['type'] === 'discard') broker.publish('execution', 'execute.discard', cloneContent(content));
    }, { noAck: true, consumerTag: tag, priority: API_PRIORITY }); // prettier-ignore
    const finish = (key: string, extra: object): void => {
      broker.cancel(tag);
      broker.publish('execution', key, { ...cloneContent(content), ...extra });
    };
    waits.open(
      content.id,
      [...environment.path, eventExecutionId],
      {
        complete: () => finish('execute.completed', { state: 'catch' }),
        fail: ({ code, message }) => finish('execute.error', { error: new ThrownBpmnError(code, message) }),
      },
      rearmedOf(content),
    );
  }
}
