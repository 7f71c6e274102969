import { kindOf } from './moddle.ts';
import type { ParserWarning } from './moddle.ts';

/** References Camunda resolves when it deploys; what others point to has no part in what runs. */
const NEEDED: Readonly<Record<string, readonly string[]>> = {
  SequenceFlow: ['sourceRef', 'targetRef'],
  BoundaryEvent: ['attachedToRef'],
  MessageEventDefinition: ['messageRef'],
  ReceiveTask: ['messageRef'],
  SignalEventDefinition: ['signalRef'],
  EscalationEventDefinition: ['escalationRef'],
  CompensateEventDefinition: ['activityRef'],
  Association: ['sourceRef', 'targetRef'],
};

/**
 * True for what the parser did not understand but Camunda deploys without a word: extensions of other vendors, and
 * references from parts of the file that only describe (lanes, data, pools). Camunda checks files against BPMN's schema:
 * attributes and elements that claim to be BPMN and are not stay a problem. Our own diagrams are held to more by the linter.
 */
export function isHarmless(warning: ParserWarning): boolean {
  const { message, element, property } = warning;
  if (message.startsWith('unsupported document encoding')) return true;
  if (message.startsWith('unresolved reference')) return !isNeeded(warning);
  if (message.startsWith('unknown attribute')) {
    // A BPMN attribute has no prefix; with one it is an extension.
    return property?.includes(':') === true || element?.$type.startsWith('bpmn:') !== true;
  }
  const unknown = /nested error: (?:unrecognized|unknown) element <(?:([\w-]+):)?/.exec(message);
  return unknown?.[1] !== undefined && unknown[1] !== 'bpmn';
}

function isNeeded({ element, property }: ParserWarning): boolean {
  if (!element || property === undefined) return false;
  return NEEDED[kindOf(element)]?.includes(property.replace('bpmn:', '')) === true;
}
