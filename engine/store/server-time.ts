import type { Tx } from './database.ts';

/** What PostgreSQL's clock says at this moment. */
export async function readServerTime(tx: Tx): Promise<Date> {
  const { rows } = await tx.query<{ now: Date }>('SELECT clock_timestamp() AS now');
  return rows[0]?.now ?? new Date(Number.NaN);
}
