import type { Tx } from './database.ts';

/** PostgreSQL takes at most 65,535 parameters in one statement; 500 rows of our widest table stay far below. */
const ROWS_PER_STATEMENT = 500;

/**
 * Inserts rows of one shape, many in one statement; does nothing for no rows.
 * Table, column names (keys of the rows) and `onConflict` are SQL and must be constants of the calling repository.
 */
export async function insertRows(
  tx: Tx,
  table: string,
  rows: Record<string, unknown>[],
  onConflict = '',
): Promise<void> {
  const [first] = rows;
  if (!first) return;
  const columns = Object.keys(first);
  for (let from = 0; from < rows.length; from += ROWS_PER_STATEMENT) {
    const chunk = rows.slice(from, from + ROWS_PER_STATEMENT);
    const values: unknown[] = [];
    const tuples = chunk.map(
      (row) => `(${columns.map((column) => `$${values.push(row[column])}`).join(', ')})`,
    );
    await tx.query(
      `INSERT INTO engine.${table} (${columns.join(', ')}) VALUES ${tuples.join(', ')} ${onConflict}`,
      values,
    );
  }
}
