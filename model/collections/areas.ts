import { AREA_KIND_CHOICES } from '../choice-lists.ts';
import { key } from '../fields/common-fields.ts';
import { choice } from '../fields/choice-fields.ts';
import { link } from '../fields/link-fields.ts';
import { line } from '../fields/plain-fields.ts';
import type { CollectionModel } from '../model-types.ts';

/** A place: region, sub-region, district and below. */
export const areas: CollectionModel = {
  collection: 'areas',
  label: { singular: 'Area', plural: 'Areas' },
  note: 'Regions, sub-regions and districts. Finer levels can be added.',
  icon: 'map',
  displayTemplate: '{{name}}',
  folder: 'folder_directory',
  fields: [
    key(),
    line('code', 'Code', { isRequired: true, isUnique: true, width: 'half' }),
    line('name', 'Name', { isRequired: true, width: 'half' }),
    choice('kind', 'Kind', AREA_KIND_CHOICES, { isRequired: true, width: 'half' }),
    link('parent', 'Part of', 'areas', { width: 'half', onDelete: 'RESTRICT' }),
    link('network', 'Network', 'networks', { onDelete: 'RESTRICT' }),
  ],
};
