import type { CallMapping, Mapping, ValueSource } from '../model.ts';
import { child, children, extensions, text } from './moddle.ts';
import type { ModdleElement } from './moddle.ts';
import type { Reader } from './reader.ts';

/** Reads `camunda:inputOutput`. */
export function parameters(
  element: ModdleElement,
  reader: Reader,
): { inputs: Mapping[]; outputs: Mapping[] } {
  const [mapping] = extensions(element, 'InputOutput');
  const read = (property: string): Mapping[] =>
    children(mapping, property).map((parameter) => ({
      name: text(parameter, 'name') ?? '',
      value: readValue(element, parameter, reader),
    }));
  return { inputs: read('inputParameters'), outputs: read('outputParameters') };
}

/** Reads `camunda:in` or `camunda:out` elements; those for the business key are not mappings. */
export function callMappings(
  element: ModdleElement,
  mappings: ModdleElement[],
  reader: Reader,
): CallMapping[] {
  return mappings
    .filter((mapping) => !text(mapping, 'businessKey'))
    .map((mapping): CallMapping => {
      const isLocal = mapping['local'] === true;
      if (text(mapping, 'variables') === 'all') return { kind: 'all', isLocal };
      const [source, target] = [text(mapping, 'source'), text(mapping, 'target')];
      if (!target) reader.problem(element, 'A variable passed on needs a name to be passed as (target).');
      if (source) return { kind: 'variable', source, target: target ?? '', isLocal };
      const expression = text(mapping, 'sourceExpression');
      const missing = 'A variable passed on needs a source or a sourceExpression.';
      return {
        kind: 'expression',
        source: reader.required(element, expression, missing),
        target: target ?? '',
        isLocal,
      };
    });
}

function readValue(element: ModdleElement, holder: ModdleElement, reader: Reader): ValueSource {
  const definition = child(holder, 'definition');
  return definition ? readDefinition(element, definition, reader) : expression(element, holder, reader);
}

function readDefinition(element: ModdleElement, definition: ModdleElement, reader: Reader): ValueSource {
  switch (definition.$type) {
    case 'camunda:List':
      return {
        kind: 'list',
        items: children(definition, 'items').map((item) => readDefinition(element, item, reader)),
      };
    case 'camunda:Map': {
      const entries = children(definition, 'entries').map((entry) => ({
        key: reader.required(element, text(entry, 'key'), 'An entry of a map needs a key.'),
        value: readValue(element, entry, reader),
      }));
      return { kind: 'map', entries };
    }
    case 'camunda:Script':
      return {
        kind: 'expression',
        expression: reader.script(element, text(definition, 'value'), text(definition, 'scriptFormat')),
        copies: null,
      };
    default:
      return expression(element, definition, reader);
  }
}

function expression(element: ModdleElement, holder: ModdleElement, reader: Reader): ValueSource {
  // A parameter without a value is null, as in Camunda.
  const source = text(holder, 'value') ?? '${null}';
  const compiled = reader.required(element, source, '');
  return {
    kind: 'expression',
    expression: compiled,
    copies: /^[$#]\{\s*([A-Za-z_]\w*)\s*\}$/.exec(source)?.[1] ?? null,
  };
}
