import { key } from '../fields/common-fields.ts';
import { link } from '../fields/link-fields.ts';
import { line, yesNo } from '../fields/plain-fields.ts';
import type { CollectionModel } from '../model-types.ts';

/** An office works on cases; its people see its cases and no others. */
export const offices: CollectionModel = {
  collection: 'offices',
  label: { singular: 'Office', plural: 'Offices' },
  note: 'Offices that work on cases. People see the cases of their own office only.',
  icon: 'store',
  displayTemplate: '{{name}}',
  folder: 'folder_directory',
  fields: [
    key(),
    line('name', 'Name', { isRequired: true }),
    link('organisation', 'Organisation', 'organisations', {
      width: 'half',
      onDelete: 'RESTRICT',
      isRequired: true,
      listedAs: 'offices',
    }),
    link('network', 'Network', 'networks', { width: 'half', onDelete: 'RESTRICT' }),
    link('area', 'Area', 'areas', { width: 'half', onDelete: 'RESTRICT' }),
    yesNo('takes_intake', 'Takes new requests', {
      width: 'half',
      note: 'New requests from its area, or its network, come to this office.',
    }),
  ],
};
