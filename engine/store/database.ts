import pg from 'pg';

/** The one thing every repository needs: a connection inside an open transaction. */
export type Tx = pg.PoolClient;

/** A database of the engine; everything it stores is in the schema `engine`. */
export type Database = pg.Pool;

/** Retries of a transaction that lost a race; more than a handful means something else is wrong. */
const MAX_ATTEMPTS = 5;

/** SQLSTATE classes: connection, rollback by the server, resources, locks, operator intervention. */
const TRANSIENT_CLASSES = new Set(['08', '40', '53', '55', '57']);

/**
 * Steps take milliseconds; whoever waits longer for another one gets an error instead of hanging for ever. Clients that
 * poll by creation time overlap by 10 s: with a longer wait they could miss what was stamped before it was committed.
 */
const LOCK_TIMEOUT_MS = 5_000;

/** PostgreSQL's deadlock_detected and serialization_failure, both cured by running the transaction again. */
const LOST_RACE = new Set(['40P01', '40001']);

/**
 * Opens a pool of connections; nothing connects before the first query.
 *
 * @param onIdleError called when a connection breaks while unused (server restarted); the pool replaces it.
 */
export function openDatabase(
  url: string,
  onIdleError: (error: Error) => void,
  maxConnections = 16,
): Database {
  const types = new pg.TypeOverrides();
  // Counts and priorities fit a double by far; the driver's default is a string.
  types.setTypeParser(pg.types.builtins.INT8, Number);
  const database = new pg.Pool({
    connectionString: url,
    max: maxConnections,
    types,
    lock_timeout: LOCK_TIMEOUT_MS,
  });
  database.on('error', onIdleError);
  return database;
}

/**
 * Runs `work` in one transaction: commits when it resolves, rolls back when it throws.
 * Deadlocks and serialization failures run `work` again, so it must have no effect outside the transaction.
 */
export async function withTransaction<T>(database: Database, work: (tx: Tx) => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await runOnce(database, work);
    } catch (error) {
      if (attempt === MAX_ATTEMPTS || !isLostRace(error)) throw error;
    }
  }
}

async function runOnce<T>(database: Database, work: (tx: Tx) => Promise<T>): Promise<T> {
  const tx = await database.connect();
  let broken: Error | undefined;
  try {
    await tx.query('BEGIN');
    const result = await work(tx);
    await tx.query('COMMIT');
    return result;
  } catch (error) {
    await tx.query('ROLLBACK').catch((failure: Error) => {
      broken = failure;
    });
    throw error;
  } finally {
    tx.release(broken);
  }
}

/** Whether a failure says something of the database's state only, so that the same work may succeed a little later. */
export function isTransient(error: unknown): boolean {
  if (error instanceof pg.DatabaseError) return TRANSIENT_CLASSES.has((error.code ?? '').slice(0, 2));
  const { code, message } = error as { code?: unknown; message?: unknown };
  return /^E[A-Z]+$/.test(String(code)) || /^Connection terminated/.test(String(message));
}

function isLostRace(error: unknown): boolean {
  return error instanceof pg.DatabaseError && LOST_RACE.has(error.code ?? '');
}

/** Runs reads on one connection; each sees what was committed before it. */
export async function withConnection<T>(database: Database, read: (tx: Tx) => Promise<T>): Promise<T> {
  const tx = await database.connect();
  try {
    return await read(tx);
  } finally {
    tx.release();
  }
}
