import { activityTypeOf } from './activity-type.ts';
import type { ElementFacts, LoopFacts, UserTaskWork, Work } from './element-facts.ts';
import type { ModelReader } from './model-reader.ts';
import { body, child, children, text } from './moddle.ts';
import type { ModdleElement } from './moddle.ts';
import { readCall } from './read-call.ts';
import { readEventWork } from './read-event.ts';
import { readExternalTask } from './read-external-task.ts';
import { readParameters, refuseScript } from './read-parameters.ts';

/** Reads what the executor needs to know about one flow node. */
export function readElement(element: ModdleElement, reader: ModelReader): ElementFacts {
  const id = element.id ?? '';
  const host = child(element, 'attachedToRef');
  const [definition] = children(element, 'eventDefinitions');
  const catchesError = host && definition?.$type === 'bpmn:ErrorEventDefinition';
  return {
    id,
    name: text(element, 'name') ?? null,
    activityType: activityTypeOf(element),
    work: readWork(element, reader),
    ...readParameters(element, reader),
    loop: readLoop(element, reader),
    boundary: host?.id ? { hostId: host.id, cancels: element['cancelActivity'] !== false } : null,
    caughtError: catchesError
      ? {
          code: text(child(definition, 'errorRef'), 'errorCode') ?? null,
          codeVariable: text(definition, 'errorCodeVariable') ?? null,
          messageVariable: text(definition, 'errorMessageVariable') ?? null,
        }
      : null,
  };
}

function readWork(element: ModdleElement, reader: ModelReader): Work {
  const id = element.id ?? '';
  switch (element.$type) {
    case 'bpmn:UserTask':
      return readUserTask(element, reader);
    case 'bpmn:CallActivity':
      return readCall(element, reader);
    case 'bpmn:SubProcess':
      return { kind: 'scope' };
    case 'bpmn:ServiceTask':
    case 'bpmn:SendTask':
    case 'bpmn:BusinessRuleTask':
      return readServiceTask(element, reader);
    case 'bpmn:ScriptTask':
      refuseScript(id, reader);
      return { kind: 'pass' };
    case 'bpmn:ReceiveTask': {
      const name = text(child(element, 'messageRef'), 'name');
      if (!name) reader.problem(id, 'The receive task does not name the message it waits for.');
      return { kind: 'message', eventName: reader.required(id, name ?? '') };
    }
    default:
      return readEventWork(element, reader);
  }
}

function readServiceTask(element: ModdleElement, reader: ModelReader): Work {
  const id = element.id ?? '';
  if (text(element, 'type') === 'external') return readExternalTask(id, element, element, reader);
  const expression = text(element, 'expression');
  if (expression) {
    const resultVariable = text(element, 'resultVariable') ?? null;
    return { kind: 'expression', expression: reader.required(id, expression), resultVariable };
  }
  reader.problem(
    id,
    'Nothing says how this task is done: make it an external task (camunda:type="external" and camunda:topic) or give it an expression.',
  );
  return { kind: 'pass' };
}

function readUserTask(element: ModdleElement, reader: ModelReader): UserTaskWork {
  const id = element.id ?? '';
  const read = (property: string) => reader.expression(id, text(element, property));
  const documentation = children(element, 'documentation').map((entry) => text(entry, 'text') ?? '');
  return {
    kind: 'user',
    name: read('name'),
    description: reader.expression(id, documentation.join('\n').trim() || undefined),
    assignee: read('assignee'),
    candidateUsers: read('candidateUsers'),
    candidateGroups: read('candidateGroups'),
    dueDate: read('dueDate'),
    followUpDate: read('followUpDate'),
    priority: read('priority'),
    formKey: read('formKey'),
  };
}

function readLoop(element: ModdleElement, reader: ModelReader): LoopFacts | null {
  const loop = child(element, 'loopCharacteristics');
  const id = element.id ?? '';
  if (loop?.$type !== 'bpmn:MultiInstanceLoopCharacteristics') return null;
  const collection = text(loop, 'collection');
  const facts: LoopFacts = {
    sequential: loop['isSequential'] === true,
    // Camunda takes the bare name of a variable as well as an expression.
    collection: reader.expression(
      id,
      collection?.includes('{') || !collection ? collection : `\${${collection}}`,
    ),
    cardinality: reader.expression(id, body(loop, 'loopCardinality')),
    elementVariable: text(loop, 'elementVariable') ?? null,
    completionCondition: reader.expression(id, body(loop, 'completionCondition')),
  };
  if (!facts.collection && !facts.cardinality) {
    reader.problem(
      id,
      'The multi-instance marker needs a collection (camunda:collection) or a number (loopCardinality).',
    );
  }
  return facts;
}
