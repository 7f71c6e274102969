/** Counts and durations of a run, by name, for its table. */
export class Tallies {
  readonly #counts = new Map<string, number>();
  readonly #durations = new Map<string, number[]>();

  count(name: string, by = 1): void {
    this.#counts.set(name, this.counted(name) + by);
  }

  counted(name: string): number {
    return this.#counts.get(name) ?? 0;
  }

  /** Remembers how long something took, in ms. */
  took(name: string, ms: number): void {
    const known = this.#durations.get(name);
    if (known) known.push(ms);
    else this.#durations.set(name, [ms]);
  }

  /** The duration that this share of all (0 to 1) stayed below, in ms; 0 when nothing was measured. */
  percentile(name: string, share: number): number {
    const sorted = (this.#durations.get(name) ?? []).toSorted((one, other) => one - other);
    return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
  }

  /** All counts, in the order of their first use. */
  get counts(): [string, number][] {
    return [...this.#counts];
  }
}
