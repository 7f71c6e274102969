/** Directus' own logger, as far as it is used here. Log ids, codes and durations only. */
export interface Logger {
  info: (entry: object) => void;
  warn: (entry: object) => void;
}
