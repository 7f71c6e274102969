import { FOLLOW_UP_RESULT_CHOICES } from '../choice-lists.ts';
import { choice } from '../fields/choice-fields.ts';
import { formBasics } from '../fields/common-fields.ts';
import { paragraph, yesNo } from '../fields/plain-fields.ts';
import type { CollectionModel } from '../model-types.ts';

/** Form of `follow-up`. */
export const followUps: CollectionModel = {
  collection: 'follow_ups',
  label: { singular: 'Follow-up', plural: 'Follow-ups' },
  note: 'How the client is since the last contact.',
  icon: 'phone_in_talk',
  folder: 'folder_case_forms',
  fields: [
    ...formBasics(),
    yesNo('contact_made', 'I reached the client', {
      note: 'If not: try the safe contact again before going on.',
    }),
    paragraph('how_is_client', 'How is the client?'),
    choice('result', 'Result', FOLLOW_UP_RESULT_CHOICES, { isRequired: true }),
    paragraph('next_step', 'Next step'),
  ],
};
