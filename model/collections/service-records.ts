import { FAILURE_REASON_CHOICES, SERVICE_RESULT_CHOICES } from '../choice-lists.ts';
import { choice, shownWhen } from '../fields/choice-fields.ts';
import { formBasics } from '../fields/common-fields.ts';
import { link } from '../fields/link-fields.ts';
import { paragraph } from '../fields/plain-fields.ts';
import type { CollectionModel } from '../model-types.ts';

/** Form of `record-service`: the loop of a referral is closed by asking the client, not only the provider. */
export const serviceRecords: CollectionModel = {
  collection: 'service_records',
  label: { singular: 'Service record', plural: 'Service records' },
  note: 'Did the client get the service? Ask the client, not only the provider.',
  icon: 'task_alt',
  folder: 'folder_case_forms',
  fields: [
    ...formBasics(),
    link('referral', 'Referral', 'referrals', {
      template: '{{service.name}}',
      onDelete: 'RESTRICT',
      isHidden: true,
      isReadonly: true,
    }),
    choice('result', 'Result', SERVICE_RESULT_CHOICES, { isRequired: true }),
    choice('failure_reason', 'Why not', FAILURE_REASON_CHOICES, {
      isHidden: true,
      conditions: shownWhen('result', ['failed'], { isRequired: true }),
    }),
    paragraph('note', 'Note'),
  ],
};
