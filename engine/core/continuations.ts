/** Points at which a job takes over (`camunda:asyncBefore`, `camunda:asyncAfter`): what led there is committed before. */
import { ExecutorFailure } from '../executors/executor-failure.ts';
import type { JobOptions } from '../executors/port.ts';
import type { CompiledExpression } from '../expressions/expression.ts';
import { nameBody } from './loop-body.ts';
import { evaluate, evaluateText } from './evaluate.ts';
import type { Place } from './evaluate.ts';
import type { Element, JobSettings } from './model.ts';
import type { JobNode } from './state.ts';
import type { Move, Step } from './step.ts';

type Enter = Extract<Move, { do: 'enter' }>;

/** Lets a token wait in front of an activity until a job sends it in. */
export function waitBefore(step: Step, element: Element, jobs: JobSettings, move: Enter): void {
  const { via, index, item, locals } = move;
  const how = {
    ...(via === undefined ? {} : { via }),
    ...(index === undefined ? {} : { index }),
    ...(item === undefined ? {} : { item }),
    ...(locals === undefined ? {} : { locals }),
  };
  const id = step.context.newId();
  open(step, element, jobs, { id, element: element.id, in: move.in, is: 'job', at: 'before', how });
}

/** Lets a token wait behind an activity that is done; `flow` null: it then ends there. */
export function waitAfter(
  step: Step,
  element: Element,
  jobs: JobSettings,
  { parent, flow }: { parent: string; flow: string | null },
): void {
  const id = step.context.newId();
  open(step, element, jobs, { id, element: element.id, in: parent, is: 'job', at: 'after', flow });
}

/** What the effect of a job says of how it is tried; undefined when nothing was chosen. */
export function jobOptions(step: Step, jobs: JobSettings, place: Place): JobOptions | undefined {
  if (!jobs.priority && !jobs.retryCycle) return undefined;
  return {
    priority: evaluatePriority(step, jobs.priority, place),
    retryCycle: tolerant(() => evaluateText(step, jobs.retryCycle, place)),
  };
}

/**
 * The priority of a job or external task; as in Camunda 0 when it cannot be computed.
 *
 * @throws ExecutorFailure when it gives something that is no whole number, null too
 */
export function evaluatePriority(step: Step, priority: CompiledExpression | null, place: Place): number {
  const found = priority && tolerant(() => ({ value: evaluate(step, priority, place) }));
  if (!found) return 0;
  const number = priority.isLiteral ? Number(found.value) : found.value;
  if (typeof number === 'number' && Number.isInteger(number)) return number;
  throw new ExecutorFailure(`Priority value '${priority.text}' is not an Integer.`, {
    activityId: place.elementId,
  });
}

function open(step: Step, element: Element, jobs: JobSettings, node: JobNode): void {
  step.put(node);
  const path = step.path(node.in ?? '');
  const job = jobOptions(step, jobs, { elementId: element.id, path });
  const ref = step.ref(node.id, element, path);
  if (element.loop && step.node(node.in ?? '').element !== element.id) nameBody(ref);
  const isAfter = node.at === 'after';
  step.effects.push({
    kind: 'continuation-created',
    ...ref,
    ...(isAfter ? { isAfter } : {}),
    ...(job ? { job } : {}),
  });
}

/** As in Camunda, a priority or retry cycle that cannot be computed does not keep the job or task from being made. */
export function tolerant<T>(evaluate: () => T): T | null {
  try {
    return evaluate();
  } catch (error) {
    if (error instanceof ExecutorFailure) return null;
    throw error;
  }
}
