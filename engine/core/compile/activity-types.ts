import { definitionsOf, kindOf } from './moddle.ts';
import type { ModdleElement } from './moddle.ts';

/** Camunda's names (`ActivityTypes`) of events, by the kind of event and of its definition. */
const EVENT_TYPES: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  StartEvent: { None: 'startEvent', Timer: 'startTimerEvent', default: '*StartEvent' },
  EndEvent: { default: '*EndEvent' },
  BoundaryEvent: {
    Compensate: 'compensationBoundaryCatch',
    Cancel: 'cancelBoundaryCatch',
    default: 'boundary*',
  },
  IntermediateCatchEvent: {
    None: 'intermediateCatchEvent',
    Timer: 'intermediateTimer',
    Conditional: 'intermediateConditional',
    default: 'intermediate*Catch',
  },
  IntermediateThrowEvent: {
    Signal: 'intermediateSignalThrow',
    Link: 'intermediateLinkThrow',
    Compensate: 'intermediateCompensationThrowEvent',
    default: 'intermediate*ThrowEvent',
  },
};

/** The activity type Camunda's history shows for a flow node: userTask, boundaryTimer, noneEndEvent, … */
export function activityTypeOf(element: ModdleElement): string {
  const kind = kindOf(element);
  const names = EVENT_TYPES[kind];
  if (!names) return kind.charAt(0).toLowerCase() + kind.slice(1);
  const [definition] = definitionsOf(element);
  // Camunda gives this one no name of its own.
  if (kind === 'EndEvent' && definition && isMark(element, definition)) return 'endEvent';
  const event =
    definition && !isMark(element, definition) ? kindOf(definition).replace('EventDefinition', '') : 'None';
  const name = names[event] ?? names['default'] ?? '';
  const word = event === 'Compensate' ? 'Compensation' : event;
  return name.startsWith('*') ? word.toLowerCase() + name.slice(1) : name.replace('*', word);
}

/** A message that nothing sends is a plain event to Camunda. */
function isMark(element: ModdleElement, definition: ModdleElement): boolean {
  const isThrown = ['IntermediateThrowEvent', 'EndEvent'].includes(kindOf(element));
  return (
    isThrown &&
    kindOf(definition) === 'MessageEventDefinition' &&
    definition['type'] === undefined &&
    definition['expression'] === undefined
  );
}
