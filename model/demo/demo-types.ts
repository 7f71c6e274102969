import type { Random } from './random.ts';

/** A row as it goes into a table. */
export type Row = Record<string, unknown> & { id: string };

/** Ids of reference rows by their codes. */
export interface References {
  networks: ReadonlyMap<string, string>;
  areas: ReadonlyMap<string, string>;
  services: ReadonlyMap<string, string>;
  incidentTypes: ReadonlyMap<string, string>;
}

/** What all builders of demo data share. */
export interface DemoContext {
  random: Random;
  references: References;
  /** Dates count back from here. */
  now: Date;
}

/** Rows by table, in the order in which they can be inserted. */
export type Tables = Map<string, Row[]>;

/** The id of a reference row. @throws Error naming the code that is missing. */
export function idOf(ids: ReadonlyMap<string, string>, code: string): string {
  const id = ids.get(code);
  if (id === undefined) throw new Error(`The seeds hold no "${code}".`);
  return id;
}
