import type { Tx } from './database.ts';

/** What an engine process counted and when it said so. */
export interface MeterReport {
  reporter: string;
  at: Date;
  counts: readonly { name: string; value: number }[];
}

/** Writes down what an engine process counted. */
export async function insertMeterLog(tx: Tx, { reporter, at, counts }: MeterReport): Promise<void> {
  await tx.query(
    `INSERT INTO engine.meter_log (name, reporter, at, value)
     SELECT c.name, $1, $2, c.value FROM unnest($3::text[], $4::bigint[]) c (name, value)`,
    [reporter, at, counts.map(({ name }) => name), counts.map(({ value }) => value)],
  );
}
