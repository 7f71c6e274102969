import { key } from '../fields/common-fields.ts';
import { fieldName, formName, line, yesNo } from '../fields/plain-fields.ts';
import type { CollectionModel } from '../model-types.ts';

/** Which fields of a form reach the pathway, the portal and the phone. */
export const formFields: CollectionModel = {
  collection: 'form_fields',
  label: { singular: 'Form field', plural: 'Form fields' },
  note: 'Where a field of a form is used besides the form: in pathway decisions, on the portal, by phone.',
  icon: 'dynamic_form',
  displayTemplate: '{{collection}}.{{field}}',
  folder: 'folder_lists',
  fields: [
    key(),
    formName('collection', 'Form', { isRequired: true, width: 'half' }),
    fieldName('field', 'Field', 'collection', { isRequired: true, width: 'half' }),
    line('variable', 'Name in the pathway', {
      width: 'half',
      note: 'Letters and digits, for example registrationDecision.',
    }),
    yesNo('use_in_pathways', 'Use in pathways', {
      width: 'half',
      note: 'Only codes, numbers, dates and yes/no. Never a name or a story.',
    }),
    yesNo('on_portal', 'Ask on the portal', { width: 'half' }),
    yesNo('on_phone', 'Ask by phone', { width: 'half' }),
  ],
};
