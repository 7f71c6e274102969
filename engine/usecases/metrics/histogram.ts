/** Values of a Prometheus label by name. */
export type Labels = Readonly<Record<string, string | number>>;

/** One line of a Prometheus text: a number with its labels. */
export interface Sample {
  /** Ending of the metric's name. @default none */
  suffix?: '_bucket' | '_sum' | '_count';
  labels: Labels;
  value: number;
}

/** Seconds: from a step in memory to a worker that waits half a minute for its tasks. */
const BOUNDARIES = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];

interface Series {
  labels: Labels;
  /** How many values fell below each boundary and not below the one before. */
  counts: number[];
  count: number;
  sum: number;
}

/** Counts durations in seconds since the process started, one series for each set of labels. */
export class Histogram {
  readonly #series = new Map<string, Series>();

  /** Counts one duration. Labels must have few values: routes and statuses, never ids. */
  observe(labels: Labels, seconds: number): void {
    const key = JSON.stringify(labels);
    let series = this.#series.get(key);
    if (!series) {
      series = { labels, counts: BOUNDARIES.map(() => 0), count: 0, sum: 0 };
      this.#series.set(key, series);
    }
    const bucket = BOUNDARIES.findIndex((boundary) => seconds <= boundary);
    if (bucket >= 0) series.counts[bucket] = (series.counts[bucket] ?? 0) + 1;
    series.count += 1;
    series.sum += seconds;
  }

  /** Everything counted so far, as Prometheus wants it: each bucket holds all shorter durations too. */
  samples(): Sample[] {
    return [...this.#series.values()].flatMap(({ labels, counts, count, sum }) => {
      let below = 0;
      const buckets = BOUNDARIES.map((boundary, index): Sample => {
        below += counts[index] ?? 0;
        return { suffix: '_bucket', labels: { ...labels, le: boundary }, value: below };
      });
      return [
        ...buckets,
        { suffix: '_bucket', labels: { ...labels, le: '+Inf' }, value: count },
        { suffix: '_sum', labels, value: sum },
        { suffix: '_count', labels, value: count },
      ];
    });
  }
}
