import type { CompiledExpression } from '../expressions/expression.ts';
import { ExpressionError, ScriptError } from '../expressions/expression-error.ts';
import type { ExpressionScope } from '../expressions/evaluator.ts';
import { HostObject } from '../expressions/host-object.ts';
import { ExecutorFailure } from '../executors/executor-failure.ts';
import type { TypedValue, Variables } from '../executors/port.ts';
import { toExpressionValue, toTypedValue } from '../executors/typed-values.ts';
import { TypedVariable } from '../executors/typed-variable.ts';
import type { ValueSource } from './model.ts';
import type { Step } from './step.ts';

/** Where an expression is evaluated: variables are seen from `path`, a failure names `elementId`. */
export interface Place {
  readonly elementId: string;
  /** Scope ids from the instance down. */
  readonly path: readonly string[];
  /** What is seen as `externalTask`. */
  readonly externalTask?: HostObject;
  /** What is seen as `task`. */
  readonly task?: HostObject;
  /** What a listener is told of its event. */
  readonly during?: { eventName: string; transitionId?: string; isCanceled?: boolean };
}

/** The place of a node. */
export function placeOf(step: Step, nodeId: string): Place {
  return { elementId: step.node(nodeId).element, path: step.path(nodeId) };
}

/** The value of an expression. @throws ExecutorFailure */
export function evaluate(step: Step, expression: CompiledExpression, place: Place): unknown {
  if (expression.isLiteral) return expression.text;
  return failing(place, () => expression.evaluate(scopeOf(step, place)), step);
}

/** The value of an expression that sees only these variables, those of a called instance. @throws ExecutorFailure */
export function evaluateInScope(
  step: Step,
  expression: CompiledExpression,
  variables: Variables,
  place: Place,
): unknown {
  const lookup = (name: string): { value: unknown } | undefined => {
    const variable = variables[name];
    return variable && { value: toExpressionValue(variable) };
  };
  return failing(place, () => expression.evaluate({ now: step.context.now, lookup }));
}

/** Whether a condition holds. @throws ExecutorFailure also when it gives neither true nor false. */
export function holds(step: Step, condition: CompiledExpression, place: Place): boolean {
  return failing(place, () => condition.evaluateCondition(scopeOf(step, place)), step);
}

/** The text an expression gives; null when there is no expression or it gives null or nothing. */
export function evaluateText(step: Step, expression: CompiledExpression | null, place: Place): string | null {
  if (!expression) return null;
  const value = evaluate(step, expression, place);
  if (value === null || value === undefined || value === '') return null;
  return toPlainText(value);
}

/** The whole number an expression gives. @throws ExecutorFailure when it gives something else. */
export function evaluateInteger(step: Step, expression: CompiledExpression, place: Place): number {
  const value = evaluate(step, expression, place);
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  if (typeof number === 'number' && Number.isInteger(number)) return number;
  throw new ExecutorFailure(`'${expression.text}' must give a whole number.`, {
    activityId: place.elementId,
  });
}

/** The variable a parameter of the model stands for. @throws ExecutorFailure */
export function evaluateSource(step: Step, source: ValueSource, place: Place): TypedValue {
  if (source.kind === 'expression' && source.copies !== null) {
    const variable = step.variables.find(place.path, source.copies);
    if (variable) return variable;
  }
  const value = sourceValue(step, source, place);
  return typed(value, place, source.kind === 'expression' ? source.expression : undefined);
}

/** Types the result of an expression. @throws ExecutorFailure when it cannot be kept in a variable. */
export function typed(value: unknown, place: Place, expression?: CompiledExpression): TypedValue {
  const result = failing(place, () => toTypedValue(value));
  return expression?.givesLong && result.type === 'Integer' ? { ...result, type: 'Long' } : result;
}

function sourceValue(step: Step, source: ValueSource, place: Place): unknown {
  switch (source.kind) {
    case 'expression':
      return evaluate(step, source.expression, place);
    case 'list':
      return source.items.map((item) => sourceValue(step, item, place));
    case 'map':
      return Object.fromEntries(
        source.entries.map(({ key, value }) => [
          evaluateText(step, key, place) ?? '',
          sourceValue(step, value, place),
        ]),
      );
  }
}

/** A value as text: dates as ISO 8601. */
export function toPlainText(value: unknown): string {
  if (value instanceof Date) return value.toISOString();
  const { value: plain } = toTypedValue(value);
  return String(plain);
}

function scopeOf(step: Step, place: Place): ExpressionScope {
  return {
    now: step.context.now,
    currentUser: step.context.authenticatedUserId ?? null,
    lookup: (name) => {
      // These three come before any variable of their name, as in Camunda.
      if (name === 'execution') return { value: executionObject(step, place) };
      if (name === 'task' && place.task) return { value: place.task };
      if (name === 'authenticatedUserId') return { value: step.context.authenticatedUserId ?? null };
      const variable = step.variables.find(place.path, name);
      if (variable) return { value: toExpressionValue(variable) };
      return name === 'externalTask' && place.externalTask ? { value: place.externalTask } : undefined;
    },
  };
}

/** The part of Camunda's `DelegateExecution` that models use. */
export function executionObject(step: Step, { elementId, path, during }: Place): HostObject {
  const { context, variables } = step;
  const read = (name: unknown): unknown => {
    const variable = variables.find(path, String(name));
    return variable ? toExpressionValue(variable) : null;
  };
  const local = path.at(-1) ?? context.instanceId;
  const properties: Record<string, () => unknown> = {
    id: () => local,
    processInstanceId: () => context.instanceId,
    processBusinessKey: () => context.businessKey,
    businessKey: () => context.businessKey,
    processDefinitionId: () => context.definitionId,
    activityInstanceId: () => local,
    currentActivityId: () => elementId,
    currentActivityName: () => step.element(elementId).name,
    currentTransitionId: () => during?.transitionId ?? null,
    eventName: () => during?.eventName ?? null,
    variables: () =>
      Object.fromEntries(
        Object.entries(variables.visible(path)).map(([name, value]) => [name, toExpressionValue(value)]),
      ),
  };
  const getters = Object.entries(properties).map(([name, get]): [string, () => unknown] => [
    `get${name.charAt(0).toUpperCase()}${name.slice(1)}`,
    get,
  ]);
  return new HostObject('execution', {
    properties,
    methods: {
      ...Object.fromEntries(getters),
      isCanceled: () => during?.isCanceled ?? false,
      getVariable: read,
      getVariableTyped: (name) => {
        const variable = variables.find(path, String(name));
        return variable ? new TypedVariable(variable, toExpressionValue(variable)) : null;
      },
      hasVariable: (name) => variables.find(path, String(name)) !== undefined,
      getVariableLocal: (name) => {
        const variable = variables.local(local, String(name));
        return variable ? toExpressionValue(variable) : null;
      },
      hasVariableLocal: (name) => variables.local(local, String(name)) !== undefined,
      setVariable: (name, value) => {
        variables.set(path, String(name), toTypedValue(value));
        return null;
      },
      setVariableLocal: (name, value) => {
        variables.setLocal(local, String(name), toTypedValue(value));
        return null;
      },
      removeVariable: (name) => {
        variables.remove(path, String(name));
        return null;
      },
    },
  });
}

function failing<T>(place: Place, work: () => T, step?: Step): T {
  try {
    return work();
  } catch (cause) {
    if (!(cause instanceof ExpressionError) && !(cause instanceof TypeError)) throw cause;
    const where = step && cause instanceof ScriptError ? scriptFailedAt(step, place) : '';
    throw new ExecutorFailure(`${where}${cause.message}`, { activityId: place.elementId, cause });
  }
}

/** Camunda's words, which say where the script stands. */
function scriptFailedAt({ context }: Step, { elementId }: Place): string {
  return `Unable to evaluate script while executing activity '${elementId}' in the process definition with id '${context.definitionId}': `;
}
