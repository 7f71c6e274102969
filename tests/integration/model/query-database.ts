import pg from 'pg';

/** Asks the database behind Directus' back. */
export async function queryDatabase<Row>(
  databaseUrl: string,
  sql: string,
  values: unknown[] = [],
): Promise<Row[]> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    const answer = await client.query(sql, values);
    return answer.rows as Row[];
  } finally {
    await client.end();
  }
}
