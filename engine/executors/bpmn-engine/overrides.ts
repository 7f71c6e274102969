import * as Elements from 'bpmn-elements';

import type { LiveActivity, Message, TypeOverrides } from './library.ts';
import { ErrorCatching } from './error-catching.ts';
import type { DefinitionClass } from './error-catching.ts';
import { ScopeEnvironment } from './scope-environment.ts';
import { ErrorThrowing, SignalThrowing } from './throwing.ts';
import { WaitingEventDefinition } from './waiting-event-definition.ts';

/** What replaces the library's own behaviour; why is said at each. */
export function createOverrides(): TypeOverrides {
  return {
    'bpmn:SequenceFlow': TakenSequenceFlow,
    // Ours keep their clocks and names in the engine's tables instead of in the library.
    'bpmn:TimerEventDefinition': WaitingEventDefinition,
    'bpmn:ConditionalEventDefinition': WaitingEventDefinition,
    'bpmn:MessageEventDefinition': WaitingEventDefinition,
    'bpmn:SignalEventDefinition': throwingOr(SignalThrowing, WaitingEventDefinition),
    // The library compares thrown errors by element id and offers them to the wrong siblings.
    'bpmn:ErrorEventDefinition': throwingOr(ErrorThrowing, ErrorCatching),
  };
}

function throwingOr(throwing: DefinitionClass, catching: DefinitionClass): unknown {
  return function EventDefinition(
    activity: LiveActivity,
    definition: unknown,
    context: unknown,
    index: number,
  ): object {
    const Chosen = activity.isThrowing ? throwing : catching;
    return new Chosen(activity, definition, context, index);
  };
}

type FlowInstance = {
  id: string;
  isDefault?: boolean;
  environment: Elements.Environment;
  discard: (content?: unknown) => void;
  evaluate: (message: Message, callback: (error: unknown, result?: boolean) => void) => void;
};

/**
 * A sequence flow without dead-path elimination: the library sends a "discard" along every path not taken, and its
 * parallel join counts those as arrivals, fires early and then hangs. Conditions are ours.
 */
function TakenSequenceFlow(definition: unknown, context: unknown): FlowInstance {
  const Flow = Elements.SequenceFlow as unknown as new (
    definition: unknown,
    context: unknown,
  ) => FlowInstance;
  const flow = new Flow(definition, context);
  flow.discard = () => undefined;
  flow.evaluate = (message, callback) => {
    const scope = flow.environment;
    const condition =
      scope instanceof ScopeEnvironment ? scope.instance.model.conditions.get(flow.id) : undefined;
    if (flow.isDefault || !condition || !(scope instanceof ScopeEnvironment)) return callback(null, true);
    return callback(null, scope.instance.isTrue(condition, scope.path, message.content.id));
  };
  return flow;
}
