import { key } from '../fields/common-fields.ts';
import { line } from '../fields/plain-fields.ts';
import type { CollectionModel } from '../model-types.ts';

/** A sub-regional network of organisations. */
export const networks: CollectionModel = {
  collection: 'networks',
  label: { singular: 'Network', plural: 'Networks' },
  note: 'Sub-regional networks of organisations.',
  icon: 'hub',
  displayTemplate: '{{name}}',
  folder: 'folder_directory',
  fields: [
    key(),
    line('code', 'Code', {
      isRequired: true,
      isUnique: true,
      width: 'half',
      note: 'Short, for example CEN.',
    }),
    line('name', 'Name', { isRequired: true, width: 'half' }),
  ],
};
