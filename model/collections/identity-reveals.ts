import { caseAndOffice, key, trail } from '../fields/common-fields.ts';
import { link, person } from '../fields/link-fields.ts';
import { paragraph } from '../fields/plain-fields.ts';
import type { CollectionModel } from '../model-types.ts';

/** Who saw a name, when and why. Rows are only ever added. */
export const identityReveals: CollectionModel = {
  collection: 'identity_reveals',
  label: { singular: 'Identity shown', plural: 'Identities shown' },
  note: 'Each time a name was shown: to whom, when and why.',
  icon: 'visibility',
  folder: 'folder_case_files',
  fields: [
    key(),
    ...caseAndOffice(),
    link('client', 'Client', 'clients', {
      template: '{{display_name}}',
      onDelete: 'RESTRICT',
      isReadonly: true,
    }),
    person('user', 'Shown to', { isReadonly: true, onDelete: 'RESTRICT' }),
    paragraph('reason', 'Reason', { isReadonly: true }),
    ...trail(),
  ],
};
