import pg from 'pg';

/** One statement of a batch; its text is constant. */
export interface Statement {
  text: string;
  /** As PostgreSQL reads them. */
  values: readonly (string | Buffer | null)[];
  /** Under which a connection keeps it prepared; left out: it is planned each time. */
  name?: string | undefined;
}

/** What a statement answers. */
export interface Answer<Row> {
  rows: Row[];
  /** Rows it gave or changed. */
  rowCount: number | null;
  /** The first word of what PostgreSQL says it did, such as `COMMIT`. */
  command: string;
}

/**
 * Asks the database, in one message with all else that is asked of the connection in this turn of the event loop, and with one
 * answer for all: messages cost PostgreSQL and the driver more than most statements. The first statement that fails is the end
 * of the batch: those after it fail with the same error.
 */
export function ask<Row extends object>(
  connection: pg.PoolClient,
  statement: Statement,
): Promise<Answer<Row>> {
  let batch = waiting.get(connection);
  if (!batch) {
    batch = new StatementBatch(connection);
    waiting.set(connection, batch);
    process.nextTick(sendWaiting, connection);
  }
  return batch.add(statement) as Promise<Answer<Row>>;
}

/** Runs SQL that may be several statements, after what was asked before. */
export async function runScript(connection: pg.PoolClient, sql: string): Promise<Answer<object>> {
  sendWaiting(connection);
  const { rows, rowCount, command } = await connection.query<object>(sql);
  return { rows, rowCount, command };
}

const waiting = new WeakMap<pg.PoolClient, StatementBatch>();

function sendWaiting(connection: pg.PoolClient): void {
  const batch = waiting.get(connection);
  if (!batch) return;
  waiting.delete(connection);
  connection.query(batch);
}

/** The part of the driver's connection that a batch sends by. */
interface Wire {
  stream: { cork: () => void; uncork: () => void };
  parse: (message: { name: string; text: string }) => void;
  bind: (message: { statement: string; values: readonly (string | Buffer | null)[] }) => void;
  describe: (message: { type: 'P'; name: '' }) => void;
  execute: (message: { portal: '' }) => void;
  close: (message: { type: 'S'; name: string }) => void;
  sync: () => void;
}

interface Field {
  name: string;
  dataTypeID: number;
}

/** How the rows of a statement are read; undefined when it gives none. */
type Shape = { name: string; parse: (text: string) => unknown }[] | undefined;

/** What a connection knows of a statement: it is prepared, or is being so, or nobody can say since the batch failed. */
type Prepared = { state: 'ready'; shape: Shape } | { state: 'sent' } | { state: 'unknown' };

interface Entry {
  statement: Statement;
  /** Under which name it was sent; empty: without one. */
  name: string;
  shape: Shape;
  answer: Answer<object>;
  failure?: unknown;
  resolve: (answer: Answer<object>) => void;
  reject: (error: unknown) => void;
}

const preparedBy = new WeakMap<pg.PoolClient, Map<string, Prepared>>();

/** Several statements that the driver takes for one query. */
class StatementBatch extends pg.Query {
  readonly #client: pg.PoolClient;
  readonly #prepared: Map<string, Prepared>;
  readonly #entries: Entry[] = [];
  /** How many of them are done. */
  #done = 0;

  constructor(client: pg.PoolClient) {
    super('');
    this.#client = client;
    this.#prepared = preparedBy.get(client) ?? new Map<string, Prepared>();
    preparedBy.set(client, this.#prepared);
  }

  add(statement: Statement): Promise<Answer<object>> {
    const { promise, resolve, reject } = Promise.withResolvers<Answer<object>>();
    const answer = { rows: [], rowCount: null, command: '' };
    this.#entries.push({ statement, name: '', shape: undefined, answer, resolve, reject });
    return promise;
  }

  override readonly submit = (connection: unknown): void => {
    const wire = connection as Wire;
    wire.stream.cork();
    for (const entry of this.#entries) this.#send(wire, entry);
    wire.sync();
    wire.stream.uncork();
  };

  handleRowDescription({ fields }: { fields: Field[] }): void {
    const entry = this.#entries[this.#done];
    if (!entry) return;
    entry.shape = fields.map(({ name, dataTypeID }) => ({
      name,
      parse: this.#client.getTypeParser(dataTypeID, 'text') as (text: string) => unknown,
    }));
  }

  handleDataRow({ fields }: { fields: (string | null)[] }): void {
    const entry = this.#entries[this.#done];
    if (!entry?.shape) return;
    try {
      entry.answer.rows.push(readRow(entry.shape, fields));
    } catch (error) {
      entry.failure = error;
    }
  }

  handleCommandComplete({ text }: { text: string }): void {
    const entry = this.#entries[this.#done];
    if (!entry) return;
    this.#done += 1;
    const words = text.split(' ');
    entry.answer.command = words[0] ?? '';
    const count = Number(words.at(-1));
    if (words.length > 1 && Number.isInteger(count)) entry.answer.rowCount = count;
    if (entry.name !== '') this.#prepared.set(entry.name, { state: 'ready', shape: entry.shape });
  }

  handleReadyForQuery(): void {
    for (const { failure, answer, resolve, reject } of this.#entries) {
      if (failure === undefined) resolve(answer);
      else reject(failure);
    }
  }

  handleError(error: unknown): void {
    for (const { name } of this.#entries.slice(this.#done)) {
      if (this.#prepared.get(name)?.state === 'sent') this.#prepared.set(name, { state: 'unknown' });
    }
    this.#entries.forEach(({ answer, failure, resolve, reject }, index) => {
      if (index < this.#done && failure === undefined) resolve(answer);
      else reject(failure ?? error);
    });
  }

  #send(wire: Wire, entry: Entry): void {
    const { text, name = '', values } = entry.statement;
    const known = this.#prepared.get(name);
    if (known?.state === 'ready') {
      entry.name = name;
      entry.shape = known.shape;
    } else {
      // Whether one that another batch is preparing will be prepared is not known yet.
      entry.name = known?.state === 'sent' ? '' : name;
      if (known?.state === 'unknown') wire.close({ type: 'S', name });
      wire.parse({ name: entry.name, text });
      if (entry.name !== '') this.#prepared.set(name, { state: 'sent' });
    }
    wire.bind({ statement: entry.name, values });
    if (known?.state !== 'ready') wire.describe({ type: 'P', name: '' });
    wire.execute({ portal: '' });
  }
}

function readRow(shape: NonNullable<Shape>, fields: (string | null)[]): object {
  const row: Record<string, unknown> = {};
  shape.forEach(({ name, parse }, index) => {
    const text = fields[index] ?? null;
    row[name] = text === null ? null : parse(text);
  });
  return row;
}
