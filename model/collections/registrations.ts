import { REGISTRATION_DECISION_CHOICES } from '../choice-lists.ts';
import { choice, shownWhen } from '../fields/choice-fields.ts';
import { formBasics } from '../fields/common-fields.ts';
import { link } from '../fields/link-fields.ts';
import { line, paragraph, yesNo } from '../fields/plain-fields.ts';
import type { CollectionModel } from '../model-types.ts';

/** Form of `register-case`: is this a case for us? */
export const registrations: CollectionModel = {
  collection: 'registrations',
  label: { singular: 'Registration', plural: 'Registrations' },
  note: 'Is this a case for us? Nobody goes on to assessment without this decision.',
  icon: 'how_to_reg',
  folder: 'folder_case_forms',
  fields: [
    ...formBasics(),
    yesNo('verified_by_call', 'I spoke with the person or someone they trust', {
      note: 'Only over a contact they called safe.',
    }),
    choice('decision', 'Decision', REGISTRATION_DECISION_CHOICES, { isRequired: true }),
    link('duplicate_of', 'Duplicate of which case', 'cases', {
      template: '{{code}}',
      isHidden: true,
      conditions: shownWhen('decision', ['duplicate'], { isRequired: true }),
    }),
    line('redirected_to', 'Redirected to', {
      isHidden: true,
      note: 'Organisation or office that can help better.',
      conditions: shownWhen('decision', ['redirected'], { isRequired: true }),
    }),
    paragraph('reason', 'Reason', {
      isHidden: true,
      note: 'Why we cannot take the case, in words the person may read.',
      conditions: shownWhen('decision', ['not_eligible', 'redirected'], { isRequired: true }),
    }),
  ],
};
