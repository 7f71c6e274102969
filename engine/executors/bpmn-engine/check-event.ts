import type { ModelReader } from './model-reader.ts';
import { child, children } from './moddle.ts';
import type { ModdleElement } from './moddle.ts';

/** Event definitions that work, by kind of event. */
const SUPPORTED: ReadonlyMap<string, readonly string[]> = new Map([
  ['bpmn:StartEvent', ['Message', 'Signal', 'Timer']],
  ['event subprocess', ['Message', 'Signal', 'Timer', 'Conditional']],
  ['bpmn:IntermediateCatchEvent', ['Message', 'Signal', 'Timer', 'Conditional', 'Link']],
  ['bpmn:BoundaryEvent', ['Message', 'Signal', 'Timer', 'Conditional', 'Error', 'Escalation']],
  ['bpmn:IntermediateThrowEvent', ['Message', 'Signal', 'Escalation', 'Link']],
  ['bpmn:EndEvent', ['Message', 'Signal', 'Escalation', 'Error', 'Terminate']],
]);

/** Notes events of kinds that are not supported where they stand. */
export function checkEvent(element: ModdleElement, reader: ModelReader): void {
  const supported = SUPPORTED.get(placeOf(element));
  if (!supported) return;
  const id = element.id ?? null;
  const definitions = children(element, 'eventDefinitions');
  if (definitions.length > 1)
    reader.problem(id, 'An event with several event definitions cannot be run: use one event each.');
  for (const definition of definitions) {
    const kind = definition.$type.replace('bpmn:', '').replace('EventDefinition', '');
    if (!supported.includes(kind)) {
      reader.problem(id, `Events of the kind '${kind.toLowerCase()}' cannot be run at this place.`);
    }
    if (kind === 'Error' && element['cancelActivity'] === false) {
      reader.problem(id, 'An error boundary event always interrupts.');
    }
  }
  const needsDefinition =
    element.$type === 'bpmn:IntermediateCatchEvent' || element.$type === 'bpmn:BoundaryEvent';
  if (needsDefinition && definitions.length === 0)
    reader.problem(id, 'The event does not say what it waits for.');
  if (element.$type === 'bpmn:BoundaryEvent' && !child(element, 'attachedToRef')) {
    reader.problem(id, 'The boundary event is not attached to an activity.');
  }
}

function placeOf(element: ModdleElement): string {
  const inEventSubProcess =
    element.$type === 'bpmn:StartEvent' && element.$parent?.['triggeredByEvent'] === true;
  return inEventSubProcess ? 'event subprocess' : element.$type;
}
