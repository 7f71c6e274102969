import type { Parameter, ParameterValue } from './element-facts.ts';
import type { ModelReader } from './model-reader.ts';
import { child, children, extensions, text } from './moddle.ts';
import type { ModdleElement } from './moddle.ts';

/** Reads `camunda:inputOutput` of an element. */
export function readParameters(
  element: ModdleElement,
  reader: ModelReader,
): { inputs: Parameter[]; outputs: Parameter[] } {
  const [mapping] = extensions(element, 'camunda:InputOutput');
  const id = element.id ?? '';
  const read = (property: string): Parameter[] =>
    children(mapping, property).map((parameter) => ({
      name: text(parameter, 'name') ?? '',
      value: readValue(id, parameter, reader),
    }));
  return { inputs: read('inputParameters'), outputs: read('outputParameters') };
}

function readValue(id: string, holder: ModdleElement, reader: ModelReader): ParameterValue {
  const definition = child(holder, 'definition');
  if (definition) return readDefinition(id, definition, reader);
  return { kind: 'expression', expression: reader.required(id, text(holder, 'value') ?? '') };
}

function readDefinition(id: string, definition: ModdleElement, reader: ModelReader): ParameterValue {
  if (definition.$type === 'camunda:List') {
    return {
      kind: 'list',
      items: children(definition, 'items').map((item) => readDefinition(id, item, reader)),
    };
  }
  if (definition.$type === 'camunda:Map') {
    const entries = children(definition, 'entries').map((entry): [string, ParameterValue] => [
      text(entry, 'key') ?? '',
      readValue(id, entry, reader),
    ]);
    return { kind: 'map', entries };
  }
  if (definition.$type === 'camunda:Script') refuseScript(id, reader);
  return { kind: 'expression', expression: reader.required(id, text(definition, 'value') ?? '') };
}

/** Notes a script: there is no sandbox here as the token core has one. */
export function refuseScript(id: string, reader: ModelReader): void {
  reader.problem(id, 'Scripts do not run here: use an expression, a decision or an external task instead.');
}
