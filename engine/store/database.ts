import pg from 'pg';
import { SharedTransactions } from './shared-transactions.ts';
import { SharedReads, readFrom } from './shared-reads.ts';
import { Transaction } from './transaction.ts';
import type { Answer, Tx } from './transaction.ts';

export type { Lookup, Reads, Tx } from './transaction.ts';

/**
 * A database of the engine; everything it stores is in the schema `engine`. Steps and reads have connections of their own:
 * they want different plans, and a flood of one leaves room for the other.
 */
export interface Database {
  steps: pg.Pool;
  reads: pg.Pool;
  /** For reads of one case. */
  caseReads: SharedReads;
  shared: SharedTransactions;
  end: () => Promise<void>;
}

/** How many connections each kind of work has at most. */
const CONNECTIONS = { steps: 10, reads: 4, caseReads: 4 };

/**
 * Statements of steps, and of reads of one case, are prepared. A prepared plan outlives the sizes it was made for: one made while tables are empty would
 * read them whole for ever. Each of them finds its rows by an index, so plans that do not are ruled out, and none
 * is gained by planning again for other values.
 */
const INDEX_PLANS = [
  'SET enable_seqscan TO off',
  'SET enable_hashjoin TO off',
  'SET enable_mergejoin TO off',
  'SET plan_cache_mode TO force_generic_plan',
].join(';');

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
 * Opens the connections of an engine; nothing connects before the first query.
 *
 * @param onIdleError called when a connection breaks while unused (server restarted); it is replaced.
 */
export function openDatabase(
  url: string,
  onIdleError: (error: Error) => void,
  connections = CONNECTIONS,
): Database {
  const steps = openPool(url, onIdleError, connections.steps);
  const reads = openPool(url, onIdleError, connections.reads);
  const caseReads = openPool(url, onIdleError, connections.caseReads);
  for (const pool of [steps, caseReads]) {
    // What fails here fails again, and is told, with the statement that follows.
    pool.on('connect', (connection) => void connection.query(INDEX_PLANS).catch(() => undefined));
  }
  const database: Database = {
    steps,
    reads,
    caseReads: new SharedReads(caseReads),
    shared: new SharedTransactions({
      connect: () => steps.connect(),
      alone: (work) => withTransaction(database, work),
      isUnavailable: (error) => transientFailure(error) === 'unavailable',
    }),
    end: async () => void (await Promise.all([steps.end(), reads.end(), caseReads.end()])),
  };
  return database;
}

function openPool(url: string, onIdleError: (error: Error) => void, maxConnections: number): pg.Pool {
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
  const pool = new pg.Pool(options);
  pool.on('error', onIdleError);
  // One that breaks while it is borrowed, or on its way to the borrower, tells so twice: its query fails, and it emits an error,
  // which would end the process if nobody listened.
  pool.on('connect', (connection) => connection.on('error', leaveItToTheQuery));
  return pool;
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

/**
 * As `withTransaction`, in a transaction that others who come at the same time may share: for frequent work on one case. It
 * reads first and writes then; what it reads with `Tx.find` and writes with `Tx.writeRows` is asked and sent together.
 */
export function withSharedTransaction<T>(database: Database, work: (tx: Tx) => Promise<T>): Promise<T> {
  return database.shared.share(work);
}

/** Runs one statement as a transaction of its own, in one round trip; as `withTransaction`, again when it lost a race. */
export function runStatement<Row extends object>(
  database: Database,
  sql: string,
  values: unknown[],
): Promise<Answer<Row>> {
  return untilItWins(database, (transaction) => transaction.queryAlone<Row>(sql, values));
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
  const connection = await database.steps.connect();
  let broken: Error | undefined;
  const transaction = new Transaction(connection);
  try {
    return await work(transaction);
  } catch (error) {
    await transaction.rollBack().catch((failure: Error) => {
      broken = failure;
    });
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

/** Values PostgreSQL cannot hold: text with the character NUL or longer than an index takes, numbers and dates out of its range. */
const UNSTORABLE = new Set(['22021', '22P05', '22003', '22008', '54000']);

/** Whether a failure says that a client sent a value which no row could ever have. */
export function isUnstorable(error: unknown): boolean {
  return error instanceof pg.DatabaseError && UNSTORABLE.has(error.code ?? '');
}

function isLostRace(error: unknown): boolean {
  return error instanceof pg.DatabaseError && LOST_RACE.has(error.code ?? '');
}

/** Runs reads on one connection; each sees what was committed before it. */
export function withConnection<T>(database: Database, read: (tx: Tx) => Promise<T>): Promise<T> {
  return readFrom(database.reads, read);
}

/**
 * As `withConnection`, for reads that find what belongs to one case by an index, however large the tables were when first asked.
 * Those that come at the same time go together; it may run again.
 */
export function withCaseConnection<T>(database: Database, read: (tx: Tx) => Promise<T>): Promise<T> {
  return database.caseReads.share(read);
}
