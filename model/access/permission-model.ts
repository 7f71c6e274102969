import type { Meta } from '../model-types.ts';

/** One right of one policy. Together (policy, collection, action) it is unique. */
export interface PermissionModel {
  collection: string;
  action: 'read' | 'create' | 'update';
  fields: string[];
  /** Rows it applies to; `null`: all rows. */
  permissions: Meta | null;
  /** What a written row must satisfy. */
  validation: Meta | null;
  /** Values filled in when a row is created without them. */
  presets: Meta | null;
}

/** May read these fields of the rows that match; without a filter, of all rows. */
export function read(collection: string, filter: Meta | null, fields: string[] = ['*']): PermissionModel {
  return { collection, action: 'read', fields, permissions: filter, validation: null, presets: null };
}

/** May create rows; what is written must match `validation`. */
export function create(
  collection: string,
  options: { fields?: string[]; validation?: Meta; presets?: Meta } = {},
): PermissionModel {
  return {
    collection,
    action: 'create',
    fields: options.fields ?? ['*'],
    permissions: null,
    validation: options.validation ?? null,
    presets: options.presets ?? null,
  };
}

/** May change these fields of the rows that match. */
export function update(collection: string, filter: Meta | null, fields: string[]): PermissionModel {
  return { collection, action: 'update', fields, permissions: filter, validation: null, presets: null };
}
