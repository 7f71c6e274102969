import type { ExecutorEvent, Variables } from '../port.ts';
import { ExecutorFailure } from '../executor-failure.ts';
import { mapOutputs } from './call-variables.ts';
import { triggerEventSubProcess } from './event-subprocesses.ts';
import type { OpenWait, WaitKind } from './instance-state.ts';
import type { LiveInstance } from './live-instance.ts';

/** Conditions that make each other true without end are a mistake in the model. */
const MAX_CONDITIONS = 1000;

/** Applies one event to a running instance and lets its tokens move. */
export function handleEvent(instance: LiveInstance, event: ExecutorEvent): void {
  switch (event.kind) {
    case 'start':
      throw new ExecutorFailure('The instance has started already.');
    case 'complete':
      resume(instance, event.executionId, ['user', 'external', 'message'], (wait) => {
        const own = wait.path.at(-1) ?? '';
        for (const [name, value] of Object.entries(event.localVariables ?? {})) {
          instance.step.variables.setLocal(own, name, value);
        }
        instance.step.variables.setAll(wait.path, event.variables);
      });
      break;
    case 'fire-timer':
      resume(instance, event.executionId, ['timer'], () => undefined);
      break;
    case 'deliver':
      resume(instance, event.executionId, ['message', 'signal', 'conditional'], (wait) =>
        instance.step.variables.setAll(wait.path, event.variables),
      );
      break;
    case 'throw-error':
      throwError(
        instance,
        event.executionId,
        { code: event.code, message: event.message ?? '' },
        event.variables,
      );
      break;
    case 'call-ended':
      callEnded(instance, event);
      break;
    case 'continue':
      throw new ExecutorFailure("The executor 'bpmn-engine' makes no jobs between activities.");
    case 'modify':
      throw new ExecutorFailure(
        "The executor 'bpmn-engine' cannot move tokens by hand: deploy the process for 'token-core'.",
      );
    case 'escalate':
      refuseTaskEscalation(instance, event.executionId);
      break;
    // Deployments with camunda:errorEventDefinition go to the other executor; results are taken at the end of a call.
    case 'fail':
    case 'take-results':
    case 'task-changed':
    case 'variables-changed':
    case 'cancel':
      break;
  }
  fireConditions(instance);
}

/** Fires conditional events until none is true any more. */
export function fireConditions(instance: LiveInstance): void {
  for (let count = 0; count < MAX_CONDITIONS; count += 1) {
    const executionId = instance.fatalError ? undefined : instance.waits.findTrueCondition();
    if (executionId === undefined) return;
    resume(instance, executionId, ['conditional'], () => undefined);
  }
  throw new ExecutorFailure('Conditional events of the model make each other true without end.');
}

function resume(
  instance: LiveInstance,
  executionId: string,
  kinds: readonly WaitKind[],
  setVariables: (wait: OpenWait) => void,
): void {
  const wait = instance.waits.get(executionId);
  if (!kinds.includes(wait.kind)) {
    const { activityId } = wait;
    throw new ExecutorFailure(`'${activityId}' does not wait for that: it is a ${wait.kind}.`, {
      activityId,
    });
  }
  if (wait.eventSubProcessId !== undefined) {
    setVariables({ ...wait, path: wait.path.slice(0, -1) });
    triggerEventSubProcess(instance, executionId);
    return;
  }
  setVariables(wait);
  if (instance.facts(wait.activityId).boundary) {
    const repetition = instance.waits.nextRepetition(wait);
    instance.fired.set(executionId, { isTimer: wait.kind === 'timer', ...(repetition && { repetition }) });
  }
  instance.waits.take(executionId).complete();
}

function throwError(
  instance: LiveInstance,
  executionId: string,
  error: { code: string; message: string },
  variables: Variables,
): void {
  const { path, kind, activityId } = instance.waits.get(executionId);
  if (kind !== 'external' && kind !== 'user' && kind !== 'call') {
    throw new ExecutorFailure(`'${activityId}' is no task: no error can be thrown at it.`, { activityId });
  }
  instance.step.variables.setAll(path, variables);
  instance.waits.take(executionId).fail(error);
}

/** The library has no escalations that come out of an activity: lost for a call, and never unnoticed for a person's. */
function refuseTaskEscalation(instance: LiveInstance, executionId: string): void {
  const { kind, activityId } = instance.waits.get(executionId);
  if (kind === 'call') return;
  throw new ExecutorFailure(
    `The executor 'bpmn-engine' cannot escalate '${activityId}': deploy the process for 'token-core'.`,
    { activityId },
  );
}

function callEnded(instance: LiveInstance, event: Extract<ExecutorEvent, { kind: 'call-ended' }>): void {
  const wait = instance.waits.get(event.executionId);
  const { work } = instance.facts(wait.activityId);
  if (event.error) {
    // Expressions may need what an instance that failed never had.
    const outputs = work.kind === 'call' ? work.outputs.filter(({ kind }) => kind !== 'expression') : [];
    if (work.kind === 'call') mapOutputs(instance, { ...work, outputs }, wait.path, event.variables);
    const { code, message = '' } = event.error;
    instance.waits.take(event.executionId).fail({ code, message });
    return;
  }
  if (work.kind === 'call') mapOutputs(instance, work, wait.path, event.variables);
  instance.waits.take(event.executionId).complete();
}
