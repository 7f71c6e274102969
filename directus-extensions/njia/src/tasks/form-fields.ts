import type { SchemaOverview } from '@directus/types';
import type { Knex } from 'knex';
import type { PathwayField } from './pathway-variables.ts';

/** Fields of a form that the system fills: nobody sends them, and the form leaves them out. */
export const SYSTEM_FIELDS: readonly string[] = [
  'id',
  'case',
  'office',
  'task',
  'referral',
  'created_at',
  'updated_at',
  'created_by',
];

/** The fields of a form that are marked to reach the pathway. */
export async function loadPathwayFields(
  database: Knex,
  schema: SchemaOverview,
  collection: string,
): Promise<PathwayField[]> {
  const marked = await database('form_fields')
    .where({ collection, use_in_pathways: true })
    .select<{ field: string; variable: string | null }[]>('field', 'variable');
  const columns = schema.collections[collection]?.fields ?? {};
  return marked.flatMap(({ field, variable }) => {
    const type = columns[field]?.type;
    return type ? [{ field, variable: variable || field, type }] : [];
  });
}
