import { children } from './moddle.ts';
import type { ModdleElement } from './moddle.ts';

/** Camunda's activity type of each event: what precedes or follows the kind of its definition. */
const EVENT_TYPES: Record<string, (kind: string) => string> = {
  'bpmn:StartEvent': (kind) =>
    kind === 'None' ? 'startEvent' : kind === 'Timer' ? 'startTimerEvent' : `${lower(kind)}StartEvent`,
  'bpmn:EndEvent': (kind) => `${lower(kind)}EndEvent`,
  'bpmn:BoundaryEvent': (kind) => `boundary${kind}`,
  'bpmn:IntermediateCatchEvent': (kind) =>
    kind === 'Timer' ? 'intermediateTimer' : `intermediate${kind}Catch`,
  'bpmn:IntermediateThrowEvent': (kind) =>
    kind === 'None' || kind === 'Message' ? `intermediate${kind}ThrowEvent` : `intermediate${kind}Throw`,
};

/** The activity type Camunda's history shows for a flow node: userTask, boundaryTimer, noneEndEvent, … */
export function activityTypeOf(element: ModdleElement): string {
  const event = EVENT_TYPES[element.$type];
  if (!event) return lower(element.$type.replace('bpmn:', ''));
  const [definition] = children(element, 'eventDefinitions');
  return event(definition ? definition.$type.replace('bpmn:', '').replace('EventDefinition', '') : 'None');
}

function lower(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}
