import type { JobOptions, StartEvent, Variables } from '../../executors/port.ts';
import { toExpressionValue } from '../../executors/typed-values.ts';
import { ExpressionError } from '../../expressions/expression-error.ts';
import type { CompiledExpression } from '../../expressions/expression.ts';
import type { Trigger } from '../model.ts';
import { onlyDefinition, nameOf, readTrigger } from './events.ts';
import { readJobs } from './job-settings.ts';
import { children, kindOf } from './moddle.ts';
import type { ModdleElement } from './moddle.ts';
import type { Reader } from './reader.ts';

/** How instances of a process are started. Before the start there are no variables: expressions see none. */
export function readStartEvents(process: ModdleElement, reader: Reader): StartEvent[] {
  return children(process, 'flowElements')
    .filter((element) => kindOf(element) === 'StartEvent')
    .map((event) => readStartEvent(event, reader))
    .filter((event) => event !== null);
}

/** Null for kinds the engine does not start by itself. */
function readStartEvent(event: ModdleElement, reader: Reader): StartEvent | null {
  const activityId = event.id ?? '';
  const definition = onlyDefinition(event, reader);
  if (!definition) return { kind: 'none', activityId };
  const trigger = readTrigger(event, definition, reader);
  switch (trigger?.kind) {
    case 'timer': {
      const { timerType: type, value } = trigger;
      const valueAt = value.isLiteral
        ? undefined
        : (now: Date) => value.evaluate({ now, lookup: () => undefined });
      return {
        kind: 'timer',
        activityId,
        timer: { type, expression: value.text, ...(valueAt && { valueAt }) },
        job: jobOf(event, reader),
      };
    }
    case 'message':
      if (!trigger.name.isLiteral) {
        reader.problem(
          event,
          'The message name of a start event cannot be an expression, only that of a signal.',
        );
      }
      return { kind: 'message', activityId, eventName: trigger.name.text };
    case 'signal':
      return { kind: 'signal', activityId, eventName: signalName(event, trigger.name, reader) };
    case 'conditional':
      return { kind: 'conditional', activityId, holds: (variables, now) => holds(trigger, variables, now) };
    default:
      if (trigger) reader.problem(event, `A process cannot start with a ${nameOf(definition)}.`);
      return null;
  }
}

/** As in Camunda, a condition that names a variable is looked at only when that is among those given. */
function holds(
  { condition, variableName }: Extract<Trigger, { kind: 'conditional' }>,
  variables: Variables,
  now: Date,
): boolean {
  if (variableName !== null && !(variableName in variables)) return false;
  const lookup = (name: string): { value: unknown } | undefined => {
    const variable = variables[name];
    return variable && { value: toExpressionValue(variable) };
  };
  try {
    return condition.evaluateCondition({ now, lookup });
  } catch (error) {
    if (error instanceof ExpressionError && error.isUnresolved) return false;
    throw error;
  }
}

function signalName(event: ModdleElement, name: CompiledExpression, reader: Reader): string {
  if (name.isLiteral) return name.text;
  const value = withoutVariables(name);
  if (value === null)
    reader.problem(
      event,
      `The signal name '${name.text}' cannot be known before the start: no variables exist yet.`,
    );
  return String(value);
}

function jobOf(event: ModdleElement, reader: Reader): JobOptions {
  const { priority, retryCycle } = readJobs(event, event, reader);
  const cycle = retryCycle && withoutVariables(retryCycle);
  const number = Number((priority && withoutVariables(priority)) ?? 0);
  return {
    priority: Number.isInteger(number) ? number : 0,
    retryCycle: typeof cycle === 'string' ? cycle : null,
  };
}

/** The value of an expression of constants; null when it needs more. */
function withoutVariables(expression: CompiledExpression): unknown {
  try {
    return expression.evaluate({ now: new Date(0), lookup: () => undefined }) ?? null;
  } catch (error) {
    if (error instanceof ExpressionError) return null;
    throw error;
  }
}
