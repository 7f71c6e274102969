/** What an apply did and what it left alone, by name. */
export interface ApplyReport {
  created: string[];
  changed: string[];
  /** Ours, but of another type than stated; never altered, because altering loses data. */
  drift: string[];
  /** Not ours: made by an administrator and kept. */
  foreign: string[];
}

/** A report with nothing in it. */
export function emptyReport(): ApplyReport {
  return { created: [], changed: [], drift: [], foreign: [] };
}
