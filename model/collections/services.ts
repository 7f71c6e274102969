import { key } from '../fields/common-fields.ts';
import { line, wholeNumber } from '../fields/plain-fields.ts';
import type { CollectionModel } from '../model-types.ts';

/** The taxonomy of services. */
export const services: CollectionModel = {
  collection: 'services',
  label: { singular: 'Service', plural: 'Services' },
  note: 'Kinds of help a case can be referred to. A new one also needs a choice in the forms "Assessments" and "Case plans".',
  icon: 'medical_services',
  displayTemplate: '{{name}}',
  folder: 'folder_lists',
  fields: [
    key(),
    line('code', 'Code', { isRequired: true, isUnique: true, width: 'half' }),
    line('name', 'Name', { isRequired: true, width: 'half' }),
    wholeNumber('answer_hours', 'Hours to answer an offer', {
      note: 'Empty: the deadline follows from the risk of the case.',
    }),
  ],
};
