import type pg from 'pg';
import { Rounds } from './rounds.ts';
import { ReadConnection } from './transaction.ts';
import type { Tx } from './transaction.ts';

/** Rounds of reads under way at one time. */
const AT_ONCE = 2;

/** Reads in one round. */
const MAX_READERS = 32;

interface Reader {
  read: (tx: Tx) => Promise<unknown>;
  resolve: (value: unknown) => void;
  reject: (error: unknown) => void;
}

/** Lets short reads that come at the same time ask on one connection, in one message: it costs more than most of their statements. */
export class SharedReads {
  readonly #pool: pg.Pool;
  readonly #rounds = new Rounds<Reader>({
    atOnce: AT_ONCE,
    most: MAX_READERS,
    run: (readers) => this.#run(readers),
  });

  constructor(pool: pg.Pool) {
    this.#pool = pool;
  }

  /** Runs `read`; each of its statements sees what was committed before. It may run again, alone. */
  share<T>(read: (tx: Tx) => Promise<T>): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      this.#rounds.add({ read, resolve: resolve as (value: unknown) => void, reject });
    });
  }

  async #run(readers: Reader[]): Promise<void> {
    const left = readers.length > 1 ? await this.#readTogether(readers) : readers;
    await Promise.all(
      left.map(({ read, resolve, reject }) => readFrom(this.#pool, read).then(resolve, reject)),
    );
  }

  /** Answers readers, and gives back those to whom something happened: it may have been the statement of another one. */
  async #readTogether(readers: Reader[]): Promise<Reader[]> {
    const failed: Reader[] = [];
    try {
      const connection = await this.#pool.connect();
      const tx = new ReadConnection(connection);
      await Promise.all(
        readers.map((reader) => reader.read(tx).then(reader.resolve, () => void failed.push(reader))),
      );
      // The connection may be what failed: nobody shall get it again.
      connection.release(failed.length > 0);
    } catch (error) {
      for (const { reject } of readers) reject(error);
    }
    return failed;
  }
}

/** Runs reads on a connection of a pool. */
export async function readFrom<T>(pool: pg.Pool, read: (tx: Tx) => Promise<T>): Promise<T> {
  const connection = await pool.connect();
  try {
    return await read(new ReadConnection(connection));
  } finally {
    connection.release();
  }
}
