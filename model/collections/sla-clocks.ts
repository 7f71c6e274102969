import { RISK_LEVEL_CHOICES, SLA_CLOCK_CHOICES } from '../choice-lists.ts';
import { key } from '../fields/common-fields.ts';
import { choice } from '../fields/choice-fields.ts';
import { line } from '../fields/plain-fields.ts';
import type { CollectionModel } from '../model-types.ts';

/** How long each step may take at each risk level. */
export const slaClocks: CollectionModel = {
  collection: 'sla_clocks',
  label: { singular: 'Deadline', plural: 'Deadlines' },
  note: 'How long each step may take, by risk level. Changes count for steps that begin afterwards.',
  icon: 'timer',
  displayTemplate: '{{clock}} – {{risk_level}}',
  folder: 'folder_lists',
  fields: [
    key(),
    choice('clock', 'Step', SLA_CLOCK_CHOICES, { isRequired: true, width: 'half' }),
    choice('risk_level', 'Risk', RISK_LEVEL_CHOICES, { isRequired: true, width: 'half' }),
    line('duration', 'Time allowed', {
      isRequired: true,
      note: 'ISO 8601 duration: PT3H is 3 hours, P7D is 7 days, P1M is a month.',
    }),
  ],
};
