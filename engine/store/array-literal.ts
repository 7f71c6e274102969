/** What JSON columns are given; see `Jsonb`. */
interface Written {
  toPostgres: () => string;
}

/**
 * A list as PostgreSQL reads it from text. The driver does the same, for any kind of value, and takes several times as long: a
 * step writes hundreds of values.
 *
 * @param values texts, numbers, booleans, dates, `Jsonb`, lists of texts, null or undefined
 */
export function arrayLiteral(values: readonly unknown[]): string {
  return `{${values.map(elementOf).join(',')}}`;
}

/** A parameter as PostgreSQL reads it: a text, or bytes as they are. Takes what `arrayLiteral` takes, and lists of that. */
export function parameterText(value: unknown): string | Buffer | null {
  if (value === null || value === undefined) return null;
  if (typeof value === 'string') return value;
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  if (value instanceof Uint8Array) return Buffer.from(value.buffer, value.byteOffset, value.byteLength);
  if (value instanceof Date) return timestampText(value);
  if (Array.isArray(value)) return arrayLiteral(value);
  if (isWritten(value)) return value.toPostgres();
  throw new TypeError('A value of this kind cannot be a parameter.');
}

function elementOf(value: unknown): string {
  switch (typeof value) {
    case 'string':
      return quoted(value);
    case 'number':
    case 'boolean':
      return String(value);
    case 'undefined':
      return 'NULL';
    default:
      return ofObject(value);
  }
}

function ofObject(value: unknown): string {
  if (value === null) return 'NULL';
  if (value instanceof Date) return quoted(timestampText(value));
  if (Array.isArray(value)) return quoted(arrayLiteral(value));
  if (isWritten(value)) return quoted(value.toPostgres());
  throw new TypeError('A value of this kind cannot be an element of an array.');
}

const isWritten = (value: unknown): value is Written =>
  typeof value === 'object' && value !== null && 'toPostgres' in value;

const SPECIAL = /["\\]/;

const quoted = (text: string): string =>
  SPECIAL.test(text) ? `"${text.replaceAll(/["\\]/g, String.raw`\$&`)}"` : `"${text}"`;

/** ISO 8601 as far as PostgreSQL knows it: longer years without a sign, years before the first one as BC. */
function timestampText(date: Date): string {
  const year = date.getUTCFullYear();
  const iso = date.toISOString();
  if (year >= 1 && year <= 9_999) return iso;
  const rest = iso.replace(/^[+-]?\d+/, '');
  return year > 0 ? `${year}${rest}` : `${String(1 - year).padStart(4, '0')}${rest} BC`;
}
