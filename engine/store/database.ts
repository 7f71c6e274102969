import pg from 'pg';
import { ReadConnection, Transaction } from './transaction.ts';
import type { Answer, Tx } from './transaction.ts';

export type { Tx } from './transaction.ts';

/** A database of the engine; everything it stores is in the schema `engine`. */
export type Database = pg.Pool;

/** Retries of a transaction that lost a race; more than a handful means something else is wrong. */
const MAX_ATTEMPTS = 5;

/** SQLSTATE classes of a database that does no work now: connection, resources, operator intervention (shutdown). */
const UNAVAILABLE_CLASSES = new Set(['08', '53', '57']);

/** SQLSTATE classes of work that met other work: rollback by the server, locks. */
const CONFLICT_CLASSES = new Set(['40', '55']);

/** What the driver and its pool say of connections that are lost or cannot be had. */
const NO_CONNECTION = /^Connection terminated|not queryable|^timeout exceeded|after calling end on the pool/;

/** A request that gets no connection for so long, because the database is away or overrun, is told so. */
const CONNECT_TIMEOUT_MS = 10_000;

/**
 * A machine that vanishes in the middle of a transaction would keep its cases locked until PostgreSQL notices, which takes
 * hours by default. No transaction of a living engine idles for more than the parsing of a file.
 */
const ABANDONED_MS = 30_000;

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
  const options: pg.PoolConfig & { pipeline: boolean } = {
    connectionString: url,
    max: maxConnections,
    types,
    lock_timeout: LOCK_TIMEOUT_MS,
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    idle_in_transaction_session_timeout: ABANDONED_MS,
    keepAlive: true,
    // Statements go out without waiting for the answers of those before them.
    pipeline: true,
  };
  const database = new pg.Pool(options);
  database.on('error', onIdleError);
  // One that breaks while it is borrowed, or on its way to the borrower, tells so twice: its query fails, and it emits an error,
  // which would end the process if nobody listened.
  database.on('connect', (connection) => connection.on('error', leaveItToTheQuery));
  return database;
}

/**
 * Runs `work` in one transaction: commits when it resolves, rolls back when it throws.
 * Deadlocks and serialization failures run `work` again, so it must have no effect outside the transaction.
 */
export function withTransaction<T>(database: Database, work: (tx: Tx) => Promise<T>): Promise<T> {
  return untilItWins(database, async (transaction) => {
    const result = await work(transaction);
    await transaction.commit();
    return result;
  });
}

/** Runs one statement as a transaction of its own, in one round trip; as `withTransaction`, again when it lost a race. */
export function runStatement<Row extends object>(
  database: Database,
  sql: string,
  values: unknown[],
): Promise<Answer<Row>> {
  return untilItWins(database, (transaction) => transaction.queryAndCommit<Row>(sql, values));
}

async function untilItWins<T>(
  database: Database,
  work: (transaction: Transaction) => Promise<T>,
): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await runOnce(database, work);
    } catch (error) {
      if (attempt === MAX_ATTEMPTS || !isLostRace(error)) throw error;
    }
  }
}

async function runOnce<T>(database: Database, work: (transaction: Transaction) => Promise<T>): Promise<T> {
  const connection = await database.connect();
  let broken: Error | undefined;
  const transaction = new Transaction(connection);
  try {
    return await work(transaction);
  } catch (error) {
    if (transaction.isOpen) {
      await connection.query('ROLLBACK').catch((failure: Error) => {
        broken = failure;
      });
    }
    throw error;
  } finally {
    connection.release(broken);
  }
}

const leaveItToTheQuery = (): void => undefined;

/**
 * Whether a failure says something of the database's state only, so that the same work may succeed a little later: it is
 * `unavailable`, or the work lost a `conflict` with other work. Undefined for all other failures.
 */
export function transientFailure(error: unknown): 'unavailable' | 'conflict' | undefined {
  if (error instanceof pg.DatabaseError) {
    const sqlStateClass = (error.code ?? '').slice(0, 2);
    if (UNAVAILABLE_CLASSES.has(sqlStateClass)) return 'unavailable';
    return CONFLICT_CLASSES.has(sqlStateClass) ? 'conflict' : undefined;
  }
  if (!(error instanceof Error)) return undefined;
  const { code } = error as { code?: unknown };
  return /^E[A-Z]+$/.test(String(code)) || NO_CONNECTION.test(error.message) ? 'unavailable' : undefined;
}

/** Values PostgreSQL cannot hold: text with the character NUL, numbers and dates out of its range. */
const UNSTORABLE = new Set(['22021', '22P05', '22003', '22008']);

/** Whether a failure says that a client sent a value which no row could ever have. */
export function isUnstorable(error: unknown): boolean {
  return error instanceof pg.DatabaseError && UNSTORABLE.has(error.code ?? '');
}

function isLostRace(error: unknown): boolean {
  return error instanceof pg.DatabaseError && LOST_RACE.has(error.code ?? '');
}

/** Runs reads on one connection; each sees what was committed before it. */
export async function withConnection<T>(database: Database, read: (tx: Tx) => Promise<T>): Promise<T> {
  const connection = await database.connect();
  try {
    return await read(new ReadConnection(connection));
  } finally {
    connection.release();
  }
}
