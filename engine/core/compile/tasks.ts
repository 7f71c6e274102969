import type { Behaviour, Call, Loop } from '../model.ts';
import { externalTask } from './external-task.ts';
import { readDecision } from './decisions.ts';
import { readJobs } from './job-settings.ts';
import { readTaskListeners, readTimeouts } from './listeners.ts';
import { callMappings } from './mappings.ts';
import { body, child, children, extensions, kindOf, text } from './moddle.ts';
import type { ModdleElement } from './moddle.ts';
import type { Reader } from './reader.ts';
import { readBinding } from './binding.ts';

/** What a task or call activity does; null when the element is neither. */
export function readTask(task: ModdleElement, reader: Reader): Behaviour | null {
  switch (kindOf(task)) {
    case 'Task':
    case 'ManualTask':
      return { kind: 'pass' };
    case 'UserTask':
      return readUserTask(task, reader);
    case 'ServiceTask':
    case 'SendTask':
      return readServiceTask(task, reader);
    case 'BusinessRuleTask':
      return readDecision(task, reader) ?? readServiceTask(task, reader);
    case 'ScriptTask':
      return readScriptTask(task, reader);
    case 'ReceiveTask':
      return readReceiveTask(task, reader);
    case 'CallActivity':
      return { kind: 'call', call: readCall(task, reader) };
    default:
      return null;
  }
}

/** Multi-instance characteristics; null when the activity runs once. */
export function readLoop(activity: ModdleElement, reader: Reader): Loop | null {
  const loop = child(activity, 'loopCharacteristics');
  if (!loop) return null;
  if (kindOf(loop) !== 'MultiInstanceLoopCharacteristics') {
    reader.unsupported(activity, 'The loop marker is ignored by Camunda: draw the loop with a gateway.');
    return null;
  }
  const collection = text(loop, 'collection') ?? child(loop, 'loopDataInputRef')?.id;
  const elementVariable = text(loop, 'elementVariable') ?? text(child(loop, 'inputDataItem'), 'name');
  const cardinality = reader.expression(activity, body(loop, 'loopCardinality'));
  if (!collection && !cardinality) {
    reader.problem(
      activity,
      'The multi-instance marker needs a collection (camunda:collection) or a number (loopCardinality).',
    );
  }
  if (elementVariable && !collection) {
    reader.problem(
      activity,
      'The multi-instance marker names an element variable but no collection (camunda:collection).',
    );
  }
  return {
    isSequential: loop['isSequential'] === true,
    cardinality,
    collection: readCollection(activity, collection, reader),
    elementVariable: elementVariable ?? null,
    completion: reader.expression(activity, body(loop, 'completionCondition')),
    jobs: readJobs(activity, loop, reader),
  };
}

/** Camunda takes the bare name of a variable as well as an expression. */
function readCollection(
  activity: ModdleElement,
  source: string | undefined,
  reader: Reader,
): Loop['collection'] {
  if (source === undefined) return null;
  if (!source.includes('{')) return { variable: source };
  const expression = reader.expression(activity, source);
  return expression && { expression };
}

/** Variables that Camunda, undocumented, copies into and out of a task. */
const COPYING = ['src', 'srcExpr', 'dst', 'dstExpr', 'link', 'linkExpr'];

function checkProperties(task: ModdleElement, reader: Reader): void {
  for (const property of children(task, 'properties')) {
    const attributes = Object.keys(property['$attrs'] ?? {});
    const copying = COPYING.find((name) => attributes.includes(`camunda:${name}`));
    if (copying !== undefined)
      reader.unsupported(task, `camunda:${copying} at a property is not supported: use camunda:inputOutput.`);
  }
}

function readUserTask(task: ModdleElement, reader: Reader): Behaviour {
  checkProperties(task, reader);
  const read = (name: string) => reader.attribute(task, name);
  const documentation = children(task, 'documentation').map((entry) => text(entry, 'text') ?? '');
  return {
    kind: 'user-task',
    task: {
      name: read('name'),
      description: reader.expression(task, documentation.join('\n').trim() || undefined),
      assignee: read('assignee'),
      owner: read('owner'),
      candidateUsers: read('candidateUsers'),
      candidateGroups: read('candidateGroups'),
      dueDate: read('dueDate'),
      followUpDate: read('followUpDate'),
      priority: read('priority'),
      formKey: read('formKey'),
      listeners: readTaskListeners(task, reader),
      timeouts: readTimeouts(task, reader),
    },
  };
}

function readServiceTask(task: ModdleElement, reader: Reader): Behaviour {
  const type = text(task, 'type');
  if (type === 'external') return externalTask(task, task, reader);
  if (type)
    reader.unsupported(task, `A task of camunda:type="${type}" cannot be run: use "external" and a topic.`);
  const expression = reader.attribute(task, 'expression');
  if (expression)
    return { kind: 'expression', expression, resultVariable: text(task, 'resultVariable') ?? null };
  if (!type) {
    reader.problem(
      task,
      'Nothing says how this task is done: make it an external task (camunda:type="external" and camunda:topic) or give it an expression.',
    );
  }
  return { kind: 'pass' };
}

function readScriptTask(task: ModdleElement, reader: Reader): Behaviour {
  return {
    kind: 'expression',
    expression: reader.script(task, text(task, 'script'), text(task, 'scriptFormat')),
    resultVariable: text(task, 'resultVariable') ?? null,
  };
}

function readReceiveTask(task: ModdleElement, reader: Reader): Behaviour {
  if (task['instantiate'] === true) {
    reader.problem(task, 'A receive task cannot start a process: use a message start event.');
  }
  const message = child(task, 'messageRef');
  if (!message) return { kind: 'catch', trigger: null };
  const name = reader.required(task, text(message, 'name'), 'The message the task waits for has no name.');
  return { kind: 'catch', trigger: { kind: 'message', name } };
}

function readCall(task: ModdleElement, reader: Reader): Call {
  for (const name of ['caseRef', 'variableMappingClass', 'variableMappingDelegateExpression']) {
    if (text(task, name)) reader.problem(task, `camunda:${name} needs Java or CMMN and cannot be used.`);
  }
  const ins = extensions(task, 'In');
  const businessKey = ins.map((mapping) => text(mapping, 'businessKey')).find((key) => key !== undefined);
  const missing = 'The call activity does not say which process it calls (calledElement).';
  return {
    calledElement: reader.required(task, text(task, 'calledElement'), missing),
    ...readBinding(task, 'calledElement', reader),
    businessKey: reader.expression(task, businessKey),
    tenantId: reader.attribute(task, 'calledElementTenantId'),
    inputs: callMappings(task, ins, reader),
    outputs: callMappings(task, extensions(task, 'Out'), reader),
  };
}
