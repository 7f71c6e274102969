import type { TypedValue } from '../../executors/port.ts';
import { invalidRequest } from '../errors.ts';
import type { EngineError } from '../errors.ts';
import { parseWireDate } from '../../../schemas/camunda/dates.ts';

/** A variable as a client sends it; `type` may be left out or start with a small letter. */
export interface VariableInput {
  value?: unknown;
  type?: string | null | undefined;
  valueInfo?: Record<string, unknown> | null | undefined;
}

/** A variable ready to be stored; a file's bytes are stored beside it. */
export interface ParsedVariable {
  value: TypedValue;
  file?: Buffer;
}

const INTEGER_LIMITS: Readonly<Record<string, readonly [min: number, max: number]>> = {
  Short: [-(2 ** 15), 2 ** 15 - 1],
  Integer: [-(2 ** 31), 2 ** 31 - 1],
  // JSON numbers are doubles: beyond this, whole numbers would silently change.
  Long: [Number.MIN_SAFE_INTEGER, Number.MAX_SAFE_INTEGER],
};

const KNOWN_TYPES: ReadonlySet<string> = new Set([
  ...['String', 'Short', 'Integer', 'Long', 'Double', 'Boolean', 'Date', 'Null'],
  ...['Bytes', 'File', 'Json', 'Xml', 'Object'],
]);

/** Characters of one value: every step of an instance reads all its variables. Files lie beside them and may be larger. */
const MAX_VALUE_LENGTH = 1_000_000;

/**
 * Checks one variable as Camunda 7 does: primitive values given as strings are converted, Json, Xml and Object values
 * must be strings, File and Bytes are base64. A value other than a file may have a million characters.
 *
 * @throws EngineError 400 naming the variable and what is wrong.
 */
export function parseVariable(name: string, input: VariableInput): ParsedVariable {
  const type = typeOf(input);
  const info = input.valueInfo && Object.keys(input.valueInfo).length > 0 ? input.valueInfo : undefined;
  const typed = (value: unknown): ParsedVariable => ({
    value: info ? { type, value, valueInfo: info } : { type, value },
  });
  if (type === 'File') return parseFile(name, input);
  if (!KNOWN_TYPES.has(type)) throw wrong(name, `Unsupported value type '${input.type ?? type}'`);
  if (input.value === null || input.value === undefined) return typed(null);
  const value = convert(name, type, input.value);
  if (typeof value === 'string' && value.length > MAX_VALUE_LENGTH) {
    throw wrong(
      name,
      `It has ${value.length} characters; ${MAX_VALUE_LENGTH} are allowed. Store it elsewhere and pass its id, or send a File`,
    );
  }
  return typed(value);
}

function typeOf({ type, value }: VariableInput): string {
  if (typeof type === 'string' && type !== '') return type.charAt(0).toUpperCase() + type.slice(1);
  switch (typeof value) {
    case 'string':
      return 'String';
    case 'boolean':
      return 'Boolean';
    case 'number':
      return numberType(value);
    case 'object':
      return value === null ? 'Null' : 'Json';
    default:
      return 'Null';
  }
}

function numberType(value: number): string {
  if (!Number.isInteger(value)) return 'Double';
  const [min, max] = INTEGER_LIMITS['Integer'] ?? [0, 0];
  return value >= min && value <= max ? 'Integer' : 'Long';
}

function convert(name: string, type: string, value: unknown): unknown {
  switch (type) {
    case 'String':
      return checkText(name, typeof value === 'string' ? value : primitiveText(name, type, value));
    case 'Short':
    case 'Integer':
    case 'Long':
      return toInteger(name, type, value);
    case 'Double':
      return toDouble(name, value);
    case 'Boolean':
      return toBoolean(name, value);
    case 'Date':
      return toDate(name, value);
    case 'Null':
      return null;
    case 'Bytes':
      return toBase64(name, value);
    case 'Json':
      return toJsonText(name, value);
    default:
      if (typeof value !== 'string') throw wrong(name, `Must be a string value for type ${type}`);
      return checkText(name, value);
  }
}

function toInteger(name: string, type: string, value: unknown): number {
  const number = typeof value === 'number' ? value : Number(primitiveText(name, type, value) || Number.NaN);
  const [min, max] = INTEGER_LIMITS[type] ?? [0, 0];
  if (!Number.isInteger(number) || number < min || number > max) throw cannotConvert(name, type, value);
  return number;
}

function toDouble(name: string, value: unknown): number {
  const number =
    typeof value === 'number' ? value : Number(primitiveText(name, 'Double', value) || Number.NaN);
  if (!Number.isFinite(number)) throw cannotConvert(name, 'Double', value);
  return number;
}

function toBoolean(name: string, value: unknown): boolean {
  if (typeof value === 'boolean') return value;
  if (value === 'true' || value === 'false') return value === 'true';
  throw cannotConvert(name, 'Boolean', value);
}

function toDate(name: string, value: unknown): string {
  const date = typeof value === 'string' ? parseWireDate(value) : undefined;
  if (!date) throw cannotConvert(name, 'Date', value);
  return date.toISOString();
}

function toBase64(name: string, value: unknown): string {
  if (typeof value !== 'string') throw cannotConvert(name, 'Bytes', value);
  return Buffer.from(value, 'base64').toString('base64');
}

/** Json arrives as text, which nobody reads before an expression does; a value sent without a type may also be the object itself. */
function toJsonText(name: string, value: unknown): string {
  if (typeof value === 'object') return checkText(name, JSON.stringify(value));
  if (typeof value !== 'string') throw wrong(name, 'Must be a string value for type Json');
  return checkText(name, value);
}

function parseFile(name: string, { value, valueInfo }: VariableInput): ParsedVariable {
  const info = valueInfo ?? {};
  if (typeof info['filename'] !== 'string') throw wrong(name, "A File needs 'filename' in valueInfo");
  if (value !== null && value !== undefined && typeof value !== 'string')
    throw cannotConvert(name, 'File', value);
  return {
    value: { type: 'File', value: null, valueInfo: withMimeType(info) },
    file: Buffer.from(value ?? '', 'base64'),
  };
}

/** The engine's own name is `mimeType`, its documentation says `mimetype`, and clients send and read either. */
function withMimeType(info: Record<string, unknown>): Record<string, unknown> {
  const { mimetype } = info;
  return mimetype === undefined || 'mimeType' in info ? info : { ...info, mimeType: mimetype };
}

function primitiveText(name: string, type: string, value: unknown): string {
  if (typeof value === 'string') return value.trim();
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  throw cannotConvert(name, type, value);
}

/** PostgreSQL cannot store the character NUL, and half of a surrogate pair would silently become another character. */
function checkText(name: string, text: string): string {
  if (text.includes('\u0000') || text.includes('\\u0000'))
    throw wrong(name, 'Text must not contain the character NUL');
  if (!text.isWellFormed()) throw wrong(name, 'Text must not contain half of a character');
  return text;
}

/** Camunda names the Java class as well; clients compare this text. */
const JAVA_TYPES: Readonly<Record<string, string>> = { Date: 'java.util.Date', Bytes: '[B', File: '[B' };

/** Longer values are cut in messages. */
const SHOWN_LENGTH = 100;

function cannotConvert(name: string, type: string, value: unknown): EngineError {
  const shown = (typeof value === 'string' ? value : JSON.stringify(value)).slice(0, SHOWN_LENGTH);
  const javaType = JAVA_TYPES[type] ?? `java.lang.${type}`;
  return wrong(name, `Cannot convert value '${shown}' of type '${type}' to java type ${javaType}`);
}

function wrong(name: string, reason: string): EngineError {
  return invalidRequest(`Invalid variable '${name}': ${reason}.`);
}
