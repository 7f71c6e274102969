import type { ExpressionScope } from '../../expressions/evaluator.ts';
import { HostObject } from '../../expressions/host-object.ts';
import { toExpressionValue, toTypedValue } from '../typed-values.ts';
import type { LiveInstance } from './live-instance.ts';

/** What expressions see at the end of `path`: the variables around, and `execution`. */
export function createExpressionScope(
  instance: LiveInstance,
  path: readonly string[],
  elementId: string,
): ExpressionScope {
  const { step } = instance;
  return {
    now: step.context.now,
    lookup: (name) => {
      const variable = step.variables.find(path, name);
      if (variable) return { value: toExpressionValue(variable) };
      if (name === 'execution') return { value: createExecutionObject(instance, path, elementId) };
      return undefined;
    },
  };
}

/** `execution` as Camunda's DelegateExecution: its reading part and the setting of variables. */
export function createExecutionObject(
  instance: LiveInstance,
  path: readonly string[],
  elementId: string,
): HostObject {
  const { context, variables } = instance.step;
  const own = path.at(-1) ?? context.instanceId;
  const read = (name: unknown): unknown => {
    const variable = variables.find(path, String(name));
    return variable ? toExpressionValue(variable) : null;
  };
  const properties = {
    id: () => own,
    processInstanceId: () => context.instanceId,
    processDefinitionId: () => context.definitionId,
    processBusinessKey: () => context.businessKey,
    businessKey: () => context.businessKey,
    currentActivityId: () => elementId,
    currentActivityName: () => instance.model.activities.get(elementId)?.name ?? null,
  };
  const getters = Object.fromEntries(
    Object.entries(properties).map(([name, get]) => [
      `get${name.charAt(0).toUpperCase()}${name.slice(1)}`,
      get,
    ]),
  );
  return new HostObject('execution', {
    properties,
    methods: {
      ...getters,
      getVariable: read,
      hasVariable: (name) => variables.find(path, String(name)) !== undefined,
      getVariableLocal: (name) => {
        const variable = variables.local(own, String(name));
        return variable ? toExpressionValue(variable) : null;
      },
      setVariable: (name, value) => variables.set(path, String(name), toTypedValue(value)),
      setVariableLocal: (name, value) => variables.setLocal(own, String(name), toTypedValue(value)),
      removeVariable: (name) => variables.remove(path, String(name)),
    },
  });
}
