import type { CallMapping, CallWork } from './element-facts.ts';
import type { ModelReader } from './model-reader.ts';
import { extensions, text } from './moddle.ts';
import type { ModdleElement } from './moddle.ts';

/** Reads a call activity with its `camunda:in` and `camunda:out` mappings. */
export function readCall(element: ModdleElement, reader: ModelReader): CallWork {
  const id = element.id ?? '';
  const calledElement = text(element, 'calledElement');
  if (!calledElement)
    reader.problem(id, 'The call activity does not say which process it calls (calledElement).');
  for (const attribute of ['caseRef', 'variableMappingClass', 'variableMappingDelegateExpression']) {
    if (text(element, attribute))
      reader.problem(id, `The attribute camunda:${attribute} needs Java or CMMN and cannot be used.`);
  }
  const ins = extensions(element, 'camunda:In');
  const businessKey = ins.map((mapping) => text(mapping, 'businessKey')).find((key) => key !== undefined);
  return {
    kind: 'call',
    calledElement: reader.required(id, calledElement ?? ''),
    binding: readBinding(element, reader),
    businessKey: reader.expression(id, businessKey),
    inputs: readMappings(id, ins, reader),
    outputs: readMappings(id, extensions(element, 'camunda:Out'), reader),
  };
}

/** Reads `camunda:in` or `camunda:out` elements; those for the business key are left out. */
export function readMappings(id: string, elements: ModdleElement[], reader: ModelReader): CallMapping[] {
  return elements
    .filter((mapping) => !text(mapping, 'businessKey'))
    .map((mapping): CallMapping => {
      const local = mapping['local'] === true;
      if (text(mapping, 'variables') === 'all') return { kind: 'all', local };
      const [source, target] = [text(mapping, 'source'), text(mapping, 'target') ?? ''];
      if (source) return { kind: 'variable', source, target, local };
      const expression = reader.required(id, text(mapping, 'sourceExpression') ?? '');
      return { kind: 'expression', expression, target, local };
    });
}

function readBinding(element: ModdleElement, reader: ModelReader): CallWork['binding'] {
  const id = element.id ?? '';
  const binding = text(element, 'calledElementBinding') ?? 'latest';
  const version = reader.expression(id, text(element, 'calledElementVersion'));
  const tag = reader.expression(id, text(element, 'calledElementVersionTag'));
  if (binding === 'latest' || binding === 'deployment') return () => ({ kind: binding });
  if (binding === 'version' && version)
    return (evaluate) => ({ kind: 'version', version: Number(evaluate(version)) });
  if (binding === 'versionTag' && tag)
    return (evaluate) => ({ kind: 'versionTag', tag: String(evaluate(tag)) });
  reader.problem(
    id,
    `The binding '${binding}' of the called process is unknown or lacks its version or version tag.`,
  );
  return () => ({ kind: 'latest' });
}
