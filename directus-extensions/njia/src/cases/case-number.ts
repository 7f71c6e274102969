import type { Knex } from 'knex';

/** The next case number, from the sequence of the data model: two requests at once never get the same; gaps are possible. */
export async function nextCaseNumber(database: Knex): Promise<number> {
  const answer = await database.raw<{ rows: { number: string }[] }>(
    `SELECT nextval('njia_case_number') AS number`,
  );
  return Number(answer.rows[0]?.number);
}

/** The code people say and write: `HRD-2026-000123`. */
export function caseCode(year: number, caseNumber: number): string {
  return `HRD-${year}-${String(caseNumber).padStart(6, '0')}`;
}
