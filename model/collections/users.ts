import { link } from '../fields/link-fields.ts';
import type { FieldModel } from '../model-types.ts';

/** What we add to Directus' own users: where a person works decides what the person sees. */
export const USER_FIELDS: FieldModel[] = [
  link('office', 'Office', 'offices', { width: 'half', note: 'Sees the cases of this office.' }),
  link('organisation', 'Organisation', 'organisations', {
    width: 'half',
    note: 'A provider sees the referrals to this organisation.',
  }),
  link('network', 'Network', 'networks', {
    width: 'half',
    note: 'A coordinator sees the cases of this network.',
  }),
];
