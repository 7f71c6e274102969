import { OUTBOX_KIND_CHOICES } from '../choice-lists.ts';
import { choice } from '../fields/choice-fields.ts';
import { key, trail } from '../fields/common-fields.ts';
import { data, line, moment, paragraph, plainId, wholeNumber } from '../fields/plain-fields.ts';
import type { CollectionModel } from '../model-types.ts';

/** What must still be told to the engine. Written in the same transaction as the data it is about. */
export const outbox: CollectionModel = {
  collection: 'outbox',
  label: { singular: 'Outbox entry', plural: 'Outbox' },
  note: 'What the pathway still has to be told. Empty when all is well.',
  icon: 'outbox',
  folder: 'folder_system',
  fields: [
    key(),
    choice('kind', 'What', OUTBOX_KIND_CHOICES, { isReadonly: true, width: 'half' }),
    plainId('case', 'Case', { isReadonly: true, isIndexed: true, width: 'half' }),
    data('payload', 'Content'),
    line('dedupe_key', 'Key', { isReadonly: true, isUnique: true }),
    wholeNumber('attempts', 'Attempts', { isReadonly: true, width: 'half', defaultValue: 0 }),
    moment('next_attempt_at', 'Next attempt', { isReadonly: true, width: 'half' }),
    moment('done_at', 'Done', { isReadonly: true, width: 'half' }),
    paragraph('last_error', 'Last error', { isReadonly: true }),
    ...trail(),
  ],
  seeded: { accountability: null },
};
