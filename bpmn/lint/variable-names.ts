import { EvaluationProblem } from '../../engine/expressions/expression-error.ts';
import { parseExpression } from '../../engine/expressions/parser.ts';
import type { ExpressionNode } from '../../engine/expressions/parser.ts';
import { splitTemplate } from '../../engine/expressions/template.ts';
import { text } from './bpmn-node.ts';
import type { BpmnNode } from './bpmn-node.ts';

/** Attributes that name a process variable, by the type that has them. */
const NAMING: Readonly<Record<string, readonly string[]>> = {
  'camunda:InputParameter': ['name'],
  'camunda:OutputParameter': ['name'],
  'camunda:Entry': ['key'],
  'camunda:In': ['source', 'target'],
  'camunda:Out': ['source', 'target'],
  'camunda:FormField': ['id'],
  'bpmn:MultiInstanceLoopCharacteristics': ['collection', 'elementVariable'],
};
/** Attributes that name a variable wherever they stand. */
const ANYWHERE = ['resultVariable', 'errorMessageVariable', 'variableName', 'initiator'];
/** Methods whose first argument names a variable or a part of one. */
const READING = ['getVariable', 'getVariableLocal', 'hasVariable', 'setVariable', 'prop', 'hasProp'];
/** What the engine itself puts into expressions: its parts are not variables. */
const ENGINE_OBJECTS = ['execution', 'task', 'externalTask'];

/** Every name of a variable, or of a part of one, that an element itself reads or writes. */
export function variableNamesIn(node: BpmnNode): string[] {
  const attributes = [...(NAMING[node.$type] ?? []), ...ANYWHERE];
  const named = attributes.flatMap((attribute) => text(node, attribute) ?? []);
  const read = Object.values(node)
    .filter((value) => typeof value === 'string')
    .flatMap(namesInText);
  return [...new Set([...named.filter((name) => !name.includes('{')), ...read])];
}

function namesInText(source: string): string[] {
  if (!/[$#]\{/.test(source)) return [];
  try {
    return splitTemplate(source).flatMap((part) =>
      part.kind === 'expression' ? namesInNode(parseExpression(part.source)) : [],
    );
  } catch (error) {
    // Whether an expression can be read is for the rules about conditions and timers to say.
    if (error instanceof EvaluationProblem) return [];
    throw error;
  }
}

function namesInNode(node: ExpressionNode): string[] {
  switch (node.kind) {
    case 'identifier':
      return ENGINE_OBJECTS.includes(node.name) ? [] : [node.name];
    case 'member':
      return [...namesInNode(node.object), ...partNames(node.object, node.property)];
    case 'method': {
      const named = READING.includes(node.name) ? node.args.slice(0, 1).flatMap(literalText) : [];
      return [...namesInNode(node.object), ...named, ...node.args.flatMap(namesInNode)];
    }
    case 'function':
      return node.args.flatMap(namesInNode);
    case 'unary':
      return namesInNode(node.operand);
    case 'binary':
      return [...namesInNode(node.left), ...namesInNode(node.right)];
    case 'conditional':
      return [node.test, node.then, node.otherwise].flatMap(namesInNode);
    case 'literal':
      return [];
  }
}

function partNames(object: ExpressionNode, property: ExpressionNode): string[] {
  const ofEngine = object.kind === 'identifier' && ENGINE_OBJECTS.includes(object.name);
  return ofEngine ? [] : [...literalText(property), ...namesInNode(property)];
}

function literalText(node: ExpressionNode): string[] {
  return node.kind === 'literal' && typeof node.value === 'string' ? [node.value] : [];
}
