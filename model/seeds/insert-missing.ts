import type { ApplyContext } from '../apply/apply-context.ts';

/**
 * Inserts the rows whose key is not in the table yet.
 *
 * @returns Ids of all rows of the table by their key, its parts joined by a space.
 */
export async function insertMissing(
  { trx, report }: ApplyContext,
  table: string,
  keyColumns: string[],
  rows: readonly Record<string, unknown>[],
): Promise<Map<string, string>> {
  const keyOf = (row: Record<string, unknown>): string =>
    keyColumns.map((column) => String(row[column])).join(' ');
  const known = await idsByKey();
  const missing = rows.filter((row) => !known.has(keyOf(row)));
  if (missing.length === 0) return known;
  await trx.batchInsert(table, missing, 500);
  report.created.push(`${missing.length} rows of ${table}`);
  return idsByKey();

  async function idsByKey(): Promise<Map<string, string>> {
    const found = await trx(table).select<Record<string, unknown>[]>('id', ...keyColumns);
    return new Map(found.map((row) => [keyOf(row), String(row['id'])]));
  }
}
