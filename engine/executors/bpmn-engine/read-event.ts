import type { CatchWork, Work } from './element-facts.ts';
import type { ModelReader } from './model-reader.ts';
import { body, child, children, extensions, text } from './moddle.ts';
import type { ModdleElement } from './moddle.ts';
import { readMappings } from './read-call.ts';
import { readExternalTask } from './read-external-task.ts';

/** What an event does when it is reached; gateways and other nodes pass. */
export function readEventWork(element: ModdleElement, reader: ModelReader): Work {
  const id = element.id ?? '';
  const [definition] = children(element, 'eventDefinitions');
  if (!definition) return { kind: 'pass' };
  const isThrowing = element.$type === 'bpmn:EndEvent' || element.$type === 'bpmn:IntermediateThrowEvent';
  if (!isThrowing) return readCatch(id, definition, reader) ?? { kind: 'pass' };
  switch (definition.$type) {
    case 'bpmn:MessageEventDefinition':
      if (text(definition, 'type') === 'external') return readExternalTask(id, element, definition, reader);
      reader.problem(
        id,
        'A message is sent by a worker: give the event camunda:type="external" and a topic.',
      );
      return { kind: 'pass' };
    case 'bpmn:SignalEventDefinition': {
      const inputs = readMappings(id, extensions(definition, 'camunda:In'), reader);
      return { kind: 'throw-signal', name: eventName(id, definition, 'signalRef', reader), inputs };
    }
    case 'bpmn:ErrorEventDefinition':
      return readThrownError(id, definition, reader);
    default:
      return { kind: 'pass' };
  }
}

/** What an event waits for; null for kinds that are caught inside of the instance (error, escalation, link). */
export function readCatch(id: string, definition: ModdleElement, reader: ModelReader): CatchWork | null {
  switch (definition.$type) {
    case 'bpmn:MessageEventDefinition':
      return { kind: 'message', eventName: eventName(id, definition, 'messageRef', reader) };
    case 'bpmn:SignalEventDefinition':
      return { kind: 'signal', eventName: eventName(id, definition, 'signalRef', reader) };
    case 'bpmn:ConditionalEventDefinition': {
      const condition = body(definition, 'condition');
      if (!condition) reader.problem(id, 'The conditional event has no condition.');
      const variableName = text(definition, 'variableName') ?? null;
      return { kind: 'conditional', condition: reader.required(id, condition ?? '${false}'), variableName };
    }
    case 'bpmn:TimerEventDefinition':
      return readTimer(id, definition, reader);
    default:
      return null;
  }
}

function readTimer(id: string, definition: ModdleElement, reader: ModelReader): CatchWork {
  const types = [
    ['date', body(definition, 'timeDate')],
    ['duration', body(definition, 'timeDuration')],
    ['cycle', body(definition, 'timeCycle')],
  ] as const;
  const given = types.filter(([, value]) => value !== undefined);
  const [first] = given;
  if (given.length !== 1 || !first?.[1]) {
    reader.problem(id, 'The timer needs exactly one of a date, a duration or a cycle.');
    return { kind: 'timer', type: 'duration', expression: reader.required(id, 'PT0S') };
  }
  return { kind: 'timer', type: first[0], expression: reader.required(id, first[1]) };
}

function readThrownError(id: string, definition: ModdleElement, reader: ModelReader): Work {
  const error = child(definition, 'errorRef');
  const errorCode = text(error, 'errorCode');
  if (!errorCode) reader.problem(id, 'The error end event needs an error with an error code.');
  return {
    kind: 'throw-error',
    errorCode: reader.required(id, errorCode ?? ''),
    message: reader.expression(id, text(error, 'errorMessage')),
  };
}

function eventName(id: string, definition: ModdleElement, reference: string, reader: ModelReader) {
  const name = text(child(definition, reference), 'name');
  if (!name) reader.problem(id, 'The event does not name the message or signal it is about.');
  return reader.required(id, name ?? '');
}
