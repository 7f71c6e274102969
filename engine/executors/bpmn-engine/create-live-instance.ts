import type { AdvanceContext } from '../port.ts';
import { ExecutorFailure } from '../executor-failure.ts';
import type { BpmnModel } from './bpmn-model.ts';
import type { InstanceState } from './instance-state.ts';
import { createLiveDefinition } from './library.ts';
import type { Message } from './library.ts';
import { LiveInstance } from './live-instance.ts';
import { ScopeEnvironment } from './scope-environment.ts';
import { Step } from './step.ts';
import { watchActivity } from './watch-activity.ts';

/** Far above any multi-instance activity; the library's own 50 would silently hold back the rest. */
const BATCH_SIZE = 1000;

/** Builds an instance in memory; it neither runs nor is recovered yet. */
export function createLiveInstance(
  model: BpmnModel,
  state: InstanceState,
  context: AdvanceContext,
): LiveInstance {
  const instance = new LiveInstance(model, state, new Step(context));
  const environment = new ScopeEnvironment({
    instance,
    settings: { disableTrackState: true, batchSize: BATCH_SIZE },
    extensions: { njia: watchActivity as never },
    timers: NO_TIMERS,
  });
  instance.definition = createLiveDefinition(model.contexts.startingAt(state.startActivityId), environment);
  instance.definition.broker.subscribeTmp('event', 'definition.error', (_key: string, message: Message) => {
    instance.fatalError ??= message.content.error ?? new ExecutorFailure('The process ended with an error.');
  }, { noAck: true, consumerTag: '_njia-error' }); // prettier-ignore
  return instance;
}

/** Time is the engine's: nothing in the library may wait for a clock. */
const NO_TIMERS = {
  register(): never {
    throw new ExecutorFailure('the library must not start timers');
  },
  setTimeout(): never {
    throw new ExecutorFailure('the library must not start timers');
  },
  clearTimeout(): void {
    // Nothing to clear: no timer ever starts.
  },
};
