import type { FieldModel } from '../model-types.ts';
import { link, person } from './link-fields.ts';
import { build, moment } from './plain-fields.ts';

/** The key of every collection. PostgreSQL makes one when a row is inserted without. */
export function key(): FieldModel {
  const model = build(
    { field: 'id', type: 'uuid', label: 'Id', interface: 'input', special: ['uuid'] },
    { isHidden: true, isReadonly: true },
  );
  return {
    ...model,
    column: { is_primary_key: true, is_nullable: false, default_value: 'gen_random_uuid()' },
  };
}

/** Who made the row and when it was made and changed; filled by the server. */
export function trail(): FieldModel[] {
  const automatic = { isHidden: true, isReadonly: true, width: 'half' as const };
  return [
    special(moment('created_at', 'Created', automatic), 'date-created'),
    special(moment('updated_at', 'Changed', automatic), 'date-updated'),
    special(person('created_by', 'Created by', automatic), 'user-created'),
  ];
}

/** The case a row belongs to and that case's office. The database copies the office from the case: see `sql/case-office.sql`. */
export function caseAndOffice(options: { listedAs?: string; isAlwaysSet?: boolean } = {}): FieldModel[] {
  const automatic = { isHidden: true, isReadonly: true };
  return [
    link('case', 'Case', 'cases', {
      template: '{{code}}',
      onDelete: 'RESTRICT',
      isAlwaysSet: true,
      ...automatic,
      ...options,
    }),
    link('office', 'Office', 'offices', { onDelete: 'RESTRICT', ...automatic }),
  ];
}

/** What every form of a task starts with. One task fills one row, so that completing twice is harmless. */
export function formBasics(): FieldModel[] {
  return [
    key(),
    ...caseAndOffice(),
    link('task', 'Task', 'tasks', { isHidden: true, isReadonly: true, isUnique: true }),
    ...trail(),
  ];
}

function special(field: FieldModel, name: string): FieldModel {
  const kept = (field.owned?.['special'] as string[] | undefined) ?? [];
  const withDefault = name === 'date-created' ? { column: { ...field.column, default_value: 'now()' } } : {};
  return { ...field, ...withDefault, owned: { ...field.owned, special: [...kept, name] } };
}
