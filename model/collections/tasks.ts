import { TASK_GROUP_CHOICES, TASK_STATE_CHOICES } from '../choice-lists.ts';
import { choice } from '../fields/choice-fields.ts';
import { caseAndOffice, key, trail } from '../fields/common-fields.ts';
import { link, person } from '../fields/link-fields.ts';
import { line, moment } from '../fields/plain-fields.ts';
import type { CollectionModel } from '../model-types.ts';

/** What people have to do: a copy of the engine's user tasks, so that lists and rights work as for any other data. */
export const tasks: CollectionModel = {
  collection: 'tasks',
  label: { singular: 'Task', plural: 'Tasks' },
  note: 'What has to be done. Work on tasks in the inbox.',
  icon: 'inbox',
  displayTemplate: '{{name}}',
  folder: 'folder_case_files',
  fields: [
    key(),
    ...caseAndOffice(),
    line('name', 'Task', { isReadonly: true }),
    choice('state', 'State', TASK_STATE_CHOICES, { isReadonly: true, width: 'half', defaultValue: 'open' }),
    moment('due_at', 'Due', { isReadonly: true, width: 'half' }),
    choice('candidate_group', 'For', TASK_GROUP_CHOICES, { isReadonly: true, width: 'half' }),
    person('assignee', 'Taken by', { isReadonly: true, width: 'half' }),
    link('referral', 'Referral', 'referrals', { template: '{{service.name}}', isReadonly: true }),
    moment('completed_at', 'Completed', { isReadonly: true, width: 'half' }),
    person('completed_by', 'Completed by', { isReadonly: true, width: 'half' }),
    line('engine_task_id', 'Task in the engine', { isHidden: true, isReadonly: true, isUnique: true }),
    line('process_instance_id', 'Pathway instance', { isHidden: true, isReadonly: true, isIndexed: true }),
    line('element_id', 'Step', { isHidden: true, isReadonly: true }),
    line('form_collection', 'Form', { isHidden: true, isReadonly: true }),
    ...trail(),
  ],
};
