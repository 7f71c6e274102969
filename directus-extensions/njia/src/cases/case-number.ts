import type { Knex } from 'knex';

/** Case numbers come from a sequence: two requests at the same moment never get the same one. */
const SEQUENCE = 'njia_case_numbers';

/**
 * Creates the sequence if it is not there, and moves it past every case that exists (imported, or made before the
 * extension ran). Safe when several processes start at once.
 */
export async function ensureCaseNumbers(database: Knex): Promise<void> {
  await database.transaction(async (trx) => {
    await trx.raw('SELECT pg_advisory_xact_lock(hashtext(?))', [SEQUENCE]);
    await trx.raw(`CREATE SEQUENCE IF NOT EXISTS ${SEQUENCE}`);
    await trx.raw(
      `SELECT setval('${SEQUENCE}', GREATEST(
         (SELECT CASE WHEN is_called THEN last_value ELSE 0 END FROM ${SEQUENCE}),
         (SELECT COALESCE(max(substring(code from 'HRD-\\d{4}-(\\d+)$')::bigint), 0) FROM cases)
       ) + 1, false)`,
    );
  });
}

/** The next number; gaps are possible when a transaction is rolled back. */
export async function nextCaseNumber(database: Knex): Promise<number> {
  const answer = await database.raw<{ rows: { number: string }[] }>(
    `SELECT nextval('${SEQUENCE}') AS number`,
  );
  return Number(answer.rows[0]?.number);
}

/** The code people say and write: `HRD-2026-000123`. */
export function caseCode(year: number, caseNumber: number): string {
  return `HRD-${year}-${String(caseNumber).padStart(6, '0')}`;
}
