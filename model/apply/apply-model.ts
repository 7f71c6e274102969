import { flushCaches } from '@directus/api/cache';
import type { Knex } from 'knex';
import { loadDemoData } from '../demo/load-demo-data.ts';
import { applySeeds } from '../seeds/apply-seeds.ts';
import { applyAccess } from './apply-access.ts';
import { applyAccounts } from './apply-accounts.ts';
import { applyCollections } from './apply-collections.ts';
import { readSchema } from './apply-context.ts';
import type { ApplyContext } from './apply-context.ts';
import { applyLinks } from './apply-links.ts';
import { emptyReport } from './apply-report.ts';
import type { ApplyReport } from './apply-report.ts';
import { applySettings } from './apply-settings.ts';
import type { ApplySettings } from './apply-settings-schema.ts';
import { applySql } from './apply-sql.ts';
import { installDirectus } from './install-directus.ts';

/**
 * Brings the database to the model: creates what is missing, restores what code owns, leaves what administrators made. All or nothing,
 * and nothing to do the second time. Run it before Directus starts: a running server keeps the old schema in memory.
 */
export async function applyModel(database: Knex, settings: ApplySettings): Promise<ApplyReport> {
  await installDirectus(database);
  const report = await database.transaction(async (trx) => {
    const context: ApplyContext = { trx, schema: await readSchema(trx), report: emptyReport() };
    await applyCollections(context);
    await applyLinks(context);
    await applySql(context);
    context.schema = await readSchema(trx);
    await applyAccess(context);
    await applySettings(context);
    await applyAccounts(context, settings);
    await applySeeds(context);
    if (settings.NJIA_MODE === 'demo') await loadDemoData(context, settings, new Date());
    return context.report;
  });
  await flushCaches(true);
  return report;
}
