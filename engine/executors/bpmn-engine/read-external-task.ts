import type { ExternalTaskWork } from './element-facts.ts';
import type { ModelReader } from './model-reader.ts';
import { children, extensions, text } from './moddle.ts';
import type { ModdleElement } from './moddle.ts';

/** Reads `camunda:type="external"` from `holder` (a task or a message event definition) of `element`. */
export function readExternalTask(
  id: string,
  element: ModdleElement,
  holder: ModdleElement,
  reader: ModelReader,
): ExternalTaskWork {
  const topic = text(holder, 'topic');
  if (!topic) reader.problem(id, 'The external task has no topic (camunda:topic), so no worker can find it.');
  const properties = extensions(element, 'camunda:Properties').flatMap((list) => children(list, 'values'));
  return {
    kind: 'external',
    topic: reader.required(id, topic ?? ''),
    priority: reader.expression(id, text(holder, 'taskPriority') ?? processPriority(element)),
    extensionProperties: Object.fromEntries(
      properties.map((property) => [
        text(property, 'name') ?? text(property, 'id') ?? '',
        text(property, 'value') ?? '',
      ]),
    ),
  };
}

function processPriority(element: ModdleElement): string | undefined {
  let ancestor = element.$parent;
  while (ancestor && ancestor.$type !== 'bpmn:Process') ancestor = ancestor.$parent;
  return text(ancestor, 'taskPriority');
}
