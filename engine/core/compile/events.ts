import { compileExpression } from '../../expressions/expression.ts';
import type { CompiledExpression } from '../../expressions/expression.ts';
import type { Behaviour, Trigger } from '../model.ts';
import { externalTask } from './external-task.ts';
import { linksNamed } from './links.ts';
import { callMappings } from './mappings.ts';
import { body, child, definitionsOf, extensions, kindOf, text } from './moddle.ts';
import type { ModdleElement } from './moddle.ts';
import type { Reader } from './reader.ts';
import { readTimer } from './timers.ts';
import { readCancelEnd, readCancelTrigger } from './transactions.ts';

/** What an event waits for; null (and a problem) when it is of a kind that cannot be caught here. */
export function readTrigger(event: ModdleElement, definition: ModdleElement, reader: Reader): Trigger | null {
  switch (kindOf(definition)) {
    case 'MessageEventDefinition':
      return { kind: 'message', name: eventName(event, definition, 'message', reader) };
    case 'SignalEventDefinition':
      return { kind: 'signal', name: eventName(event, definition, 'signal', reader) };
    case 'TimerEventDefinition':
      return readTimer(event, definition, reader);
    case 'ConditionalEventDefinition':
      return readCondition(event, definition, reader);
    case 'ErrorEventDefinition':
      return {
        kind: 'error',
        code: text(child(definition, 'errorRef'), 'errorCode') ?? null,
        codeVariable: text(definition, 'errorCodeVariable') ?? null,
        messageVariable: text(definition, 'errorMessageVariable') ?? null,
      };
    case 'EscalationEventDefinition':
      return {
        kind: 'escalation',
        code: text(child(definition, 'escalationRef'), 'escalationCode') ?? null,
        codeVariable: text(definition, 'escalationCodeVariable') ?? null,
      };
    case 'CancelEventDefinition':
      return readCancelTrigger(event, reader);
    default:
      reader.problem(event, `The event cannot wait for a ${nameOf(definition)} here.`);
      return null;
  }
}

/** What an intermediate throw or end event does. */
export function readThrow(event: ModdleElement, reader: Reader): Behaviour {
  const definition = onlyDefinition(event, reader);
  if (!definition) return { kind: 'pass' };
  const isEnd = kindOf(event) === 'EndEvent';
  switch (kindOf(definition)) {
    case 'MessageEventDefinition':
      return readMessageThrow(event, definition, reader);
    case 'SignalEventDefinition':
      return {
        kind: 'throw-signal',
        name: eventName(event, definition, 'signal', reader),
        payload: callMappings(event, extensions(definition, 'In'), reader),
      };
    case 'EscalationEventDefinition':
      return { kind: 'throw-escalation', code: codeOf(event, definition, 'escalation', reader) };
    case 'CompensateEventDefinition':
      return { kind: 'throw-compensation', activity: child(definition, 'activityRef')?.id ?? null };
    case 'ErrorEventDefinition': {
      const message = text(child(definition, 'errorRef'), 'errorMessage');
      const code = codeOf(event, definition, 'error', reader);
      if (isEnd) return { kind: 'throw-error', code, message: reader.expression(event, message) };
      break;
    }
    case 'TerminateEventDefinition':
      if (isEnd) return { kind: 'terminate' };
      break;
    case 'CancelEventDefinition':
      if (isEnd) return readCancelEnd(event, reader);
      break;
    case 'LinkEventDefinition':
      if (!isEnd) return { kind: 'throw-link', target: linkTarget(event, definition, reader) };
      break;
  }
  reader.problem(event, `The event cannot throw a ${nameOf(definition)} here.`);
  return { kind: 'pass' };
}

/** The one definition of an event; several are a problem, none is a plain event. */
export function onlyDefinition(event: ModdleElement, reader: Reader): ModdleElement | undefined {
  const [definition, another] = definitionsOf(event);
  if (another)
    reader.problem(event, 'An event with several event definitions cannot be run: use one event for each.');
  return definition;
}

function linkTarget(event: ModdleElement, definition: ModdleElement, reader: Reader): string {
  const name = text(definition, 'name') ?? '';
  const targets = event.$parent ? linksNamed(name, 'IntermediateCatchEvent', event.$parent) : [];
  if (targets.length !== 1) {
    reader.problem(event, `The link '${name}' needs exactly one catching link event of that name beside it.`);
  }
  return targets[0]?.id ?? '';
}

/** Without an implementation a thrown message is a mark on the diagram, as in Camunda. */
function readMessageThrow(event: ModdleElement, definition: ModdleElement, reader: Reader): Behaviour {
  if (text(definition, 'type') === 'external') return externalTask(event, definition, reader);
  const expression = reader.attribute(definition, 'expression');
  if (expression)
    return { kind: 'expression', expression, resultVariable: text(definition, 'resultVariable') ?? null };
  return { kind: 'pass' };
}

function readCondition(event: ModdleElement, definition: ModdleElement, reader: Reader): Trigger {
  const condition = readConditionOf(event, child(definition, 'condition'), reader);
  if (!body(definition, 'condition')) reader.problem(event, 'The conditional event has no condition.');
  return {
    kind: 'conditional',
    condition: condition ?? compileExpression(''),
    variableName: text(definition, 'variableName') ?? null,
    variableEvents: (text(definition, 'variableEvents') ?? '').split(',').map(trim).filter(Boolean),
  };
}

/** A condition: an expression, or a script when it names a language. */
export function readConditionOf(
  element: ModdleElement,
  condition: ModdleElement | undefined,
  reader: Reader,
): CompiledExpression | null {
  const language = text(condition, 'language');
  const source = text(condition, 'body');
  return language && language.toLowerCase() !== 'juel'
    ? reader.script(element, source, language)
    : reader.expression(element, source);
}

function eventName(
  event: ModdleElement,
  definition: ModdleElement,
  kind: 'message' | 'signal',
  reader: Reader,
) {
  const name = text(child(definition, `${kind}Ref`), 'name');
  if (name === undefined) reader.problem(event, `The event does not name the ${kind} it is about.`);
  return reader.expression(event, name) ?? compileExpression('');
}

function codeOf(
  event: ModdleElement,
  definition: ModdleElement,
  kind: 'error' | 'escalation',
  reader: Reader,
): string {
  const code = text(child(definition, `${kind}Ref`), `${kind}Code`);
  if (code === undefined)
    reader.problem(event, `The event must name an ${kind} that has a code (${kind}Code).`);
  return code ?? '';
}

/** What an event definition is about, as a word. */
export function nameOf(definition: ModdleElement): string {
  return kindOf(definition).replace('EventDefinition', '').toLowerCase();
}

const trim = (part: string): string => part.trim();
