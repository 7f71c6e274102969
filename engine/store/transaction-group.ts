import type pg from 'pg';
import { mergeWrites } from './noted-writes.ts';
import type { NotedWrite } from './noted-writes.ts';
import { SharedLookups } from './shared-lookups.ts';
import { Transaction } from './transaction.ts';
import type { Answer, Lookup, Reads, Tx } from './transaction.ts';

/**
 * How a piece of work went. It has done nothing when it is `held`, since others hold what it needs, or when it `leaves`, and must
 * be done alone.
 */
export type Outcome =
  | { kind: 'done'; value: unknown }
  | { kind: 'failed'; error: unknown }
  | { kind: 'held' }
  | { kind: 'leaves' };

type Work = (tx: Tx) => Promise<unknown>;

/** One transaction that several pieces of work share. */
export class TransactionGroup {
  readonly #connection: pg.PoolClient;
  readonly #isUnavailable: (error: unknown) => boolean;
  readonly #transaction: Transaction;
  readonly #lookups: SharedLookups;
  /** Why nothing of this transaction can be kept. */
  #failure: { error: unknown } | undefined;

  /**
   * Begins with the first statement.
   *
   * @param connection given back after `run`
   * @param isUnavailable whether an error says that the database went away, so that nobody knows what it kept
   */
  constructor(connection: pg.PoolClient, isUnavailable: (error: unknown) => boolean) {
    this.#connection = connection;
    this.#isUnavailable = isUnavailable;
    this.#transaction = new Transaction(connection);
    this.#lookups = new SharedLookups((sql, values) => this.ask(sql, values));
  }

  /** Does all work and commits. What fails by itself leaves the others alone; what fails in the database undoes all. */
  async run(works: readonly Work[]): Promise<Outcome[]> {
    const members = works.map(() => new Member(this, this.#lookups));
    const outcomes = await Promise.all(works.map((work, index) => this.#runOne(work, members[index])));
    try {
      if (!this.#failure) await this.#commit(members, outcomes);
    } catch (error) {
      this.#failure ??= { error };
    }
    const broken = await this.#rollBack();
    this.#connection.release(broken);
    return this.#failure ? this.#withoutCommit(outcomes, this.#failure.error) : outcomes;
  }

  /** Asks the database; sees what was sent before. */
  async ask<Row extends object>(sql: string, values?: unknown[]): Promise<Answer<Row>> {
    try {
      return await this.#transaction.query<Row>(sql, values);
    } catch (error) {
      this.#failure ??= { error };
      throw error;
    }
  }

  /** Notes writes that go with what is asked next. */
  send(writes: readonly NotedWrite[]): void {
    this.#transaction.note(writes);
  }

  async #runOne(work: Work, member: Member | undefined): Promise<Outcome> {
    if (!member) return { kind: 'leaves' };
    const outcome = await work(member).then(
      (value): Outcome => ({ kind: 'done', value }),
      (error: unknown): Outcome => ({ kind: 'failed', error }),
    );
    if (outcome.kind === 'done' && !member.isHeld) return outcome;
    // What it sent cannot be taken back from the transaction alone.
    if (member.hasSent) this.#failure ??= { error: new Error('A piece of work failed half-way.') };
    return member.isHeld ? { kind: 'held' } : outcome;
  }

  async #commit(members: readonly Member[], outcomes: readonly Outcome[]): Promise<void> {
    const done = members.filter((_, index) => outcomes[index]?.kind === 'done');
    this.#transaction.note(mergeWrites(done.map((member) => member.takeWrites())));
    await this.#transaction.commit();
  }

  /** Ends a transaction that failed; a connection that cannot is broken. */
  async #rollBack(): Promise<Error | undefined> {
    if (!this.#failure) return undefined;
    return this.#transaction.rollBack().then(
      () => undefined,
      (error: Error) => error,
    );
  }

  /** Nobody's work was kept: what failed by itself has its answer, the rest is done again unless the database is away. */
  #withoutCommit(outcomes: readonly Outcome[], error: unknown): Outcome[] {
    return outcomes.map(() => (this.#isUnavailable(error) ? { kind: 'failed', error } : { kind: 'leaves' }));
  }
}

/** One piece of work sees a transaction of its own. */
class Member implements Tx {
  readonly apart: Reads;
  /** It has met work it must wait for, and cannot here. */
  isHeld = false;
  /** It wrote, and what it wrote was sent, because it went on to read. */
  hasSent = false;
  readonly #group: TransactionGroup;
  readonly #lookups: SharedLookups;
  #writes: NotedWrite[] = [];

  constructor(group: TransactionGroup, lookups: SharedLookups) {
    this.#group = group;
    this.#lookups = lookups;
    this.apart = {
      query: (sql, values) => group.ask(sql, values),
      find: (lookup, id) => this.#find(lookup, id),
    };
  }

  query<Row extends object>(sql: string, values?: unknown[]): Promise<Answer<Row>> {
    this.#send();
    return this.#group.ask<Row>(sql, values);
  }

  find<Row extends object>(lookup: Lookup, id: string): Promise<Row[]> {
    this.#send();
    return this.#find(lookup, id);
  }

  async #find<Row extends object>(lookup: Lookup, id: string): Promise<Row[]> {
    const rows = await this.#lookups.find(this, lookup, id);
    if (rows) return rows as Row[];
    this.isHeld = true;
    throw new Error('Others hold what this work needs.');
  }

  write(sql: string, values: unknown[]): Promise<void> {
    this.#writes.push({ kind: 'single', sql, values });
    return Promise.resolve();
  }

  writeRows(sql: string, rows: readonly unknown[][]): Promise<void> {
    if (rows.length > 0) this.#writes.push({ kind: 'rows', sql, rows });
    return Promise.resolve();
  }

  /** What is still to be sent. */
  takeWrites(): NotedWrite[] {
    const writes = this.#writes;
    this.#writes = [];
    return writes;
  }

  #send(): void {
    if (this.#writes.length === 0) return;
    this.hasSent = true;
    this.#group.send(this.takeWrites());
  }
}
