import type { Tx } from './database.ts';

/** A value of a column of type jsonb. Lists, texts and null need it to be told from arrays, text and SQL's NULL. */
export class Jsonb {
  readonly #value: unknown;

  constructor(value: unknown) {
    this.#value = value ?? null;
  }

  /** How the driver sends it as a parameter. */
  toPostgres(): string {
    return storableJson(this.#value);
  }

  /** How it is written within a row of JSON. */
  toJSON(): unknown {
    return this.#value;
  }
}

/** Up to so many rows are cheaper sent one by one: PostgreSQL takes five times as long to read a row from JSON. */
const MAX_SINGLE_ROWS = 4;

/**
 * Notes rows of one shape to be inserted; does nothing for no rows. Values are dates, lists of texts for arrays, `Jsonb`,
 * bytes, texts and numbers. An `undefined` is not written, so give null. What steps insert goes by `RowInsert`.
 * Table, column names (keys of the rows) and `onConflict` are SQL and must be constants of the calling repository.
 */
export async function insertRows(
  tx: Tx,
  table: string,
  rows: readonly Record<string, unknown>[],
  onConflict = '',
): Promise<void> {
  const [first] = rows;
  if (!first) return;
  const names = Object.keys(first);
  const into = `INSERT INTO engine.${table} (${names.join(', ')})`;
  if (rows.length <= MAX_SINGLE_ROWS) {
    const parameters = names.map((_, index) => `$${index + 1}`).join(', ');
    for (const row of rows) {
      await tx.write(`${into} VALUES (${parameters}) ${onConflict}`, Object.values(row));
    }
    return;
  }
  // JSON's null within a row would be read as SQL's NULL.
  const selected = names.map((name) => (first[name] instanceof Jsonb ? `coalesce(${name}, 'null')` : name));
  const sql = `${into} SELECT ${selected.join(', ')} FROM json_populate_recordset(NULL::engine.${table}, $1::json) ${onConflict}`;
  await tx.write(sql, [storableJson(rows.map(withBytes))]);
}

/** A backslash as JSON writes it, or half of a character outside of the basic plane. */
const ESCAPED_OR_HALF = /\\\\|\\ud[89a-f][0-9a-f]{2}/g;

/** JSON that PostgreSQL takes: half characters, left over where a text was cut, become the replacement character. */
function storableJson(value: unknown): string {
  const text = JSON.stringify(value);
  if (!text.includes('\\ud')) return text;
  return text.replace(ESCAPED_OR_HALF, (found) => (found === '\\\\' ? found : '\uFFFD'));
}

/** JSON has no bytes; PostgreSQL reads them from hexadecimal text. */
function withBytes(row: Record<string, unknown>): Record<string, unknown> {
  if (!Object.values(row).some((value) => value instanceof Uint8Array)) return row;
  return Object.fromEntries(
    Object.entries(row).map(([name, value]) => [name, value instanceof Uint8Array ? toHex(value) : value]),
  );
}

/** Bytes as PostgreSQL reads them from text. */
export function toHex(bytes: Uint8Array): string {
  return `\\x${Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('hex')}`;
}
