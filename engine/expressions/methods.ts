import { areEqual, describe, isEmpty, toNumber, toText } from './coercion.ts';
import { DECISION_RESULT_METHODS, DECISION_ROW_METHODS } from './decision-result-methods.ts';
import { EvaluationProblem } from './expression-error.ts';
import { HostObject } from './host-object.ts';
import { JSON_NODE_METHODS, JsonNode, isJsonObject } from './json-node.ts';
import { DATE_METHODS } from './date-methods.ts';

type Methods<T> = ReadonlyMap<string, (target: T, args: unknown[]) => unknown>;

const STRING_METHODS: Methods<string> = new Map<string, (target: string, args: unknown[]) => unknown>([
  ['length', (text) => text.length],
  ['isEmpty', (text) => text.length === 0],
  ['isBlank', (text) => text.trim().length === 0],
  ['contains', (text, [part]) => text.includes(toText(part))],
  ['startsWith', (text, [part]) => text.startsWith(toText(part))],
  ['endsWith', (text, [part]) => text.endsWith(toText(part))],
  ['indexOf', (text, [part]) => text.indexOf(toText(part))],
  ['lastIndexOf', (text, [part]) => text.lastIndexOf(toText(part))],
  ['equals', (text, [other]) => typeof other === 'string' && text === other],
  ['equalsIgnoreCase', (text, [other]) => text.toLowerCase() === toText(other).toLowerCase()],
  ['compareTo', (text, [other]) => (text === toText(other) ? 0 : text < toText(other) ? -1 : 1)],
  ['toLowerCase', (text) => text.toLowerCase()],
  ['toUpperCase', (text) => text.toUpperCase()],
  ['trim', (text) => text.trim()],
  ['concat', (text, [other]) => text + toText(other)],
  ['charAt', (text, [index]) => text.charAt(toNumber(index))],
  ['substring', (text, [from, to]) => substring(text, from, to)],
  ['replace', (text, [from, to]) => text.replaceAll(toText(from), () => toText(to))],
  ['replaceAll', (text, [from, to]) => text.replace(pattern(from, 'g'), toText(to))],
  ['matches', (text, [regex]) => pattern(`^(?:${toText(regex)})$`, 's').test(text)],
  ['split', (text, [separator]) => text.split(pattern(separator))],
  ['toString', (text) => text],
]);

const LIST_METHODS: Methods<unknown[]> = new Map<string, (target: unknown[], args: unknown[]) => unknown>([
  ['size', (list) => list.length],
  ['isEmpty', (list) => list.length === 0],
  ['contains', (list, [item]) => list.some((candidate) => areEqual(candidate, item))],
  [
    'containsAll',
    (list, [items]) => asList(items).every((item) => list.some((candidate) => areEqual(candidate, item))),
  ],
  ['indexOf', (list, [item]) => list.findIndex((candidate) => areEqual(candidate, item))],
  ['get', (list, [index]) => elementAt(list, index)],
  ['toString', (list) => toText(list)],
  ...DECISION_RESULT_METHODS,
]);

const MAP_METHODS: Methods<Record<string, unknown>> = new Map<
  string,
  (target: Record<string, unknown>, args: unknown[]) => unknown
>([
  ['size', (map) => Object.keys(map).length],
  ['isEmpty', (map) => isEmpty(map)],
  ['get', (map, [key]) => ownValue(map, toText(key))],
  ['containsKey', (map, [key]) => Object.hasOwn(map, toText(key))],
  ['containsValue', (map, [value]) => Object.values(map).some((candidate) => areEqual(candidate, value))],
  ['keySet', (map) => Object.keys(map)],
  ['values', (map) => Object.values(map)],
  ['toString', (map) => toText(map)],
  ...DECISION_ROW_METHODS,
]);

const SCALAR_METHODS: Methods<number | boolean> = new Map<
  string,
  (target: number | boolean, args: unknown[]) => unknown
>([
  ['intValue', (value) => Math.trunc(toNumber(value))],
  ['longValue', (value) => Math.trunc(toNumber(value))],
  ['doubleValue', (value) => toNumber(value)],
  ['booleanValue', (value) => value === true],
  ['equals', (value, [other]) => value === other],
  ['toString', (value) => String(value)],
]);

/** Calls `target.name(args)`. @throws EvaluationProblem when the target is null or has no such method. */
export function callMethod(target: unknown, name: string, args: unknown[]): unknown {
  if (target instanceof HostObject) {
    const method = target.methods.get(name);
    if (method) return method(...args);
  } else if (target instanceof JsonNode) {
    const method = JSON_NODE_METHODS.get(name);
    if (method) return method(target, args);
    if (target.data !== null) return callMethod(target.data, name, args);
  } else {
    const method = plainMethod(target, name);
    if (method) return method(args);
  }
  if (target === null || target === undefined) throw new EvaluationProblem(`cannot call '${name}' on null`);
  throw new EvaluationProblem(`${describe(target)} has no method '${name}'`);
}

function plainMethod(target: unknown, name: string): ((args: unknown[]) => unknown) | undefined {
  if (typeof target === 'string') return bind(STRING_METHODS, target, name);
  if (typeof target === 'number' || typeof target === 'boolean') return bind(SCALAR_METHODS, target, name);
  if (target instanceof Date) return bind(DATE_METHODS, target, name);
  if (Array.isArray(target)) return bind(LIST_METHODS, target as unknown[], name);
  return isJsonObject(target) ? bind(MAP_METHODS, target, name) : undefined;
}

function bind<T>(methods: Methods<T>, target: T, name: string): ((args: unknown[]) => unknown) | undefined {
  const method = methods.get(name);
  return method && ((args) => method(target, args));
}

/** Reads `target[key]`: own entries only; null of null, as in JUEL (`AstProperty`). @throws EvaluationProblem when the target has no properties. */
export function readMember(target: unknown, key: unknown): unknown {
  if (target === null || target === undefined) return null;
  if (target instanceof HostObject) {
    const property = target.properties.get(toText(key));
    if (property) return property();
    throw new EvaluationProblem(`'${target.name}' has no property '${toText(key)}'`);
  }
  const data = target instanceof JsonNode ? target.data : target;
  if (Array.isArray(data)) return elementAt(data as unknown[], key, null);
  if (data instanceof Date && key === 'time') return data.getTime();
  if (isJsonObject(data)) return ownValue(data, toText(key));
  throw new EvaluationProblem(`${describe(data)} has no property '${toText(key)}'`);
}

function ownValue(map: Record<string, unknown>, key: string): unknown {
  return Object.hasOwn(map, key) ? (map[key] ?? null) : null;
}

function elementAt(list: unknown[], index: unknown, missing?: null): unknown {
  const position = toNumber(index);
  if (position in list && Number.isInteger(position) && position >= 0) return list[position] ?? null;
  if (missing === null) return null;
  throw new EvaluationProblem(`index ${position} is outside of the list of ${list.length}`);
}

function asList(value: unknown): unknown[] {
  if (Array.isArray(value)) return value as unknown[];
  if (value instanceof JsonNode && Array.isArray(value.data)) return value.data as unknown[];
  throw new EvaluationProblem(`${describe(value)} is not a list`);
}

function substring(text: string, from: unknown, to: unknown): string {
  const start = toNumber(from);
  const end = to === undefined ? text.length : toNumber(to);
  if (start < 0 || end > text.length || start > end) {
    throw new EvaluationProblem(
      `substring ${start} to ${end} is outside of a text of ${text.length} characters`,
    );
  }
  return text.substring(start, end);
}

function pattern(source: unknown, flags = ''): RegExp {
  try {
    return new RegExp(toText(source), flags);
  } catch (cause) {
    throw new EvaluationProblem('the regular expression is not valid', { cause });
  }
}
