import { OWN_ACCOUNT, PUBLIC_LISTS, SERVICE_OFFER_FIELDS } from './directory-permissions.ts';
import { read, update } from './permission-model.ts';
import type { PermissionModel } from './permission-model.ts';
import { OFFERED_TO_OWN_ORGANISATION, OWN_ORGANISATION } from './row-filters.ts';

/** What a provider sees of a referral. The case itself is out of reach: what may be known of it was copied to `share_package`. */
export const PROVIDER_REFERRAL_FIELDS = [
  'id',
  'service',
  'state',
  'chosen_offer',
  'safety_note',
  'share_package',
  'offered_at',
  'answer_due_at',
  'answered_at',
  'decline_reason',
  'started_at',
  'completed_at',
];

/** A provider sees the referrals to its organisation and keeps its own offers up to date. */
export const providerPermissions: PermissionModel[] = [
  ...PUBLIC_LISTS,
  ...OWN_ACCOUNT,
  read('referrals', OFFERED_TO_OWN_ORGANISATION, PROVIDER_REFERRAL_FIELDS),
  read('organisations', { _and: [{ id: { _nnull: true } }, { id: { _eq: '$CURRENT_USER.organisation' } }] }),
  read('service_offers', OWN_ORGANISATION, SERVICE_OFFER_FIELDS),
  read('service_offers_areas', null),
  update('service_offers', OWN_ORGANISATION, ['languages', 'capacity', 'is_active', 'email']),
];
