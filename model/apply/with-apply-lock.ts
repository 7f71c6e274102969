import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';

/** Any number that nothing else in this database locks. */
const LOCK = 7_405_210_611;
const ASK_AGAIN_AFTER_MS = 200;

/**
 * Runs `work` while no other process does the same on this database; waits for its turn.
 *
 * The lock belongs to the session of an own connection and ends with the process, however that ends. Neither holding nor waiting may
 * keep a transaction open: Directus' upgrades build indexes concurrently, which waits for every open transaction.
 */
export async function withApplyLock<Result>(
  databaseUrl: string,
  work: () => Promise<Result>,
): Promise<Result> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    while (!(await tryLock(client))) await sleep(ASK_AGAIN_AFTER_MS);
    return await work();
  } finally {
    await client.end();
  }
}

async function tryLock(client: pg.Client): Promise<boolean> {
  const answer = await client.query<{ locked: boolean }>('SELECT pg_try_advisory_lock($1) AS locked', [LOCK]);
  return answer.rows[0]?.locked === true;
}
