import { getSchema } from '@directus/api/utils/get-schema';
import type { SchemaOverview } from '@directus/api/utils/get-schema';
import type { Knex } from 'knex';
import type { ApplyReport } from './apply-report.ts';

/** What every step of an apply works with: one transaction for all of it, so that a failed apply changes nothing. */
export interface ApplyContext {
  trx: Knex.Transaction;
  schema: SchemaOverview;
  report: ApplyReport;
}

/** No events (no extension runs here) and no cache per row: caches are flushed once at the end. */
export const QUIETLY = {
  emitEvents: false,
  autoPurgeCache: false,
  autoPurgeSystemCache: false,
  bypassLimits: true,
} as const;

/** Reads the schema as it is inside the transaction. */
export function readSchema(trx: Knex.Transaction): Promise<SchemaOverview> {
  return getSchema({ database: trx, bypassCache: true });
}
