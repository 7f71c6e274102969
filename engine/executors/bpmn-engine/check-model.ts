import type { ModelReader } from './model-reader.ts';
import { child, children, extensions, text } from './moddle.ts';
import type { ModdleElement } from './moddle.ts';
import { checkEvent } from './check-event.ts';
import { checkScope } from './check-scope.ts';

/** Flow nodes this executor runs; data objects and stores are notes on the diagram and carry no tokens. */
const RUNNABLE = new Set(
  [
    ...['StartEvent', 'EndEvent', 'IntermediateCatchEvent', 'IntermediateThrowEvent', 'BoundaryEvent'],
    ...[
      'Task',
      'UserTask',
      'ManualTask',
      'ServiceTask',
      'SendTask',
      'ReceiveTask',
      'ScriptTask',
      'BusinessRuleTask',
    ],
    ...[
      'CallActivity',
      'SubProcess',
      'ExclusiveGateway',
      'ParallelGateway',
      'InclusiveGateway',
      'EventBasedGateway',
    ],
    ...['SequenceFlow', 'DataObject', 'DataObjectReference', 'DataStoreReference'],
  ].map((name) => `bpmn:${name}`),
);

/** Attributes that name Java code or another engine; nothing here could run them. */
const JAVA_ATTRIBUTES = ['class', 'delegateExpression', 'decisionRef', 'formHandlerClass'];
const JAVA_EXTENSIONS = ['Connector', 'ExecutionListener', 'TaskListener', 'Field', 'ErrorEventDefinition'];

/** Notes everything in a process that this executor cannot run as Camunda would. */
export function checkProcess(process: ModdleElement, reader: ModelReader): void {
  checkAttributes(process, reader);
  checkScope(process, reader);
  for (const element of children(process, 'flowElements')) checkElement(element, reader);
}

function checkElement(element: ModdleElement, reader: ModelReader): void {
  const id = element.id ?? null;
  if (!RUNNABLE.has(element.$type)) {
    reader.problem(id, `A ${element.$type.replace('bpmn:', '')} cannot be run by this executor.`);
    return;
  }
  checkAttributes(element, reader);
  checkEvent(element, reader);
  checkLoop(element, reader);
  if (element['isForCompensation'] === true) reader.problem(id, 'Compensation is not supported.');
  if (element.$type === 'bpmn:SequenceFlow') checkCondition(element, reader);
  if (element.$type === 'bpmn:InclusiveGateway' && children(element, 'incoming').length > 1) {
    reader.problem(
      id,
      'An inclusive gateway that joins branches would not wait for all of them: use a parallel gateway.',
    );
  }
  if (element.$type === 'bpmn:SubProcess') {
    checkScope(element, reader);
    for (const inner of children(element, 'flowElements')) checkElement(inner, reader);
  }
}

function checkAttributes(element: ModdleElement, reader: ModelReader): void {
  for (const holder of [element, ...children(element, 'eventDefinitions')]) {
    for (const attribute of JAVA_ATTRIBUTES) {
      if (!text(holder, attribute)) continue;
      const advice = 'use an external task instead';
      reader.problem(
        element.id ?? null,
        `The attribute camunda:${attribute} needs Java code in the engine: ${advice}.`,
      );
    }
  }
  for (const extension of JAVA_EXTENSIONS) {
    if (extensions(element, `camunda:${extension}`).length === 0) continue;
    const name = extension.charAt(0).toLowerCase() + extension.slice(1);
    reader.problem(
      element.id ?? null,
      `The extension camunda:${name} is not supported: use an external task instead.`,
    );
  }
}

function checkLoop(element: ModdleElement, reader: ModelReader): void {
  const loop = child(element, 'loopCharacteristics');
  if (loop?.$type === 'bpmn:StandardLoopCharacteristics') {
    reader.problem(
      element.id ?? null,
      'The loop marker is ignored by Camunda: draw the loop with a gateway.',
    );
  }
}

function checkCondition(flow: ModdleElement, reader: ModelReader): void {
  const language = text(child(flow, 'conditionExpression'), 'language');
  if (language && language.toLowerCase() !== 'juel') {
    reader.problem(
      flow.id ?? null,
      `Conditions in the language '${language}' cannot run here: use an expression such as \${a > 1}.`,
    );
  }
}
