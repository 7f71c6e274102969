import type { TypedValue } from '../port.ts';
import { toTypedValue } from '../typed-values.ts';
import type { Parameter, ParameterValue } from './element-facts.ts';
import type { LiveInstance } from './live-instance.ts';

/** Sets the input parameters of an activity as variables of its own scope (the last of `path`). */
export function applyInputs(
  instance: LiveInstance,
  inputs: Parameter[],
  path: string[],
  elementId: string,
): void {
  const own = path.at(-1) ?? '';
  for (const { name, value } of inputs) {
    instance.step.variables.setLocal(own, name, evaluateParameter(instance, value, path, elementId));
  }
}

/** Sets the output parameters of an activity that is done in the scopes around it. */
export function applyOutputs(
  instance: LiveInstance,
  outputs: Parameter[],
  path: string[],
  elementId: string,
): void {
  for (const { name, value } of outputs) {
    instance.step.variables.set(path.slice(0, -1), name, evaluateParameter(instance, value, path, elementId));
  }
}

function evaluateParameter(
  instance: LiveInstance,
  value: ParameterValue,
  path: string[],
  elementId: string,
): TypedValue {
  return value.kind === 'expression'
    ? instance.evaluateTyped(value.expression, path, elementId)
    : toTypedValue(evaluate(instance, value, path, elementId));
}

function evaluate(instance: LiveInstance, value: ParameterValue, path: string[], elementId: string): unknown {
  switch (value.kind) {
    case 'expression':
      return instance.evaluate(value.expression, path, elementId);
    case 'list':
      return value.items.map((item) => evaluate(instance, item, path, elementId));
    case 'map':
      return Object.fromEntries(
        value.entries.map(([key, entry]) => [key, evaluate(instance, entry, path, elementId)]),
      );
  }
}
