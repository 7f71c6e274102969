// Directus ships its server without types. Only what we call is described here, as it is in @directus/api 35.2.

declare module '@directus/api/database/index' {
  import type { Knex } from 'knex';
  export default function getDatabase(): Knex;
  export function isInstalled(): Promise<boolean>;
}

declare module '@directus/api/database/seeds/run' {
  import type { Knex } from 'knex';
  export default function runSeed(database: Knex): Promise<void>;
}

declare module '@directus/api/database/migrations/run' {
  import type { Knex } from 'knex';
  export default function run(database: Knex, direction: 'latest', log?: boolean): Promise<void>;
}

declare module '@directus/api/cache' {
  export function flushCaches(forced?: boolean): Promise<void>;
}

declare module '@directus/api/server' {
  export function startServer(): Promise<void>;
}

declare module '@directus/api/utils/get-schema' {
  import type { Knex } from 'knex';
  export interface SchemaOverview {
    collections: Record<string, { fields: Record<string, { type: string }> }>;
    relations: { collection: string; field: string; meta: { one_field: string | null } | null }[];
  }
  export function getSchema(options: { database: Knex; bypassCache: true }): Promise<SchemaOverview>;
}

declare module '@directus/api/services/index' {
  import type { Knex } from 'knex';
  import type { SchemaOverview } from '@directus/api/utils/get-schema';
  interface ServiceOptions {
    knex: Knex;
    schema: SchemaOverview;
  }
  interface MutationOptions {
    emitEvents?: boolean;
    autoPurgeCache?: boolean;
    autoPurgeSystemCache?: boolean;
    bypassLimits?: boolean;
  }
  type Row = Record<string, unknown>;
  /**
   *
   */
  /** Reads and writes rows with all transformations of Directus (hashes, JSON, uuids). */
  export class ItemsService {
    constructor(collection: string, options: ServiceOptions);
    readByQuery(query: Row): Promise<Row[]>;
    createMany(rows: Row[], options?: MutationOptions): Promise<unknown[]>;
    createOne(row: Row, options?: MutationOptions): Promise<unknown>;
    updateOne(key: unknown, row: Row, options?: MutationOptions): Promise<unknown>;
  }
  /**
   *
   */
  /** Creates collections with their tables. */
  export class CollectionsService {
    constructor(options: ServiceOptions);
    createOne(collection: Row, options?: MutationOptions): Promise<string>;
    updateOne(collection: string, changes: Row, options?: MutationOptions): Promise<string>;
  }
  /**
   *
   */
  /** Creates fields with their columns and changes what is known of them. */
  export class FieldsService {
    constructor(options: ServiceOptions);
    createField(collection: string, field: Row, table?: undefined, options?: MutationOptions): Promise<void>;
    updateField(collection: string, field: Row, options?: MutationOptions): Promise<string>;
  }
  /**
   *
   */
  /** Creates links with their foreign keys. */
  export class RelationsService {
    constructor(options: ServiceOptions);
    createOne(relation: Row, options?: MutationOptions): Promise<void>;
  }
}

declare module '@directus/api/utils/generate-hash' {
  export function generateHash(text: string): Promise<string>;
}
