import type pg from 'pg';

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
   * @param sql statement whose only parameter is a JSON array of `rows`; constant text, since it is prepared.
   */
  write: (sql: string, rows: readonly object[]) => Promise<void>;
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

/**
 * A prepared plan outlives the sizes it was made for: one made while tables are empty would read them whole for ever. Every
 * statement of a step finds its rows by an index, so plans that do not are ruled out.
 */
const BEGIN = [
  'BEGIN',
  'SET LOCAL enable_seqscan TO off',
  'SET LOCAL enable_hashjoin TO off',
  'SET LOCAL enable_mergejoin TO off',
].join(';');

const prepared = new Map<string, string>();

/** One transaction on one connection; it begins with its first statement. */
export class Transaction implements Tx {
  readonly #connection: pg.PoolClient;
  readonly #writes: { sql: string; rows: readonly object[] }[] = [];
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

  write(sql: string, rows: readonly object[]): Promise<void> {
    if (rows.length > 0) this.#writes.push({ sql, rows });
    return Promise.resolve();
  }

  /** Asks and commits in one round trip: for a transaction of one statement. */
  async queryAndCommit<Row extends object>(sql: string, values: unknown[]): Promise<Answer<Row>> {
    const [answer] = await Promise.all([this.query<Row>(sql, values), this.commit()]);
    return answer;
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
    const writes = this.#writes.splice(0).map(({ sql, rows }) => ({ text: sql, values: [toJson(rows)] }));
    const statements: Statement[] = [...(this.#isOpen ? [] : [{ text: BEGIN }]), ...writes, statement];
    this.#isOpen = true;
    const answers = await Promise.allSettled(
      statements.map((each) => this.#connection.query<object>(prepare(each))),
    );
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
    return this.#connection.query<Row>(sql, values);
  }

  write(): Promise<void> {
    return Promise.reject(new TypeError('Only a transaction writes.'));
  }
}

/** A statement as the driver prepares it under a name; what has no values may be several statements, which cannot be. */
export function prepare(statement: Statement): Statement & { name?: string } {
  if (!statement.values) return statement;
  let name = prepared.get(statement.text);
  if (name === undefined) {
    if (prepared.size >= MAX_PREPARED) return statement;
    name = `s${prepared.size}`;
    prepared.set(statement.text, name);
  }
  return { ...statement, name };
}

/** A backslash as JSON writes it, or half of a character outside of the basic plane. */
const ESCAPED_OR_HALF = /\\\\|\\ud[89a-f][0-9a-f]{2}/g;

/** JSON that PostgreSQL takes: half characters, left over where a text was cut, become the replacement character. */
function toJson(rows: readonly object[]): string {
  const text = JSON.stringify(rows);
  if (!text.includes('\\ud')) return text;
  return text.replace(ESCAPED_OR_HALF, (found) => (found === '\\\\' ? found : '\uFFFD'));
}
