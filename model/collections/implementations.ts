import { formBasics } from '../fields/common-fields.ts';
import { money, paragraph } from '../fields/plain-fields.ts';
import type { CollectionModel } from '../model-types.ts';

/** Form of `implement-plan`. */
export const implementations: CollectionModel = {
  collection: 'implementations',
  label: { singular: 'Implementation', plural: 'Implementations' },
  note: 'What of the plan our own office has done.',
  icon: 'construction',
  folder: 'folder_case_forms',
  fields: [
    ...formBasics(),
    paragraph('done', 'What was done', { isRequired: true }),
    paragraph('not_done', 'What was not done, and why'),
    money('cost', 'Cost', { width: 'half', note: 'In Ugandan shilling.' }),
  ],
};
