import { CLOSURE_REASON_CHOICES, CURRENCY_CHOICES } from '../choice-lists.ts';
import { choice } from '../fields/choice-fields.ts';
import { formBasics } from '../fields/common-fields.ts';
import { money, paragraph, wholeNumber } from '../fields/plain-fields.ts';
import type { CollectionModel } from '../model-types.ts';

/** Form of `close-case`. */
export const closures: CollectionModel = {
  collection: 'closures',
  label: { singular: 'Closure', plural: 'Closures' },
  note: 'Why the case ends and what was reached.',
  icon: 'inventory_2',
  folder: 'folder_case_forms',
  fields: [
    ...formBasics(),
    choice('reason', 'Reason', CLOSURE_REASON_CHOICES, { isRequired: true }),
    paragraph('outcome', 'What was reached', { isRequired: true }),
    money('amount_recovered', 'Money recovered for the client', { width: 'half' }),
    choice('currency', 'Currency', CURRENCY_CHOICES, { width: 'half' }),
    wholeNumber('satisfaction', 'How content is the client? (1 to 5)', {
      range: [1, 5],
      note: 'Ask the client. Leave it if you could not.',
    }),
    paragraph('summary', 'Summary', { note: 'For colleagues who open this file in a year. No names.' }),
  ],
};
