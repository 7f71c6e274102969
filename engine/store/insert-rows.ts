import type { Tx } from './database.ts';

/**
 * Notes rows of one shape to be inserted, in one statement; does nothing for no rows. Values are what JSON can hold: dates,
 * lists for arrays, plain objects for jsonb, bytes. An `undefined` is not written, so give null.
 * Table, column names (keys of the rows) and `onConflict` are SQL and must be constants of the calling repository.
 */
export function insertRows(
  tx: Tx,
  table: string,
  rows: readonly Record<string, unknown>[],
  onConflict = '',
): Promise<void> {
  const [first] = rows;
  if (!first) return Promise.resolve();
  const columns = Object.keys(first).join(', ');
  return tx.write(
    `INSERT INTO engine.${table} (${columns})
     SELECT ${columns} FROM json_populate_recordset(NULL::engine.${table}, $1::json) ${onConflict}`,
    rows.map(withBytes),
  );
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
