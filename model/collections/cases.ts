import {
  CASE_STATUS_CHOICES,
  CHANNEL_CHOICES,
  LANGUAGE_CHOICES,
  RISK_LEVEL_CHOICES,
} from '../choice-lists.ts';
import { key, trail } from '../fields/common-fields.ts';
import { choice } from '../fields/choice-fields.ts';
import { link, list, person } from '../fields/link-fields.ts';
import { data, line, moment, plainId, wholeNumber } from '../fields/plain-fields.ts';
import type { CollectionModel } from '../model-types.ts';

/** One request for help and what became of it. Who it is about is in `clients`, what happened in `incidents`. */
export const cases: CollectionModel = {
  collection: 'cases',
  label: { singular: 'Case', plural: 'Cases' },
  note: 'Requests for help and what became of them. Names are never shown here.',
  icon: 'folder_shared',
  displayTemplate: '{{code}}',
  folder: 'folder_case_files',
  fields: [
    key(),
    line('code', 'Case code', { isUnique: true, isReadonly: true, width: 'half' }),
    choice('status', 'Status', CASE_STATUS_CHOICES, {
      isIndexed: true,
      isReadonly: true,
      width: 'half',
      defaultValue: 'received',
    }),
    choice('risk_level', 'Risk', RISK_LEVEL_CHOICES, { isReadonly: true, width: 'half' }),
    wholeNumber('risk_score', 'Risk score', { isReadonly: true, width: 'half' }),
    choice('channel', 'Came in by', CHANNEL_CHOICES, { width: 'half' }),
    choice('language', 'Language', LANGUAGE_CHOICES, {
      width: 'half',
      note: 'Language the person wants to be answered in.',
    }),
    moment('received_at', 'Received', { isReadonly: true, width: 'half' }),
    moment('opened_at', 'Opened', { isReadonly: true, width: 'half' }),
    moment('closed_at', 'Closed', { isReadonly: true, width: 'half' }),
    link('area', 'Area', 'areas', { width: 'half', onDelete: 'RESTRICT' }),
    link('office', 'Office', 'offices', { width: 'half', onDelete: 'RESTRICT' }),
    person('case_officer', 'Case officer', { width: 'half' }),
    link('client', 'Client', 'clients', {
      template: '{{display_name}}',
      onDelete: 'RESTRICT',
      listedAs: 'cases',
    }),
    list('incidents', 'Incidents', '{{happened_on}} {{incident_type.name}}'),
    list('consents', 'Consents', '{{purpose}} {{given}}'),
    list('referrals', 'Referrals', '{{service.name}} {{state}}'),
    data('likely_duplicates', 'Likely duplicates', { isHidden: true }),
    plainId('submission_id', 'Submission', {
      isHidden: true,
      isReadonly: true,
      isUnique: true,
      isUnsearchable: true,
    }),
    line('receipt_hash', 'Receipt, hashed', {
      isHidden: true,
      isReadonly: true,
      isUnique: true,
      isUnsearchable: true,
    }),
    ...trail(),
  ],
};
