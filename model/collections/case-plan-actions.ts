import { caseAndOffice, key, trail } from '../fields/common-fields.ts';
import { link } from '../fields/link-fields.ts';
import { day, line } from '../fields/plain-fields.ts';
import type { CollectionModel } from '../model-types.ts';

/** One agreed action of a case plan. */
export const casePlanActions: CollectionModel = {
  collection: 'case_plan_actions',
  label: { singular: 'Action of a plan', plural: 'Actions of plans' },
  note: 'What was agreed in case plans, and what is done.',
  icon: 'checklist',
  displayTemplate: '{{action}}',
  folder: 'folder_case_files',
  fields: [
    key(),
    // An action typed inside the plan's form names only its plan; the database takes the case from there.
    ...caseAndOffice({ isAlwaysSet: false }),
    link('case_plan', 'Case plan', 'case_plans', {
      template: '{{goal}}',
      onDelete: 'CASCADE',
      listedAs: 'actions',
      isHidden: true,
    }),
    line('action', 'Action', { isRequired: true }),
    line('who', 'Who does it', {
      width: 'half',
      note: 'A role, for example: client, case officer, provider.',
    }),
    day('due_on', 'Until', { width: 'half' }),
    day('done_on', 'Done on', { width: 'half' }),
    ...trail(),
  ],
};
