import { PLAN_DECISION_CHOICES } from '../choice-lists.ts';
import { choice } from '../fields/choice-fields.ts';
import { formBasics } from '../fields/common-fields.ts';
import { paragraph } from '../fields/plain-fields.ts';
import type { CollectionModel } from '../model-types.ts';

/** Form of `approve-plan`. */
export const planApprovals: CollectionModel = {
  collection: 'plan_approvals',
  label: { singular: 'Plan approval', plural: 'Plan approvals' },
  note: 'A second pair of eyes on plans of high and critical risk.',
  icon: 'approval',
  folder: 'folder_case_forms',
  fields: [
    ...formBasics(),
    choice('decision', 'Decision', PLAN_DECISION_CHOICES, { isRequired: true }),
    paragraph('comment', 'Comment', {
      note: 'When you return the plan: what should change.',
      conditions: [
        {
          name: 'required when returned',
          rule: { _and: [{ decision: { _eq: 'returned' } }] },
          required: true,
        },
      ],
    }),
  ],
};
