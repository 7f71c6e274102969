import { REVIEW_OUTCOME_CHOICES } from '../choice-lists.ts';
import { choice } from '../fields/choice-fields.ts';
import { formBasics } from '../fields/common-fields.ts';
import { paragraph } from '../fields/plain-fields.ts';
import type { CollectionModel } from '../model-types.ts';

/** Form of `review-case`. */
export const reviews: CollectionModel = {
  collection: 'reviews',
  label: { singular: 'Review', plural: 'Reviews' },
  note: 'A supervisor looks at the whole case.',
  icon: 'rate_review',
  folder: 'folder_case_forms',
  fields: [
    ...formBasics(),
    paragraph('progress', 'Progress towards the goal', { isRequired: true }),
    choice('outcome', 'How it goes on', REVIEW_OUTCOME_CHOICES, { isRequired: true }),
    paragraph('comment', 'Comment for the case officer'),
  ],
};
