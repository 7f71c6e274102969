import { hostname } from 'node:os';

/** What the processes count by themselves, by Camunda's names; all else is counted from the history. */
export type Meter =
  | 'job-acquisition-attempt'
  | 'job-acquired-success'
  | 'executed-decision-instances'
  | 'executed-decision-elements'
  | 'history-cleanup-removed-process-instances'
  | 'history-cleanup-removed-decision-instances';

/** What one meter has counted. */
export interface Count {
  name: string;
  value: number;
}

/** Counts in memory what leaves no trace in the history, until it is written down. */
export class Meters {
  /** Who counts: the machine, with the engine's name as in Camunda. */
  readonly reporter = `${hostname()}$default`;
  readonly #counts = new Map<Meter, number>();

  /** It happened. */
  mark(name: Meter, times = 1): void {
    if (times > 0) this.#counts.set(name, (this.#counts.get(name) ?? 0) + times);
  }

  /** What was counted and is not written down. */
  counts(): Count[] {
    return [...this.#counts].map(([name, value]) => ({ name, value }));
  }

  /** As `counts`, and begins again from 0. */
  take(): Count[] {
    const counts = this.counts();
    this.#counts.clear();
    return counts;
  }

  /** Gives back what `take` took and could not be written down. */
  putBack(counts: readonly Count[]): void {
    for (const { name, value } of counts) this.mark(name as Meter, value);
  }
}
