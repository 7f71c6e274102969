import type pg from 'pg';
import { TransactionGroup } from './transaction-group.ts';
import type { Outcome } from './transaction-group.ts';
import type { Tx } from './transaction.ts';

/** Transactions under way at one time; work that comes meanwhile shares the next one. */
const AT_ONCE = 2;

/** Pieces of work in one transaction: with more, the first ones wait too long for the last ones. */
const MAX_MEMBERS = 24;

/** How connections are had, and how work is done that cannot share. */
interface SharedTransactionsOptions {
  connect: () => Promise<pg.PoolClient>;
  alone: <T>(work: (tx: Tx) => Promise<T>) => Promise<T>;
  /** Whether the database went away, so that nobody knows what it kept. */
  isUnavailable: (error: unknown) => boolean;
}

interface Member {
  work: (tx: Tx) => Promise<unknown>;
  resolve: (value: unknown) => void;
  reject: (error: unknown) => void;
}

/**
 * Does pieces of work that come at the same time in one transaction: they ask for their rows together, write together and
 * commit once. Each still happens as a whole or not at all. Work that needs what other work holds is done alone afterwards.
 */
export class SharedTransactions {
  readonly #options: SharedTransactionsOptions;
  readonly #waiting: Member[] = [];
  #running = 0;
  #isScheduled = false;

  constructor(options: SharedTransactionsOptions) {
    this.#options = options;
  }

  /**
   * Runs `work` in a transaction that others may share; resolves after its commit, rejects when it threw. It may run again, so
   * it must have no effect outside the transaction.
   */
  share<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      this.#waiting.push({ work, resolve: resolve as (value: unknown) => void, reject });
      this.#schedule();
    });
  }

  /** What arrives in one turn of the event loop goes together. */
  #schedule(): void {
    if (this.#isScheduled || this.#running >= AT_ONCE || this.#waiting.length === 0) return;
    this.#isScheduled = true;
    setImmediate(() => {
      this.#isScheduled = false;
      this.#runNext().catch(() => undefined);
    });
  }

  async #runNext(): Promise<void> {
    const members = this.#waiting.splice(0, MAX_MEMBERS);
    this.#running += 1;
    this.#schedule();
    try {
      const left = members.length > 1 ? await this.#runTogether(members) : members;
      const alone = left.map(({ work, resolve, reject }) => this.#options.alone(work).then(resolve, reject));
      // A single one has the place of a group; those that left one have waited long enough for it.
      if (members.length === 1) await Promise.all(alone);
    } finally {
      this.#running -= 1;
      this.#schedule();
    }
  }

  /** Answers those that are done or have failed, and gives back those that are to be done alone. */
  async #runTogether(members: Member[]): Promise<Member[]> {
    const outcomes = await this.#outcomesOf(members);
    return members.filter(({ resolve, reject }, index) => {
      const outcome = outcomes[index];
      if (outcome?.kind === 'done') resolve(outcome.value);
      if (outcome?.kind === 'failed') reject(outcome.error);
      return outcome?.kind === 'leaves';
    });
  }

  async #outcomesOf(members: Member[]): Promise<Outcome[]> {
    try {
      const connection = await this.#options.connect();
      const group = new TransactionGroup(connection, this.#options.isUnavailable);
      return await group.run(members.map(({ work }) => work));
    } catch (error) {
      return members.map(() => ({ kind: 'failed', error }));
    }
  }
}
