import { MESSAGE_CHANNEL_CHOICES, MESSAGE_STATE_CHOICES } from '../choice-lists.ts';
import { choice } from '../fields/choice-fields.ts';
import { key, trail } from '../fields/common-fields.ts';
import { link } from '../fields/link-fields.ts';
import { line, moment, paragraph } from '../fields/plain-fields.ts';
import type { CollectionModel } from '../model-types.ts';

/** Messages that left, or would have left if sending were set up: a case code, a verb, a link, no person. */
export const messages: CollectionModel = {
  collection: 'messages',
  label: { singular: 'Message', plural: 'Messages' },
  note: 'Messages to providers and offices. They name a case code, never a person.',
  icon: 'mail',
  displayTemplate: '{{case_code}} {{verb}}',
  folder: 'folder_system',
  fields: [
    key(),
    choice('channel', 'Channel', MESSAGE_CHANNEL_CHOICES, { isReadonly: true, width: 'half' }),
    choice('state', 'State', MESSAGE_STATE_CHOICES, {
      isReadonly: true,
      width: 'half',
      defaultValue: 'recorded',
    }),
    line('case_code', 'Case code', { isReadonly: true, isIndexed: true, width: 'half' }),
    line('verb', 'About', { isReadonly: true, width: 'half' }),
    link('recipient_organisation', 'To organisation', 'organisations', { isReadonly: true, width: 'half' }),
    link('recipient_office', 'To office', 'offices', { isReadonly: true, width: 'half' }),
    paragraph('link', 'Link', { isReadonly: true, isUnsearchable: true }),
    moment('sent_at', 'Sent', { isReadonly: true, width: 'half' }),
    line('dedupe_key', 'Key', { isHidden: true, isReadonly: true, isUnique: true }),
    ...trail(),
  ],
};
