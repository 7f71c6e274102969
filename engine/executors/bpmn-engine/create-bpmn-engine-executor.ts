import { ExecutorFailure } from '../executor-failure.ts';
import type { Advance, AdvanceContext, Executor, ExecutorEvent } from '../port.ts';
import { BpmnModel } from './bpmn-model.ts';
import { createLiveInstance } from './create-live-instance.ts';
import { fireConditions, handleEvent } from './handle-event.ts';
import type { InstanceState } from './instance-state.ts';
import type { LiveInstance } from './live-instance.ts';
import { loadModels } from './load-models.ts';
import { createOverrides } from './overrides.ts';
import { Step } from './step.ts';
import { toBpmnError } from './thrown-bpmn-error.ts';

/** Runs BPMN with bpmn-elements, the core of bpmn-engine 25, as Camunda 7 would; see README.md for what differs. */
export function createBpmnEngineExecutor(): Executor {
  const overrides = createOverrides();
  // An instance stays usable as long as the caller keeps the very state object it was given; a copy is recovered.
  const hot = new WeakMap<object, LiveInstance>();
  return {
    name: 'bpmn-engine',
    stateFormat: 'bpmn-elements/17.3.0',
    load: (xml) => loadModels(xml, overrides),
    advance: (model, state, event, context) => {
      if (!(model instanceof BpmnModel))
        throw new ExecutorFailure('The model was loaded by another executor.');
      const instance =
        state === null ? start(model, event, context) : resume(model, { state, hot }, event, context);
      const advance = finish(instance);
      if (instance.state.definition !== null) hot.set(advance.state as object, instance);
      return advance;
    },
  };
}

function start(model: BpmnModel, event: ExecutorEvent, context: AdvanceContext): LiveInstance {
  if (event.kind !== 'start') throw new ExecutorFailure('An instance without a state can only be started.');
  if (event.instructions) {
    throw new ExecutorFailure(
      "The executor 'bpmn-engine' starts at start events only: deploy the process for 'token-core'.",
    );
  }
  const startActivityId =
    event.startActivityId ?? model.startEvents.find(({ kind }) => kind === 'none')?.activityId;
  if (!startActivityId || !model.startEvents.some(({ activityId }) => activityId === startActivityId)) {
    throw new ExecutorFailure(
      `Process '${model.processId}' cannot be started at '${startActivityId ?? 'a plain start event'}'.`,
    );
  }
  const state: InstanceState = { startActivityId, definition: null, waits: {}, activities: {}, loops: {} };
  const instance = createLiveInstance(model, state, context);
  return guarded(instance, () => {
    for (const [name, value] of Object.entries(event.variables)) {
      instance.step.variables.setLocal(context.instanceId, name, value);
    }
    instance.definition.run({ processId: model.processId });
    fireConditions(instance);
  });
}

function resume(
  model: BpmnModel,
  { state, hot }: { state: unknown; hot: WeakMap<object, LiveInstance> },
  event: ExecutorEvent,
  context: AdvanceContext,
): LiveInstance {
  const saved = state as InstanceState;
  const kept = hot.get(saved);
  // Whatever goes wrong from here on, the instance in memory is no longer what the caller has saved.
  hot.delete(saved);
  const instance = kept?.model === model ? kept : createLiveInstance(model, structuredClone(saved), context);
  return guarded(instance, () => {
    if (instance === kept) instance.step = new Step(context);
    else if (event.kind !== 'cancel') instance.definition.recover(instance.state.definition).resume();
    instance.waits.beginStep(event.kind === 'variables-changed');
    if (event.kind === 'cancel') cancel(instance);
    else handleEvent(instance, event);
  });
}

/** Runs library code; a failure the library swallowed ends the advance as well. */
function guarded(instance: LiveInstance, work: () => void): LiveInstance {
  try {
    work();
  } catch (error) {
    throw toFailure(instance.fatalError ?? error);
  }
  if (instance.fatalError && !toBpmnError(instance.fatalError)) throw toFailure(instance.fatalError);
  return instance;
}

function toFailure(error: unknown): ExecutorFailure {
  if (error instanceof ExecutorFailure) return error;
  const reason = error instanceof Error ? error.message : 'the process could not be executed';
  return new ExecutorFailure(`The model failed: ${reason}`, { cause: error });
}

function cancel(instance: LiveInstance): void {
  instance.records.closeInside(instance.instanceId);
  instance.step.report({ kind: 'instance-ended', outcome: 'terminated' });
  instance.state.definition = null;
}

function finish(instance: LiveInstance): Advance {
  const { state, step, definition } = instance;
  if (step.effects.at(-1)?.kind === 'instance-ended')
    return { state: snapshot(state), effects: step.effects };
  const error = toBpmnError(instance.fatalError);
  if (error || definition.execution?.completed) {
    instance.records.closeInside(instance.instanceId);
    step.report({ kind: 'instance-ended', outcome: error ? 'failed' : 'completed', ...(error && { error }) });
    state.definition = null;
  } else if (Object.keys(state.waits).length === 0) {
    const open = Object.values(state.activities).map(({ activityId }) => `'${activityId}'`);
    throw new ExecutorFailure(
      `The instance would wait for ever: nothing can reach ${open.join(', ') || 'its joins'} any more.`,
    );
  } else {
    state.definition = definition.getState();
  }
  return { state: snapshot(state), effects: step.effects };
}

/** The library goes on changing its own objects; what the caller keeps must not. */
function snapshot(state: InstanceState): InstanceState {
  return JSON.parse(JSON.stringify(state)) as InstanceState;
}
