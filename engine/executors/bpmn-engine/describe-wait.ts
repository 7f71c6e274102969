import type { CompiledExpression } from '../../expressions/expression.ts';
import { toText } from '../../expressions/coercion.ts';
import { firstSchedule } from '../../timers/timer-schedule.ts';
import { ExecutorFailure } from '../executor-failure.ts';
import type { ActivityRef, Effect, TimerSchedule } from '../port.ts';
import { describeCall } from './call-variables.ts';
import { describeUserTask } from './describe-user-task.ts';
import type { OpenWait, StoredSchedule } from './instance-state.ts';
import type { LiveInstance } from './live-instance.ts';
import { toPriority } from './to-priority.ts';
import type { WaitingWork } from './waits.ts';

/** A date no timer reaches: a cycle that lies wholly in the past stays open and never fires, as in Camunda. */
const NEVER = '9999-12-31T00:00:00.000Z';

/** The effect that tells the engine what a new wait waits for; evaluates its expressions. */
export function describeWait(
  instance: LiveInstance,
  wait: OpenWait,
  work: WaitingWork,
  repetition: StoredSchedule | undefined,
): Effect {
  const { activityId, path } = wait;
  const ref = refOf(instance, wait);
  const evaluate = (expression: CompiledExpression | null): unknown =>
    expression && instance.evaluate(expression, path, activityId);
  switch (work.kind) {
    case 'external':
      return {
        kind: 'external-task-created',
        ...ref,
        topic: toText(evaluate(work.topic)),
        priority: toPriority(evaluate(work.priority), 0, activityId),
        extensionProperties: work.extensionProperties,
      };
    case 'user':
      return {
        kind: 'user-task-created',
        ...ref,
        ...describeUserTask(work, evaluate, instance.step.context.now, activityId),
      };
    case 'call':
      return { kind: 'call-requested', ...ref, call: describeCall(instance, work, path, activityId) };
    case 'timer': {
      const schedule = repetition ?? scheduleOf(evaluate(work.expression), work.type, instance, activityId);
      return { kind: 'timer-created', ...ref, schedule };
    }
    case 'conditional':
      return {
        kind: 'subscription-created',
        ...ref,
        eventType: 'conditional',
        eventName: work.variableName ?? activityId,
      };
    default:
      return {
        kind: 'subscription-created',
        ...ref,
        eventType: work.kind,
        eventName: toText(evaluate(work.eventName)),
      };
  }
}

function refOf(instance: LiveInstance, { activityId, path }: OpenWait): ActivityRef {
  return instance.records.ref(activityId, path);
}

function scheduleOf(
  value: unknown,
  type: 'date' | 'duration' | 'cycle',
  instance: LiveInstance,
  activityId: string,
): TimerSchedule {
  const input = value instanceof Date ? value : toText(value);
  try {
    const schedule = firstSchedule(type, input, instance.step.context.now);
    if (!schedule) return { dueAt: NEVER };
    return { ...schedule, dueAt: schedule.dueAt.toISOString() };
  } catch (cause) {
    if (!(cause instanceof TypeError)) throw cause;
    const failure = new ExecutorFailure(`Timer '${activityId}': ${cause.message}.`, { activityId, cause });
    instance.fatalError ??= failure;
    throw failure;
  }
}
