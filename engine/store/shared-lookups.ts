import type { Answer, Lookup } from './transaction.ts';

type Found = { key: string; locked?: string };

interface Question {
  asker: object;
  id: string;
  resolve: (rows: object[] | undefined) => void;
  reject: (error: unknown) => void;
}

/** Asks once for what several pieces of work look up at the same time. */
export class SharedLookups {
  readonly #ask: (sql: string, values: unknown[]) => Promise<Answer<object>>;
  readonly #questions = new Map<Lookup, Question[]>();
  /** Who asked first for what is locked now. */
  readonly #holders = new Map<string, object>();

  constructor(ask: (sql: string, values: unknown[]) => Promise<Answer<object>>) {
    this.#ask = ask;
  }

  /** Rows for an id; undefined when it was to be locked, and is not there or somebody else holds it. */
  find(asker: object, lookup: Lookup, id: string): Promise<object[] | undefined> {
    if (this.#questions.size === 0) queueMicrotask(() => process.nextTick(() => this.#answerAll()));
    const questions = this.#questions.get(lookup) ?? [];
    this.#questions.set(lookup, questions);
    return new Promise((resolve, reject) => questions.push({ asker, id, resolve, reject }));
  }

  /** All in one round trip, in the order in which they were first asked for: locks come before what they protect. */
  #answerAll(): void {
    const asked = [...this.#questions];
    this.#questions.clear();
    for (const [lookup, questions] of asked) this.#answer(lookup, questions);
  }

  #answer(lookup: Lookup, questions: Question[]): void {
    const ids = [...new Set(questions.map(({ id }) => id))];
    this.#ask(lookup.locks ? `${lookup.sql} SKIP LOCKED` : lookup.sql, [ids]).then(
      ({ rows }) => {
        const byKey = Map.groupBy(rows as Found[], ({ key }) => key);
        for (const { asker, id, resolve } of questions) {
          const found = byKey.get(id) ?? [];
          resolve(lookup.locks && !this.#holds(asker, found) ? undefined : found);
        }
      },
      (error: unknown) => {
        for (const { reject } of questions) reject(error);
      },
    );
  }

  #holds(asker: object, [found]: Found[]): boolean {
    if (found?.locked === undefined) return false;
    const holder = this.#holders.get(found.locked) ?? asker;
    this.#holders.set(found.locked, holder);
    return holder === asker;
  }
}
