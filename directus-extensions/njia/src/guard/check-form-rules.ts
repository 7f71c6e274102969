import { FailedValidationError } from '@directus/validation';
import type { Accountability, SchemaOverview } from '@directus/types';
import type { Knex } from 'knex';
import type { ItemsServiceClass, Row } from '../directus/context.ts';
import { brokenRules, newlyBrokenRules } from './form-rules.ts';
import type { BrokenRule, FieldRules } from './form-rules.ts';
import { loadFormRules } from './load-form-rules.ts';
import { loadPresets } from './load-presets.ts';

/** Where and for whom a write is checked. */
export interface WriteContext {
  database: Knex;
  schema: SchemaOverview;
  accountability: Accountability;
  collection: string;
}

/**
 * Checks a new row as it will be stored, with defaults and presets.
 *
 * @throws FailedValidationError, one for each rule it breaks.
 */
export async function checkNewRow(context: WriteContext, payload: Row): Promise<void> {
  const rules = await loadFormRules(context.database, context.schema, context.collection);
  if (!rules.some(hasRule)) return;
  const presets = await loadPresets(context.database, context.accountability, context.collection);
  const defaults = Object.fromEntries(rules.map((rule) => [rule.field, rule.defaultValue]));
  const broken = brokenRules(rules, { ...defaults, ...presets, ...payload });
  // A preset such as $CURRENT_USER.office is resolved after us; Directus wrote it, so it is not the caller's mistake.
  refuse(broken.filter(({ field }) => field in payload || !(field in presets)));
}

/**
 * Checks rows as they will be after a change; what was wrong before is let be.
 *
 * @throws FailedValidationError, one for each rule the change breaks in any of the rows.
 */
export async function checkChangedRows(
  context: WriteContext,
  ItemsService: ItemsServiceClass,
  keys: unknown[],
  payload: Row,
): Promise<void> {
  const rules = await loadFormRules(context.database, context.schema, context.collection);
  if (!rules.some(hasRule)) return;
  const { collection, database: knex, schema, accountability } = context;
  const primary = schema.collections[collection]?.primary ?? 'id';
  // Read with the caller's rights: the answer must not tell anything about rows they may not see. Directus checks the
  // right to change them after us.
  const rows = await new ItemsService(collection, { knex, schema, accountability }).readByQuery({
    filter: { [primary]: { _in: keys } },
    fields: ['*'],
    limit: -1,
  });
  refuse(rows.flatMap((row) => newlyBrokenRules(rules, row, payload)));
}

function hasRule(rules: FieldRules): boolean {
  return rules.isRequired || rules.conditions.length > 0 || (rules.options?.choices ?? []).length > 0;
}

function refuse(broken: BrokenRule[]): void {
  // Directus' error handler answers an array of errors as a list; its forms then mark every field at once.
  // eslint-disable-next-line @typescript-eslint/only-throw-error
  if (broken.length > 0) throw broken.map((rule) => new FailedValidationError(rule));
}
