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
  if (definition.$type === 'camunda:Script')
    return { kind: 'script', script: readScript(id, definition, reader) };
  return { kind: 'expression', expression: reader.required(id, text(definition, 'value') ?? '') };
}

/** The text of a script element or script task; anything but permitted JavaScript becomes a problem. */
export function readScript(id: string, script: ModdleElement, reader: ModelReader): string {
  const format = text(script, 'scriptFormat')?.toLowerCase();
  if (!reader.allowScripts) {
    reader.problem(id, 'Scripts do not run here: use an expression, a decision or an external task instead.');
  } else if (format !== 'javascript' && format !== 'ecmascript') {
    reader.problem(id, `Scripts in the language '${format ?? 'none'}' cannot run here: only javascript can.`);
  } else if (text(script, 'resource')) {
    reader.problem(id, 'A script must stand in the model itself: external script resources are not read.');
  }
  return text(script, 'value') ?? text(script, 'script') ?? '';
}
