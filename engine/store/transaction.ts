import type pg from 'pg';
import { parameterText } from './array-literal.ts';
import { columnsOf } from './noted-writes.ts';
import type { NotedWrite } from './noted-writes.ts';
import { ask, runScript } from './statement-batch.ts';
import type { Answer, Statement } from './statement-batch.ts';

export type { Answer } from './statement-batch.ts';

/** Where rows are asked for. */
export interface Reads {
  /** Asks the database; sees all writes before it. Several queries asked for at once take one round trip. */
  query: <Row extends object = Record<string, unknown>>(
    sql: string,
    values?: unknown[],
  ) => Promise<Answer<Row>>;
  /** Reads what belongs to one id; steps that share a transaction ask for theirs together. */
  find: <Row extends object>(lookup: Lookup, id: string) => Promise<Row[]>;
}

/** The one thing every repository needs: where its statements go, within one transaction. */
export interface Tx extends Reads {
  /** Reads of what this work has not written: they may not see what it noted, which then need not be sent before them. */
  apart: Reads;
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

interface Sent {
  text: string;
  values: readonly unknown[];
}

/**
 * Statements are prepared by each connection once: planning takes longer than running most of them. Texts that are put
 * together from what clients ask for could be without number; beyond this many they are planned each time.
 */
const MAX_PREPARED = 400;

const prepared = new Map<string, string>();

/** One transaction on one connection; it begins with its first statement. */
export class Transaction implements Tx {
  // What is noted goes with any question: that costs nothing where nobody shares the transaction.
  readonly apart: Reads = this;
  readonly #connection: pg.PoolClient;
  readonly #writes: NotedWrite[] = [];
  #isOpen = false;

  constructor(connection: pg.PoolClient) {
    this.#connection = connection;
  }

  /** Without values it may be several statements. */
  async query<Row extends object>(sql: string, values?: unknown[]): Promise<Answer<Row>> {
    if (values) return this.#last<Row>({ text: sql, values });
    await this.#send();
    return runScript(this.#connection, sql) as Promise<Answer<Row>>;
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
    return ask<Row>(this.#connection, prepare({ text: sql, values }));
  }

  /** Sends what is still to be written and commits. @throws when anything failed: nothing is kept then. */
  async commit(): Promise<void> {
    if (!this.#isOpen && this.#writes.length === 0) return;
    const { command } = await this.#last({ text: 'COMMIT', values: [] });
    if (command === 'ROLLBACK')
      throw new Error('A statement of the transaction had failed: nothing was kept.');
  }

  /** Undoes what was done, if anything was. */
  async rollBack(): Promise<void> {
    if (this.#isOpen) await ask(this.#connection, prepare({ text: 'ROLLBACK', values: [] }));
  }

  /** Sends a statement after all that was noted; its answer. */
  async #last<Row extends object>(statement: Sent): Promise<Answer<Row>> {
    const answers = await this.#send(statement);
    const last = answers.at(-1);
    if (!last) throw new Error('The database gave no answer.');
    return last as Answer<Row>;
  }

  /** One round trip, however many statements. */
  async #send(...last: Sent[]): Promise<Answer<object>[]> {
    const statements: Sent[] = [
      ...(this.#isOpen ? [] : [{ text: 'BEGIN', values: [] }]),
      ...this.#writes.splice(0).map(toStatement),
      ...last,
    ];
    this.#isOpen = true;
    // A value that cannot be sent is found before anything is.
    const ready = statements.map(prepare);
    return Promise.all(ready.map((each) => ask<object>(this.#connection, each)));
  }
}

/** Reads outside of a transaction; each sees what was committed before it. */
export class ReadConnection implements Tx {
  readonly apart: Reads = this;
  readonly #connection: pg.PoolClient;

  constructor(connection: pg.PoolClient) {
    this.#connection = connection;
  }

  query<Row extends object>(sql: string, values: unknown[] = []): Promise<Answer<Row>> {
    return ask<Row>(this.#connection, prepare({ text: sql, values }));
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

function toStatement(write: NotedWrite): Sent {
  if (write.kind === 'single') return { text: write.sql, values: write.values };
  return { text: write.sql, values: columnsOf(write.rows) };
}

/** A statement with the name under which every connection prepares it. @throws TypeError for a value of no kind that PostgreSQL knows */
function prepare({ text, values }: Sent): Statement {
  let name = prepared.get(text);
  if (name === undefined && prepared.size < MAX_PREPARED) {
    name = `s${prepared.size}`;
    prepared.set(text, name);
  }
  return { text, values: values.map(parameterText), name };
}
