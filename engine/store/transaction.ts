import type { Socket } from 'node:net';
import type pg from 'pg';
import { columnsOf } from './noted-writes.ts';
import type { NotedWrite } from './noted-writes.ts';

/** What a statement answers. */
export interface Answer<Row> {
  rows: Row[];
  /** Rows it gave or changed. */
  rowCount: number | null;
}

/** The one thing every repository needs: where its statements go, within one transaction. */
export interface Tx {
  /** Asks the database; sees all writes before it. Several queries asked for at once take one round trip. */
  query: <Row extends object = Record<string, unknown>>(
    sql: string,
    values?: unknown[],
  ) => Promise<Answer<Row>>;
  /**
   * Notes a write that goes out with the next query or with the commit, so that a whole step takes one round trip. It
   * resolves at once; its failure is that of the query or commit.
   *
   * @param sql constant text, since it is prepared. It finds rows by comparing their columns with parameters, never by
   *   joining them with rows of a parameter: for a join PostgreSQL may read the whole table first, and keep to that plan.
   */
  write: (sql: string, values: unknown[]) => Promise<void>;
  /**
   * As `write`, for a statement that takes any number of rows: its parameters are arrays, one for each column of `rows`.
   * Steps that share a transaction send theirs as one. Does nothing for no rows.
   */
  writeRows: (sql: string, rows: readonly unknown[][]) => Promise<void>;
  /** Reads what belongs to one id; steps that share a transaction ask for theirs together. */
  find: <Row extends object>(lookup: Lookup, id: string) => Promise<Row[]>;
}

/** A query for any number of ids at once. */
export interface Lookup {
  /** Its parameter `$1` is a list of ids; each row says in the column `key` for which of them it is. */
  sql: string;
  /**
   * It locks what it reads and names it in the column `locked`. Among steps that share a transaction it waits for nobody: who
   * cannot have the lock at once takes its step alone.
   */
  locks?: boolean;
}

interface Statement {
  text: string;
  values?: unknown[];
}

/**
 * Statements are prepared by each connection once: planning takes longer than running most of them. Texts that are put
 * together from what clients ask for could be without number; beyond this many they are planned each time.
 */
const MAX_PREPARED = 400;

const prepared = new Map<string, string>();

/** One transaction on one connection; it begins with its first statement. */
export class Transaction implements Tx {
  readonly #connection: pg.PoolClient;
  readonly #writes: NotedWrite[] = [];
  #isOpen = false;

  constructor(connection: pg.PoolClient) {
    this.#connection = connection;
  }

  /** Whether anything was sent, so that there is something to roll back. */
  get isOpen(): boolean {
    return this.#isOpen;
  }

  query<Row extends object>(sql: string, values?: unknown[]): Promise<Answer<Row>> {
    return this.#send(values ? { text: sql, values } : { text: sql }) as Promise<Answer<Row>>;
  }

  write(sql: string, values: unknown[]): Promise<void> {
    this.#writes.push({ kind: 'single', sql, values });
    return Promise.resolve();
  }

  writeRows(sql: string, rows: readonly unknown[][]): Promise<void> {
    this.note(rows.length > 0 ? [{ kind: 'rows', sql, rows }] : []);
    return Promise.resolve();
  }

  /** Notes writes that were noted elsewhere. */
  note(writes: readonly NotedWrite[]): void {
    this.#writes.push(...writes);
  }

  async find<Row extends object>({ sql }: Lookup, id: string): Promise<Row[]> {
    const { rows } = await this.query<Row>(sql, [[id]]);
    return rows;
  }

  /** Asks without beginning a transaction: one statement is one by itself. */
  queryAlone<Row extends object>(sql: string, values: unknown[]): Promise<Answer<Row>> {
    return ask<Row>(this.#connection, { text: sql, values });
  }

  /** Sends what is still to be written and commits. @throws when anything failed: nothing is kept then. */
  async commit(): Promise<void> {
    if (!this.#isOpen && this.#writes.length === 0) return;
    const { command } = (await this.#send({ text: 'COMMIT' })) as { command?: string };
    if (command === 'ROLLBACK')
      throw new Error('A statement of the transaction had failed: nothing was kept.');
  }

  /** One round trip, however many statements. What fails first is the cause of what fails after it. */
  async #send(statement: Statement): Promise<Answer<object>> {
    const statements: Statement[] = [
      ...(this.#isOpen ? [] : [{ text: 'BEGIN' }]),
      ...this.#writes.splice(0).map(toStatement),
      statement,
    ];
    this.#isOpen = true;
    const answers = await Promise.allSettled(statements.map((each) => ask(this.#connection, each)));
    for (const answer of answers) if (answer.status === 'rejected') throw answer.reason;
    const last = answers.at(-1);
    if (last?.status !== 'fulfilled') throw new Error('The database gave no answer.');
    return last.value;
  }
}

/** Reads outside of a transaction; each sees what was committed before it. */
export class ReadConnection implements Tx {
  readonly #connection: pg.PoolClient;

  constructor(connection: pg.PoolClient) {
    this.#connection = connection;
  }

  query<Row extends object>(sql: string, values?: unknown[]): Promise<Answer<Row>> {
    return ask<Row>(this.#connection, values ? { text: sql, values } : { text: sql });
  }

  async find<Row extends object>({ sql }: Lookup, id: string): Promise<Row[]> {
    const { rows } = await this.query<Row>(sql, [[id]]);
    return rows;
  }

  write(): Promise<void> {
    return Promise.reject(new TypeError('Only a transaction writes.'));
  }

  writeRows(): Promise<void> {
    return this.write();
  }
}

function toStatement(write: NotedWrite): Statement {
  return { text: write.sql, values: write.kind === 'single' ? write.values : columnsOf(write.rows) };
}

/**
 * Asks the database, in one system call with all else that is asked for at the same time. The driver makes one for each
 * statement, and those cost more than all else that a step does.
 */
function ask<Row extends object>(
  connection: pg.PoolClient,
  statement: Statement,
): Promise<pg.QueryResult<Row>> {
  const { stream } = (connection as pg.PoolClient & { connection: { stream: Socket } }).connection;
  stream.cork();
  process.nextTick(() => stream.uncork());
  return connection.query<Row>(prepare(statement));
}

/** A statement as the driver prepares it under a name; what has no values may be several statements, which cannot be. */
function prepare(statement: Statement): Statement & { name?: string } {
  if (!statement.values) return statement;
  let name = prepared.get(statement.text);
  if (name === undefined) {
    if (prepared.size >= MAX_PREPARED) return statement;
    name = `s${prepared.size}`;
    prepared.set(statement.text, name);
  }
  return { ...statement, name };
}
