import type { FieldModel, OnDelete } from '../model-types.ts';
import { build } from './plain-fields.ts';
import type { FieldOptions } from './plain-fields.ts';

/** How a link behaves. */
export interface LinkOptions extends FieldOptions {
  /** Template naming the linked row, for example `{{name}}`. */
  template?: string;
  /** @default 'SET NULL'; required links and case files: 'RESTRICT' */
  onDelete?: OnDelete;
  /** Alias field on the linked collection that lists these rows. */
  listedAs?: string;
  /** The column itself refuses to be empty. */
  isAlwaysSet?: boolean;
  /** Directus filter on what may be chosen. */
  filter?: Record<string, unknown>;
}

/** A link to one row of another collection. Its column is indexed: Directus does not do so by itself. */
export function link(field: string, label: string, to: string, options: LinkOptions = {}): FieldModel {
  const model = build(
    { field, type: 'uuid', label, interface: 'select-dropdown-m2o', special: ['m2o'] },
    options,
  );
  const template = options.template ?? '{{name}}';
  return {
    ...model,
    column: {
      ...model.column,
      ...(options.isUnique ? {} : { is_indexed: true }),
      ...(options.isAlwaysSet ? { is_nullable: false } : {}),
    },
    seeded: {
      ...model.seeded,
      options: { template, ...(options.filter ? { filter: options.filter } : {}) },
      display: 'related-values',
      display_options: { template },
    },
    link: {
      to,
      onDelete: options.onDelete ?? 'SET NULL',
      ...(options.listedAs === undefined ? {} : { listedAs: options.listedAs }),
    },
  };
}

/** A link to a person who signs in. */
export function person(field: string, label: string, options: LinkOptions = {}): FieldModel {
  return link(field, label, 'directus_users', { template: '{{first_name}} {{last_name}}', ...options });
}

/** Lists the rows that link here; the other half of `listedAs`. */
export function list(field: string, label: string, template: string, options: FieldOptions = {}): FieldModel {
  const model = build({ field, type: 'alias', label, interface: 'list-o2m', special: ['o2m'] }, options);
  return {
    ...model,
    seeded: {
      ...model.seeded,
      options: { template, enableSelect: false },
      display: 'related-values',
      display_options: { template },
    },
  };
}

/** Many rows of another collection, chosen through a junction collection. */
export function manyLinks(
  field: string,
  label: string,
  template: string,
  options: FieldOptions = {},
): FieldModel {
  const model = build({ field, type: 'alias', label, interface: 'list-m2m', special: ['m2m'] }, options);
  return {
    ...model,
    seeded: {
      ...model.seeded,
      options: { template },
      display: 'related-values',
      display_options: { template },
    },
  };
}
