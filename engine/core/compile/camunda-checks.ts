/** What Camunda refuses when it deploys, because it would not do what the diagram says. */
import { child, children, definitionsOf, extensions, kindOf, text } from './moddle.ts';
import type { ModdleElement } from './moddle.ts';
import type { Reader } from './reader.ts';

const FORM_BINDINGS = ['deployment', 'latest', 'version'];

/** Notes attributes and extensions of an element or process that Camunda does not take. */
export function checkAttributes(holder: ModdleElement, reader: Reader): void {
  for (const attribute of ['jobPriority', 'taskPriority']) {
    const value = text(holder, attribute);
    if (value !== undefined && !/^-?\d+$|[$#]\{/.test(value))
      reader.problem(holder, `The value '${value}' of camunda:${attribute} is not a whole number.`);
  }
  checkForm(holder, reader);
  checkMappings(holder, reader);
  checkAfter(holder, reader);
}

/** Notes signals that could not be told apart; `definitions` is the root of the file. */
export function checkSignals(definitions: ModdleElement, reader: Reader): void {
  const names = new Set<string>();
  for (const signal of children(definitions, 'rootElements').filter((one) => kindOf(one) === 'Signal')) {
    const name = text(signal, 'name');
    if (!signal.id) reader.problem(signal, `The signal '${name ?? ''}' has no id.`);
    if (name !== undefined && names.has(name))
      reader.problem(signal, `There are two signals with the name '${name}': one is enough.`);
    names.add(name ?? '');
  }
}

/** Notes start events of a process that wait for the same. */
export function checkStartTwins(process: ModdleElement, reader: Reader): void {
  const seen = new Set<string>();
  for (const start of children(process, 'flowElements').filter((one) => kindOf(one) === 'StartEvent')) {
    for (const definition of definitionsOf(start)) {
      const what = startedBy(definition);
      if (what === undefined) continue;
      if (seen.has(what))
        reader.problem(start, `Another start event of the process waits for the ${what} too.`);
      seen.add(what);
    }
  }
}

/** Notes event subprocesses of `scope` that start with compensation where Camunda could not undo by them. */
export function checkUndoing(scope: ModdleElement, reader: Reader): void {
  const [first, another] = children(scope, 'flowElements').filter(startsWithCompensation);
  if (!first) return;
  if (kindOf(scope) === 'Process')
    reader.problem(
      first,
      'A process as a whole cannot be undone: compensation starts event subprocesses of subprocesses only.',
    );
  if (another) reader.problem(another, 'A subprocess can be undone by one event subprocess only.');
  const isUndoneByBoundary = children(scope.$parent, 'flowElements').some(
    (event) => kindOf(event) === 'BoundaryEvent' && child(event, 'attachedToRef') === scope && undoes(event),
  );
  if (isUndoneByBoundary)
    reader.problem(
      first,
      'The subprocess is undone by its compensation boundary event already: only one can do it.',
    );
}

/** Whether it is an event subprocess that undoes the subprocess it stands in. */
export function startsWithCompensation(subprocess: ModdleElement): boolean {
  return (
    subprocess['triggeredByEvent'] === true &&
    children(subprocess, 'flowElements').some((one) => kindOf(one) === 'StartEvent' && undoes(one))
  );
}

function undoes(event: ModdleElement): boolean {
  return definitionsOf(event).some((definition) => kindOf(definition) === 'CompensateEventDefinition');
}

function startedBy(definition: ModdleElement): string | undefined {
  switch (kindOf(definition)) {
    case 'MessageEventDefinition':
      return `message '${text(child(definition, 'messageRef'), 'name') ?? ''}'`;
    case 'SignalEventDefinition':
      return `signal '${text(child(definition, 'signalRef'), 'name') ?? ''}'`;
    case 'ConditionalEventDefinition':
      return `condition '${text(child(definition, 'condition'), 'body') ?? ''}'`;
    default:
      return undefined;
  }
}

function checkForm(holder: ModdleElement, reader: Reader): void {
  for (const field of extensions(holder, 'FormData').flatMap((form) => children(form, 'fields'))) {
    if (!text(field, 'type'))
      reader.problem(holder, `The form field '${field.id ?? ''}' has no type (camunda:formField type="…").`);
  }
  if (text(holder, 'formRef') === undefined) return;
  if (text(holder, 'formKey'))
    reader.problem(holder, 'Only one of camunda:formKey and camunda:formRef can say which form is shown.');
  const binding = text(holder, 'formRefBinding') ?? 'latest';
  if (!FORM_BINDINGS.includes(binding))
    reader.problem(holder, `camunda:formRefBinding="${binding}" is none of ${FORM_BINDINGS.join(', ')}.`);
}

/** Start and boundary events and event subprocesses have no variables of their own, nor have all instances together. */
function checkMappings(holder: ModdleElement, reader: Reader): void {
  const [mapping] = extensions(holder, 'InputOutput');
  if (!mapping) return;
  if (['StartEvent', 'BoundaryEvent'].includes(kindOf(holder)) || holder['triggeredByEvent'] === true) {
    reader.problem(holder, 'camunda:inputOutput is not possible here: put it on the activity that follows.');
  } else if (children(mapping, 'outputParameters').length > 0) {
    if (kindOf(holder) === 'EndEvent')
      reader.problem(
        holder,
        'camunda:outputParameter is not possible on an end event: nothing comes after it.',
      );
    else if (child(holder, 'loopCharacteristics'))
      reader.problem(
        holder,
        'camunda:outputParameter is not possible on an activity with several instances.',
      );
  }
}

function checkAfter(holder: ModdleElement, reader: Reader): void {
  if (holder['asyncAfter'] !== true) return;
  if (kindOf(holder) === 'EventBasedGateway')
    reader.problem(holder, 'camunda:asyncAfter is not possible on an event-based gateway.');
  if (children(holder, 'outgoing').some((flow) => flow['hasNoId'] === true))
    reader.problem(holder, 'With camunda:asyncAfter each sequence flow out of the activity needs an id.');
}
