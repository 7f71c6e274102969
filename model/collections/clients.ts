import { AGE_BAND_CHOICES, LANGUAGE_CHOICES, SEX_CHOICES } from '../choice-lists.ts';
import { key, trail } from '../fields/common-fields.ts';
import { choice, choices } from '../fields/choice-fields.ts';
import { list } from '../fields/link-fields.ts';
import { line, paragraph, yesNo } from '../fields/plain-fields.ts';
import type { CollectionModel } from '../model-types.ts';

/** A person at risk, under a pseudonym. The name is sealed; showing it is an act that is logged. */
export const clients: CollectionModel = {
  collection: 'clients',
  label: { singular: 'Client', plural: 'Clients' },
  note: 'People who asked for help, under a pseudonym. Names, phones and addresses are sealed.',
  icon: 'person',
  displayTemplate: '{{display_name}}',
  folder: 'folder_case_files',
  fields: [
    key(),
    line('display_name', 'Shown as', { isRequired: true, note: 'A pseudonym, never the name.' }),
    yesNo('is_anonymous', 'Gave no name', { width: 'half' }),
    yesNo('can_contact', 'May be contacted', { width: 'half' }),
    choice('sex', 'Sex', SEX_CHOICES, { width: 'half' }),
    choice('age_band', 'Age', AGE_BAND_CHOICES, { width: 'half' }),
    choices('languages', 'Languages', LANGUAGE_CHOICES),
    paragraph('safe_contact_note', 'When and how contact is safe', {
      note: 'No names or numbers here: they are sealed with the identity.',
    }),
    paragraph('identity_sealed', 'Identity, sealed', {
      isHidden: true,
      isReadonly: true,
      isUnsearchable: true,
    }),
    line('phone_hash', 'Phone, hashed', {
      isHidden: true,
      isReadonly: true,
      isIndexed: true,
      isUnsearchable: true,
    }),
    list('cases', 'Cases', '{{code}} {{status}}', { isReadonly: true }),
    ...trail(),
  ],
};
