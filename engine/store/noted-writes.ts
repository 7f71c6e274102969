import { arrayLiteral } from './array-literal.ts';

/** A write that waits to be sent. */
export type NotedWrite =
  | { kind: 'single'; sql: string; values: unknown[] }
  | { kind: 'rows'; sql: string; rows: readonly unknown[][] };

/** Rows turned into columns: the parameters of a statement that takes any number of rows. */
export function columnsOf(rows: readonly unknown[][]): string[] {
  const [first = []] = rows;
  return first.map((_, column) => arrayLiteral(rows.map((row) => row[column])));
}

/**
 * Makes one list of the writes of several steps: those that take rows and are the same statement become one, wherever that
 * leaves each step's own order as it was.
 */
export function mergeWrites(steps: readonly (readonly NotedWrite[])[]): NotedWrite[] {
  const queues = steps.map((writes) => new Queue(writes)).filter(({ head }) => head);
  const merged: NotedWrite[] = [];
  while (queues.some(({ head }) => head)) {
    const chosen = choose(queues);
    if (chosen.kind === 'single') {
      merged.push(chosen);
      queues.find(({ head }) => head === chosen)?.take();
      continue;
    }
    const rows: unknown[][] = [];
    for (const queue of queues) {
      const { head } = queue;
      if (head?.kind === 'rows' && head.sql === chosen.sql) {
        rows.push(...head.rows);
        queue.take();
      }
    }
    merged.push({ ...chosen, rows });
  }
  return merged;
}

/** Whichever statement no other step has further down: sent now, it would miss that one. Else the first. */
function choose(queues: readonly Queue[]): NotedWrite {
  const heads = queues.flatMap(({ head }) => (head ? [head] : []));
  const best = heads.find((head) => !queues.some((queue) => queue.comesTo(head)));
  const chosen = best ?? heads[0];
  if (!chosen) throw new RangeError('There is nothing left to write.');
  return chosen;
}

/** The writes of one step that are still to be sent. */
class Queue {
  readonly #writes: readonly NotedWrite[];
  #next = 0;

  constructor(writes: readonly NotedWrite[]) {
    this.#writes = writes;
  }

  get head(): NotedWrite | undefined {
    return this.#writes[this.#next];
  }

  take(): void {
    this.#next += 1;
  }

  /** Whether the statement follows behind the next one, and is not the next one itself. */
  comesTo({ sql }: NotedWrite): boolean {
    if (this.head?.sql === sql) return false;
    return this.#writes.some((write, index) => index > this.#next && write.sql === sql);
  }
}
