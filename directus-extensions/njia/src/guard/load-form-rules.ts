import type { SchemaOverview } from '@directus/types';
import type { Knex } from 'knex';
import type { FieldCondition, FieldRules } from './form-rules.ts';

interface FieldRow {
  field: string;
  required: boolean | null;
  hidden: boolean | null;
  readonly: boolean | null;
  options: unknown;
  conditions: unknown;
}

/** Reads the rules of a collection's fields as they are now: an administrator's change counts from the next save on. */
export async function loadFormRules(
  database: Knex,
  schema: SchemaOverview,
  collection: string,
): Promise<FieldRules[]> {
  const rows = await database('directus_fields')
    .where({ collection })
    .select<FieldRow[]>('field', 'required', 'hidden', 'readonly', 'options', 'conditions');
  const columns = schema.collections[collection]?.fields ?? {};
  return rows
    .filter((row) => columns[row.field] && !columns[row.field]?.alias)
    .map((row) => ({
      field: row.field,
      isRequired: row.required ?? false,
      isHidden: row.hidden ?? false,
      isReadonly: row.readonly ?? false,
      options: fromJson(row.options) as FieldRules['options'],
      conditions: (fromJson(row.conditions) as FieldCondition[] | null) ?? [],
      defaultValue: columns[row.field]?.defaultValue as unknown,
    }));
}

/** Columns of type json come parsed or as text, depending on how the field was written. */
function fromJson(value: unknown): unknown {
  return typeof value === 'string' ? (JSON.parse(value) as unknown) : (value ?? null);
}
