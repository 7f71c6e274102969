import { DECLINE_REASON_CHOICES, FAILURE_REASON_CHOICES, REFERRAL_STATE_CHOICES } from '../choice-lists.ts';
import { choice } from '../fields/choice-fields.ts';
import { caseAndOffice, key, trail } from '../fields/common-fields.ts';
import { link } from '../fields/link-fields.ts';
import { data, moment, paragraph, wholeNumber } from '../fields/plain-fields.ts';
import type { CollectionModel } from '../model-types.ts';

/** One need of one case on its way to a provider. A provider reads the share package and nothing else of the case. */
export const referrals: CollectionModel = {
  collection: 'referrals',
  label: { singular: 'Referral', plural: 'Referrals' },
  note: 'Needs on their way to a provider, from offer to confirmed service.',
  icon: 'send',
  displayTemplate: '{{service.name}}',
  folder: 'folder_case_files',
  fields: [
    key(),
    ...caseAndOffice({ listedAs: 'referrals' }),
    link('service', 'Service', 'services', { width: 'half', onDelete: 'RESTRICT', isRequired: true }),
    choice('state', 'State', REFERRAL_STATE_CHOICES, {
      isReadonly: true,
      isIndexed: true,
      width: 'half',
      defaultValue: 'draft',
    }),
    link('chosen_offer', 'Provider', 'service_offers', {
      template: '{{organisation.name}}',
      onDelete: 'RESTRICT',
      isReadonly: true,
    }),
    paragraph('safety_note', 'Safety note for the provider', {
      note: 'What the provider must know for their own safety. No names.',
    }),
    wholeNumber('offer_number', 'Offers made', { isReadonly: true, width: 'half', defaultValue: 0 }),
    moment('offered_at', 'Offered', { isReadonly: true, width: 'half' }),
    moment('answer_due_at', 'Answer due', { isReadonly: true, width: 'half' }),
    moment('answered_at', 'Answered', { isReadonly: true, width: 'half' }),
    choice('decline_reason', 'Reason for declining', DECLINE_REASON_CHOICES, {
      isReadonly: true,
      width: 'half',
    }),
    paragraph('answer_note', 'Note of the provider', { isReadonly: true }),
    moment('started_at', 'Service started', { isReadonly: true, width: 'half' }),
    moment('completed_at', 'Completed', { isReadonly: true, width: 'half' }),
    choice('failure_reason', 'Why it did not work out', FAILURE_REASON_CHOICES, {
      isReadonly: true,
      width: 'half',
    }),
    data('candidates', 'Providers found', { isHidden: true }),
    data('tried_offers', 'Offers tried', { isHidden: true }),
    data('share_package', 'What the provider sees', {
      note: 'Copied with consent, removed when consent is withdrawn.',
    }),
    ...trail(),
  ],
};
