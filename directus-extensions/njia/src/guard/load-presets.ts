import type { Accountability } from '@directus/types';
import type { Knex } from 'knex';

/**
 * The values that the caller's permissions set on a new row of a collection. Directus merges them after the filters have
 * run, so a required field filled by a preset still looks empty to a filter.
 */
export async function loadPresets(
  database: Knex,
  accountability: Accountability,
  collection: string,
): Promise<Record<string, unknown>> {
  if (accountability.admin) return {};
  const rows = await database('directus_permissions as permission')
    .join('directus_access as access', 'access.policy', 'permission.policy')
    .where({ 'permission.collection': collection, 'permission.action': 'create' })
    .whereNotNull('permission.presets')
    .andWhere((query) => {
      void query.whereIn('access.role', accountability.roles);
      if (accountability.user) void query.orWhere('access.user', accountability.user);
    })
    .select<{ presets: unknown }[]>('permission.presets');
  return Object.fromEntries(rows.flatMap(({ presets }) => Object.entries(parsed(presets))));
}

/** Columns of type json come parsed or as text, depending on how the permission was written. */
function parsed(presets: unknown): Record<string, unknown> {
  return (typeof presets === 'string' ? JSON.parse(presets) : presets) as Record<string, unknown>;
}
