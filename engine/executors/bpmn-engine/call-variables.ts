import { toText } from '../../expressions/coercion.ts';
import type { CompiledExpression } from '../../expressions/expression.ts';
import type { CallRequest, TypedValue, Variables } from '../port.ts';
import { toExpressionValue, toTypedValue } from '../typed-values.ts';
import type { CallMapping, CallWork } from './element-facts.ts';
import type { LiveInstance } from './live-instance.ts';

/** What a call activity asks for, with its `camunda:in` mappings evaluated. Nothing is passed on unless mapped. */
export function describeCall(
  instance: LiveInstance,
  work: CallWork,
  path: string[],
  activityId: string,
): CallRequest {
  const evaluate = (expression: CompiledExpression): unknown =>
    instance.evaluate(expression, path, activityId);
  return {
    calledElement: toText(evaluate(work.calledElement)),
    binding: work.binding(evaluate),
    businessKey: work.businessKey ? toText(evaluate(work.businessKey)) : null,
    variables: mapInputs(instance, work.inputs, path, activityId),
  };
}

/** The variables `camunda:in` passes to a called instance or a signal. */
export function mapInputs(
  instance: LiveInstance,
  mappings: CallMapping[],
  path: string[],
  activityId: string,
): Variables {
  const { variables } = instance.step;
  const result: Variables = {};
  for (const mapping of mappings) {
    if (mapping.kind === 'all') {
      Object.assign(result, mapping.local ? variables.ofScope(path.at(-1) ?? '') : variables.visible(path));
    } else if (mapping.kind === 'variable') {
      result[mapping.target] = variables.find(path, mapping.source) ?? NOTHING;
    } else {
      result[mapping.target] = instance.evaluateTyped(mapping.expression, path, activityId);
    }
  }
  return result;
}

/** Sets what `camunda:out` takes over from the variables of a called instance that ended. */
export function mapOutputs(instance: LiveInstance, work: CallWork, path: string[], called: Variables): void {
  const { variables, context } = instance.step;
  const own = path.at(-1) ?? '';
  for (const mapping of work.outputs) {
    const set = (name: string, value: TypedValue): void =>
      mapping.local ? variables.setLocal(own, name, value) : variables.set(path, name, value);
    if (mapping.kind === 'all') for (const [name, value] of Object.entries(called)) set(name, value);
    else if (mapping.kind === 'variable') set(mapping.target, called[mapping.source] ?? NOTHING);
    else {
      const lookup = (name: string): { value: unknown } | undefined => {
        const variable = Object.hasOwn(called, name) ? called[name] : undefined;
        return variable && { value: toExpressionValue(variable) };
      };
      set(mapping.target, toTypedValue(mapping.expression.evaluate({ lookup, now: context.now })));
    }
  }
}

/** What Camunda passes for a source variable that does not exist. */
const NOTHING: TypedValue = { type: 'Null', value: null };
