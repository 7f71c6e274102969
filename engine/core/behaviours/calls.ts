import { ExecutorFailure } from '../../executors/executor-failure.ts';
import type { CallRequest, TypedValue, Variables } from '../../executors/port.ts';
import { evaluate, evaluateInScope, evaluateInteger, evaluateText, placeOf, typed } from '../evaluate.ts';
import type { Place } from '../evaluate.ts';
import type { Behaviour, Binding, Call, CallMapping, Element } from '../model.ts';
import type { StateNode } from '../state.ts';
import type { Step } from '../step.ts';

/** Asks for an instance of another process; the token waits until that has ended. */
export function callActivity(
  step: Step,
  node: StateNode,
  element: Element,
  { call }: Extract<Behaviour, { kind: 'call' }>,
): void {
  const place = placeOf(step, node.id);
  const calledElement = evaluateText(step, call.calledElement, place);
  if (calledElement === null) {
    throw new ExecutorFailure(`'${call.calledElement.text}' does not name a process to call.`, {
      activityId: element.id,
    });
  }
  step.effects.push({
    kind: 'call-requested',
    ...step.ref(node.id, element, [...place.path]),
    call: {
      calledElement,
      binding: bindingOf(step, call, place),
      businessKey: evaluateText(step, call.businessKey, place),
      ...(call.tenantId ? { tenantId: evaluateText(step, call.tenantId, place) } : {}),
      variables: variablesFor(step, call.inputs, place),
    },
  });
}

/** The variables that mappings hand to a called process or put into a signal. */
export function variablesFor(step: Step, mappings: readonly CallMapping[], place: Place): Variables {
  const result: Variables = {};
  for (const mapping of mappings) {
    // `local` sees what the activity itself holds, not what is around it.
    const path = mapping.isLocal ? place.path.slice(-1) : place.path;
    if (mapping.kind === 'all') Object.assign(result, step.variables.visible(path));
    else if (mapping.kind === 'variable')
      result[mapping.target] = step.variables.find(path, mapping.source) ?? NULL;
    else
      result[mapping.target] = typed(
        evaluate(step, mapping.source, { ...place, path }),
        place,
        mapping.source,
      );
  }
  return result;
}

/**
 * Takes over what the called instance gives back; a variable it has not is null. As in Camunda, one that failed or escalated
 * may not have got as far as an expression needs: what was thrown is not caught then, and the step fails.
 */
export function takeResults(step: Step, node: StateNode, { outputs }: Call, called: Variables): void {
  for (const mapping of outputs) takeResult(step, node, mapping, called);
}

function takeResult(step: Step, node: StateNode, mapping: CallMapping, called: Variables): void {
  const place = placeOf(step, node.id);
  const put = (name: string, value: TypedValue): void => {
    if (mapping.isLocal) step.variables.setLocal(node.id, name, value);
    else step.variables.set(place.path, name, value);
  };
  if (mapping.kind === 'all') for (const [name, value] of Object.entries(called)) put(name, value);
  else if (mapping.kind === 'variable') put(mapping.target, called[mapping.source] ?? NULL);
  else
    put(mapping.target, typed(evaluateInScope(step, mapping.source, called, place), place, mapping.source));
}

const NULL: TypedValue = { type: 'Null', value: null };

/** The version that is meant at this moment. @throws ExecutorFailure when a version is no whole number */
export function bindingOf(
  step: Step,
  { binding, bindingValue }: Binding,
  place: Place,
): CallRequest['binding'] {
  if (binding === 'version' && bindingValue) {
    return { kind: 'version', version: evaluateInteger(step, bindingValue, place) };
  }
  if (binding === 'versionTag')
    return { kind: 'versionTag', tag: evaluateText(step, bindingValue, place) ?? '' };
  return { kind: binding === 'deployment' ? 'deployment' : 'latest' };
}
