import type { FieldModel, Meta } from '../model-types.ts';

/** What any field may say besides its name and label. */
export interface FieldOptions {
  /** Help below the field, in plain words. */
  note?: string;
  isRequired?: boolean;
  isUnique?: boolean;
  isIndexed?: boolean;
  /** Shown but not typed by people. */
  isReadonly?: boolean;
  /** Hidden from people: for code. */
  isHidden?: boolean;
  /** Two fields side by side. @default 'full' */
  width?: 'half' | 'full';
  /** Directus conditions: when to show or require. */
  conditions?: Meta[];
  /** Left out of search, for texts that must not be found by guessing. */
  isUnsearchable?: boolean;
}

/** A short text in one line. */
export function line(field: string, label: string, options: FieldOptions = {}): FieldModel {
  return build({ field, type: 'string', label, interface: 'input' }, options);
}

/** The name of a form, chosen from the list of collections. */
export function formName(field: string, label: string, options: FieldOptions = {}): FieldModel {
  return build({ field, type: 'string', label, interface: 'system-collection' }, options);
}

/** The name of a field, chosen from those of the form that the field `formField` of the same row names. */
export function fieldName(
  field: string,
  label: string,
  formField: string,
  options: FieldOptions = {},
): FieldModel {
  const model = build({ field, type: 'string', label, interface: 'system-field' }, options);
  return { ...model, seeded: { ...model.seeded, options: { collectionField: formField } } };
}

/** A text of several lines. */
export function paragraph(field: string, label: string, options: FieldOptions = {}): FieldModel {
  return build({ field, type: 'text', label, interface: 'input-multiline' }, options);
}

/** A whole number; with `range`, a slider between the two. */
export function wholeNumber(
  field: string,
  label: string,
  options: FieldOptions & { range?: [number, number]; defaultValue?: number } = {},
): FieldModel {
  const model = build(
    { field, type: 'integer', label, interface: options.range ? 'slider' : 'input' },
    options,
  );
  if (options.defaultValue !== undefined)
    model.column = { ...model.column, default_value: options.defaultValue };
  if (options.range === undefined) return model;
  const [minValue, maxValue] = options.range;
  return {
    ...model,
    seeded: { ...model.seeded, options: { minValue, maxValue, stepInterval: 1, alwaysShowValue: true } },
  };
}

/** An amount of money, two decimals. */
export function money(field: string, label: string, options: FieldOptions = {}): FieldModel {
  const model = build({ field, type: 'decimal', label, interface: 'input' }, options);
  return {
    ...model,
    column: { ...model.column, numeric_precision: 14, numeric_scale: 2 },
    seeded: { ...model.seeded, options: { min: 0, step: 0.01 } },
  };
}

/** Yes or no; no unless said. */
export function yesNo(
  field: string,
  label: string,
  options: FieldOptions & { isYesByDefault?: boolean } = {},
): FieldModel {
  const model = build(
    { field, type: 'boolean', label, interface: 'boolean', special: ['cast-boolean'] },
    options,
  );
  return {
    ...model,
    column: { ...model.column, default_value: options.isYesByDefault ?? false, is_nullable: false },
    seeded: { ...model.seeded, options: { label: 'Yes' } },
  };
}

/** A calendar day. */
export function day(field: string, label: string, options: FieldOptions = {}): FieldModel {
  return build({ field, type: 'date', label, interface: 'datetime' }, options);
}

/** A moment in time, stored with its time zone. */
export function moment(field: string, label: string, options: FieldOptions = {}): FieldModel {
  const model = build({ field, type: 'timestamp', label, interface: 'datetime' }, options);
  return { ...model, seeded: { ...model.seeded, display: 'datetime', display_options: { relative: true } } };
}

/** Structured data that code reads and writes; people see it read-only, if at all. */
export function data(field: string, label: string, options: FieldOptions = {}): FieldModel {
  return build(
    { field, type: 'json', label, interface: 'input-code', special: ['cast-json'] },
    { isReadonly: true, isUnsearchable: true, ...options },
  );
}

/** The id of something that is not a row of this database, or must survive its deletion. */
export function plainId(field: string, label: string, options: FieldOptions = {}): FieldModel {
  return build({ field, type: 'uuid', label, interface: 'input' }, options);
}

/** The one place where options become Directus' own keys. */
export function build(
  base: { field: string; type: string; label: string; interface: string | null; special?: string[] },
  options: FieldOptions,
): FieldModel {
  const { field, type, label } = base;
  return {
    field,
    type,
    label,
    column: columnOf(options),
    owned: ownedOf(base.special, options),
    seeded: {
      interface: base.interface,
      width: options.width ?? 'full',
      ...(options.note === undefined ? {} : { note: options.note }),
    },
  };
}

function columnOf(options: FieldOptions): NonNullable<FieldModel['column']> {
  return {
    ...(options.isUnique ? { is_unique: true } : {}),
    ...(options.isIndexed ? { is_indexed: true } : {}),
  };
}

function ownedOf(special: string[] | undefined, options: FieldOptions): Meta {
  return {
    ...(special ? { special } : {}),
    ...(options.isRequired ? { required: true } : {}),
    ...(options.isReadonly ? { readonly: true } : {}),
    ...(options.isHidden ? { hidden: true } : {}),
    ...(options.conditions ? { conditions: options.conditions } : {}),
    ...(options.isUnsearchable ? { searchable: false } : {}),
  };
}
