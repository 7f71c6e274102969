import { EvaluationProblem } from './expression-error.ts';

/**
 * A Json variable inside an expression. Models written for Camunda read it in Spin style
 * (`order.prop('total').numberValue()`); the plain data is in `data`.
 */
export class JsonNode {
  readonly data: unknown;

  constructor(data: unknown) {
    this.data = data;
  }

  /** Parses JSON text. @throws EvaluationProblem when it is not JSON. */
  static parse(text: string): JsonNode {
    try {
      return new JsonNode(JSON.parse(text));
    } catch (cause) {
      throw new EvaluationProblem('the text is not valid JSON', { cause });
    }
  }

  /** The JSON text, as Spin's `toString` gives it. */
  toText(): string {
    return JSON.stringify(this.data) ?? 'null';
  }
}

/** True for a plain JSON object (not a list, not null). */
export function isJsonObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Date);
}

type Method = (node: JsonNode, args: unknown[]) => unknown;

/** Methods of a Json value in expressions: the reading part of Spin's `SpinJsonNode`. */
export const JSON_NODE_METHODS: ReadonlyMap<string, Method> = new Map<string, Method>([
  ['prop', (node, [name]) => propertyOf(node, String(name))],
  ['hasProp', (node, [name]) => isJsonObject(node.data) && Object.hasOwn(node.data, String(name))],
  ['fieldNames', (node) => Object.keys(objectOf(node))],
  ['elements', (node) => listOf(node).map((element) => new JsonNode(element))],
  ['value', (node) => node.data],
  ['stringValue', (node) => typed(node, 'string')],
  ['numberValue', (node) => typed(node, 'number')],
  ['boolValue', (node) => typed(node, 'boolean')],
  ['isNull', (node) => node.data === null],
  ['isString', (node) => typeof node.data === 'string'],
  ['isNumber', (node) => typeof node.data === 'number'],
  ['isBoolean', (node) => typeof node.data === 'boolean'],
  ['isValue', (node) => typeof node.data !== 'object'],
  ['isArray', (node) => Array.isArray(node.data)],
  ['isObject', (node) => isJsonObject(node.data)],
  ['toString', (node) => node.toText()],
]);

function propertyOf(node: JsonNode, name: string): JsonNode {
  const object = objectOf(node);
  if (!Object.hasOwn(object, name)) throw new EvaluationProblem(`the JSON object has no property '${name}'`);
  return new JsonNode(object[name]);
}

function objectOf(node: JsonNode): Record<string, unknown> {
  if (isJsonObject(node.data)) return node.data;
  throw new EvaluationProblem('the JSON value is not an object');
}

function listOf(node: JsonNode): unknown[] {
  if (Array.isArray(node.data)) return node.data;
  throw new EvaluationProblem('the JSON value is not a list');
}

function typed(node: JsonNode, type: 'string' | 'number' | 'boolean'): unknown {
  if (typeof node.data === type) return node.data;
  throw new EvaluationProblem(`the JSON value is not a ${type}`);
}
