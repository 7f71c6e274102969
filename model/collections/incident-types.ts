import { key } from '../fields/common-fields.ts';
import { link } from '../fields/link-fields.ts';
import { line } from '../fields/plain-fields.ts';
import type { CollectionModel } from '../model-types.ts';

/** What kind of thing happened, in two levels. */
export const incidentTypes: CollectionModel = {
  collection: 'incident_types',
  label: { singular: 'Kind of incident', plural: 'Kinds of incidents' },
  note: 'What can happen to a person at risk, in two levels.',
  icon: 'category',
  displayTemplate: '{{name}}',
  folder: 'folder_lists',
  fields: [
    key(),
    line('code', 'Code', { isRequired: true, isUnique: true, width: 'half' }),
    line('name', 'Name', { isRequired: true, width: 'half' }),
    link('parent', 'Part of', 'incident_types', { onDelete: 'RESTRICT' }),
  ],
};
