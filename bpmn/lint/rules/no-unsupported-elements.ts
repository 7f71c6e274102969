import { child, definitionsOf, elementIdOf, isExecuted, kindOf, text } from '../bpmn-node.ts';
import type { BpmnNode } from '../bpmn-node.ts';
import type { Rule } from '../rule.ts';

/** Elements that no engine of ours runs, and what to draw instead. */
const ELEMENTS: ReadonlyMap<string, string> = new Map([
  ['AdHocSubProcess', 'draw the steps with gateways'],
  ['ComplexGateway', 'use exclusive, parallel or inclusive gateways'],
  ['ImplicitThrowEvent', 'use an intermediate throw event'],
  ['CallChoreography', 'choreographies do not run'],
  ['SubChoreography', 'choreographies do not run'],
  ['ChoreographyTask', 'choreographies do not run'],
]);

/** Kinds of events, by where they may stand. */
const EVENTS: ReadonlyMap<string, readonly string[]> = new Map([
  ['StartEvent', ['Message', 'Signal', 'Timer', 'Conditional']],
  [
    'start of an event subprocess',
    ['Message', 'Signal', 'Timer', 'Conditional', 'Error', 'Escalation', 'Compensate'],
  ],
  ['IntermediateCatchEvent', ['Message', 'Signal', 'Timer', 'Conditional', 'Link']],
  ['BoundaryEvent', ['Message', 'Signal', 'Timer', 'Conditional', 'Error', 'Escalation', 'Compensate']],
  [
    'boundary of a transaction',
    ['Message', 'Signal', 'Timer', 'Conditional', 'Error', 'Escalation', 'Compensate', 'Cancel'],
  ],
  ['IntermediateThrowEvent', ['Message', 'Signal', 'Escalation', 'Compensate', 'Link']],
  ['EndEvent', ['Message', 'Signal', 'Escalation', 'Compensate', 'Error', 'Terminate']],
  ['end of a transaction', ['Message', 'Signal', 'Escalation', 'Compensate', 'Error', 'Terminate', 'Cancel']],
]);
const NEEDS_EVENT = ['IntermediateCatchEvent', 'BoundaryEvent', 'boundary of a transaction'];

/** Only what our engine and Operaton run alike. Data objects, stores and notes carry no tokens and may stand anywhere. */
export function noUnsupportedElements(): Rule {
  return {
    check(node, reporter) {
      if (!isExecuted(node)) return;
      for (const problem of problemsOf(node)) reporter.report(elementIdOf(node), problem);
    },
  };
}

function problemsOf(node: BpmnNode): string[] {
  const kind = kindOf(node);
  const advice = ELEMENTS.get(kind);
  if (advice) return [`Elements of the kind ${kind} cannot be run: ${advice}.`];
  const problems = eventProblems(node);
  const loop = node['loopCharacteristics'] as BpmnNode | undefined;
  if (loop?.$type === 'bpmn:StandardLoopCharacteristics') {
    problems.push('The loop marker is ignored by Camunda: draw the loop with a gateway.');
  }
  if (text(node, 'caseRef')) problems.push('Cases (CMMN) cannot be called: call a process.');
  if (kind === 'ReceiveTask' && node['instantiate'] === true) {
    problems.push('A receive task cannot start a process: use a message start event.');
  }
  return problems;
}

function eventProblems(event: BpmnNode): string[] {
  const place = placeOf(event);
  const supported = EVENTS.get(place);
  if (!supported) return [];
  const definitions = definitionsOf(event);
  if (definitions.length > 1) return ['An event with several definitions cannot be run: use one event each.'];
  const [definition] = definitions;
  if (!definition) return NEEDS_EVENT.includes(place) ? ['The event does not say what it waits for.'] : [];
  const kind = kindOf(definition).replace('EventDefinition', '');
  return supported.includes(kind) ? [] : [`Events of the kind ${kind} cannot be run here (${place}).`];
}

function placeOf(event: BpmnNode): string {
  switch (event.$type) {
    case 'bpmn:StartEvent':
      return event.$parent?.['triggeredByEvent'] === true ? 'start of an event subprocess' : 'StartEvent';
    case 'bpmn:BoundaryEvent':
      return isTransaction(child(event, 'attachedToRef')) ? 'boundary of a transaction' : 'BoundaryEvent';
    case 'bpmn:EndEvent':
      return isTransaction(event.$parent) ? 'end of a transaction' : 'EndEvent';
    default:
      return kindOf(event);
  }
}

function isTransaction(node: BpmnNode | undefined): boolean {
  return node?.$type === 'bpmn:Transaction';
}
