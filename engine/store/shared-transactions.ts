import type pg from 'pg';
import { Rounds } from './rounds.ts';
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
  /** Others held what it needs when it was in a group before. */
  wasHeld: boolean;
  resolve: (value: unknown) => void;
  reject: (error: unknown) => void;
}

/**
 * Does pieces of work that come at the same time in one transaction: they ask for their rows together, write together and
 * commit once. Each still happens as a whole or not at all. Work that needs what other work
 * holds goes into the next one, and is done alone when it is held again.
 */
export class SharedTransactions {
  readonly #options: SharedTransactionsOptions;
  readonly #rounds = new Rounds<Member>({
    atOnce: AT_ONCE,
    most: MAX_MEMBERS,
    run: (members) => this.#run(members),
  });

  constructor(options: SharedTransactionsOptions) {
    this.#options = options;
  }

  /**
   * Runs `work` in a transaction that others may share; resolves after its commit, rejects when it threw. It may run again, so
   * it must have no effect outside the transaction.
   */
  share<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      this.#rounds.add({ work, wasHeld: false, resolve: resolve as (value: unknown) => void, reject });
    });
  }

  async #run(members: Member[]): Promise<void> {
    const isAlone = members.length === 1;
    const left = isAlone ? members : await this.#runTogether(members);
    const alone = left.map(({ work, resolve, reject }) => this.#options.alone(work).then(resolve, reject));
    // A single one has the place of a group; those that left one have waited long enough for it.
    if (isAlone) await Promise.all(alone);
  }

  /** Answers those that are done or have failed, lets those that were held try again, and gives back those to be done alone. */
  async #runTogether(members: Member[]): Promise<Member[]> {
    const outcomes = await this.#outcomesOf(members);
    const again: Member[] = [];
    const left = members.filter((member, index) => {
      const outcome = outcomes[index];
      if (outcome?.kind === 'done') member.resolve(outcome.value);
      if (outcome?.kind === 'failed') member.reject(outcome.error);
      if (outcome?.kind === 'held' && !member.wasHeld) again.push({ ...member, wasHeld: true });
      return outcome?.kind === 'leaves' || (outcome?.kind === 'held' && member.wasHeld);
    });
    this.#rounds.addFirst(again);
    return left;
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
