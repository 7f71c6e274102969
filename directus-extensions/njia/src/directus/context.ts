/** The part of Directus this extension uses, typed: Directus hands its services over untyped. */
import type { Accountability, SchemaOverview } from '@directus/types';
import type { Request } from 'express';
import type { Knex } from 'knex';

/** A row as Directus reads or writes it. */
export type Row = Record<string, unknown>;

/** What a mutation of `ItemsService` may be told. */
export interface MutationOptions {
  /** Given the action events instead of emitting them: inside a transaction nobody may hear of a change before its commit. */
  bypassEmitAction?: (event: unknown) => void;
}

/** The methods of Directus' `ItemsService` used here; each checks the rights of the accountability it was made with. */
export interface ItemsService {
  createOne: (data: Row, options?: MutationOptions) => Promise<string>;
  updateOne: (key: string, data: Row, options?: MutationOptions) => Promise<string>;
  readOne: (key: string, query?: Row) => Promise<Row>;
  readByQuery: (query: Row) => Promise<Row[]>;
}

/** With what an `ItemsService` is made; `accountability: null` acts as the system, without any check of rights. */
export interface ServiceOptions {
  schema: SchemaOverview;
  accountability: Accountability | null;
  knex?: Knex;
}

export type ItemsServiceClass = new (collection: string, options: ServiceOptions) => ItemsService;

/** What every part of the extension gets from Directus. */
export interface DirectusContext {
  database: Knex;
  getSchema: () => Promise<SchemaOverview>;
  services: { ItemsService: ItemsServiceClass };
}

/** A request after Directus authenticated it. */
export type DirectusRequest = Request & {
  accountability?: Accountability | null;
  schema: SchemaOverview;
};

/** For mutations inside a transaction of ours; see `MutationOptions.bypassEmitAction`. */
export const WITHOUT_EVENTS: MutationOptions = { bypassEmitAction: () => undefined };
