import { choices } from '../fields/choice-fields.ts';
import { formBasics } from '../fields/common-fields.ts';
import { list } from '../fields/link-fields.ts';
import { day, paragraph } from '../fields/plain-fields.ts';
import type { CollectionModel } from '../model-types.ts';
import { SERVICE_CHOICES } from '../seeds/services.ts';

/** Form of `make-plan`. Each service to refer to becomes one referral. */
export const casePlans: CollectionModel = {
  collection: 'case_plans',
  label: { singular: 'Case plan', plural: 'Case plans' },
  note: 'What is to be reached, by whom and until when. Made together with the client.',
  icon: 'route',
  folder: 'folder_case_forms',
  fields: [
    ...formBasics(),
    paragraph('goal', 'What is to be reached', {
      isRequired: true,
      note: 'In the words of the client where possible.',
    }),
    choices('services_to_refer', 'Services to refer to', SERVICE_CHOICES, {
      note: 'Each opens a referral; you choose the provider in the next step. Only with consent.',
    }),
    day('review_on', 'Review the plan on', { width: 'half' }),
    list('actions', 'Actions', '{{action}} ({{who}})', { note: 'Who does what, until when.' }),
  ],
};
