import type { Behaviour } from '../model.ts';
import { child, children, extensions, processOf, text } from './moddle.ts';
import type { ModdleElement } from './moddle.ts';
import type { Reader } from './reader.ts';

/** Reads `camunda:type="external"` of `holder`: a task, or the message definition of a throwing event `element`. */
export function externalTask(element: ModdleElement, holder: ModdleElement, reader: Reader): Behaviour {
  const properties = extensions(element, 'Properties').flatMap((list) => children(list, 'values'));
  return {
    kind: 'external-task',
    task: {
      topic: reader.required(
        element,
        text(holder, 'topic'),
        'The external task has no topic (camunda:topic), so no worker can find it.',
      ),
      priority: reader.expression(
        element,
        text(holder, 'taskPriority') ?? text(processOf(element), 'taskPriority'),
      ),
      properties: Object.fromEntries(
        properties.map((one) => [text(one, 'name') ?? one.id ?? '', text(one, 'value') ?? '']),
      ),
      errors: extensions(element, 'ErrorEventDefinition').map((definition) => ({
        // An empty expression never holds.
        expression: reader.required(
          element,
          definition['expression'] === '' ? '${false}' : text(definition, 'expression'),
          'camunda:errorEventDefinition needs an expression that says when it applies.',
        ),
        code: text(child(definition, 'errorRef'), 'errorCode') ?? '',
        message: reader.expression(element, text(child(definition, 'errorRef'), 'errorMessage')),
      })),
    },
  };
}
