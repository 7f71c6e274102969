import type { ElementFacts } from './element-facts.ts';
import type { MappedElement } from './library.ts';

/** Types the library would run differently from Camunda, and those it lacks the waiting for. */
const TYPES: ReadonlyMap<string, string> = new Map([
  // A worker or person does these; the library's service task is the one that calls our code.
  ['bpmn:UserTask', 'bpmn:ServiceTask'],
  ['bpmn:CallActivity', 'bpmn:ServiceTask'],
  ['bpmn:ReceiveTask', 'bpmn:ServiceTask'],
  ['bpmn:SendTask', 'bpmn:ServiceTask'],
  ['bpmn:BusinessRuleTask', 'bpmn:ServiceTask'],
  ['bpmn:ScriptTask', 'bpmn:ServiceTask'],
  // Camunda passes it; the library would wait.
  ['bpmn:ManualTask', 'bpmn:Task'],
]);

/**
 * Reduces an element to what the library needs to move tokens. What happens at the element is in its facts; start
 * events lose their definitions, since the engine's subscriptions decide what starts.
 */
export function prepareElement(element: MappedElement, facts: ElementFacts | undefined): MappedElement {
  const { behaviour } = element;
  const isReference = element.type === 'bpmn:Error' || element.type === 'bpmn:Escalation';
  return {
    ...element,
    type: TYPES.get(element.type) ?? element.type,
    behaviour: {
      ...pick(behaviour, ['attachedTo', 'cancelActivity', 'triggeredByEvent', 'isExecutable', 'id', 'name']),
      ...(isReference && pick(behaviour, ['errorCode', 'escalationCode'])),
      ...(element.type !== 'bpmn:StartEvent' && eventDefinitions(behaviour)),
      ...(facts?.loop && { loopCharacteristics: loopOf(facts) }),
    },
  };
}

function pick(source: Record<string, unknown>, names: string[]): Record<string, unknown> {
  return Object.fromEntries(
    names.filter((name) => source[name] !== undefined).map((name) => [name, source[name]]),
  );
}

function eventDefinitions(behaviour: Record<string, unknown>): { eventDefinitions?: MappedElement[] } {
  const definitions = behaviour['eventDefinitions'] as MappedElement[] | undefined;
  if (!definitions?.length) return {};
  return {
    eventDefinitions: definitions.map(({ id, type, behaviour: own }) => ({
      id,
      type,
      behaviour: pick(own, ['errorRef', 'escalationRef']),
    })),
  };
}

/**
 * The library iterates over positions only; the elements themselves are kept beside its state. A completion condition
 * is always given, because that is where the library says that one iteration is done.
 */
function loopOf(facts: ElementFacts): MappedElement {
  return {
    id: `${facts.id}-loop`,
    type: 'bpmn:MultiInstanceLoopCharacteristics',
    behaviour: {
      isSequential: facts.loop?.sequential ?? false,
      collection: { loop: 'positions', elementId: facts.id },
      completionCondition: { loop: 'iteration-done', elementId: facts.id },
      elementVariable: 'position',
    },
  };
}
