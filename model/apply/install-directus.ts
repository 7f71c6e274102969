import { isInstalled } from '@directus/api/database/index';
import runMigrations from '@directus/api/database/migrations/run';
import runSeed from '@directus/api/database/seeds/run';
import type { Knex } from 'knex';

/** Creates or upgrades Directus' own tables, as `directus bootstrap` does, without its administrator: ours has fixed ids. */
export async function installDirectus(database: Knex): Promise<void> {
  if (!(await isInstalled())) await runSeed(database);
  await runMigrations(database, 'latest', false);
}
