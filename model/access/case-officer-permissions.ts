import { caseFileReading, CLIENT_FIELDS, OFFICER_FORMS } from './case-file-permissions.ts';
import { COLLEAGUE_FIELDS, DIRECTORY } from './directory-permissions.ts';
import { create, read, update } from './permission-model.ts';
import type { PermissionModel } from './permission-model.ts';
import { CLIENT_OF_OWN_OFFICE, OWN_OFFICE } from './row-filters.ts';

/** Rows written by people of an office are the office's; another office in the row is refused. */
const IN_OWN_OFFICE = {
  validation: { office: { _eq: '$CURRENT_USER.office', _nnull: true } },
  presets: { office: '$CURRENT_USER.office' },
};

/** Creating rows of these collections for cases of the own office. */
export function creatingInOwnOffice(collections: string[]): PermissionModel[] {
  return collections.map((collection) => create(collection, IN_OWN_OFFICE));
}

/** Reading everything about the cases of the own office, as case officers and their supervisors do. */
export const OFFICE_READING: PermissionModel[] = [
  ...DIRECTORY,
  ...caseFileReading(OWN_OFFICE, CLIENT_OF_OWN_OFFICE, [...CLIENT_FIELDS, 'safe_contact_note']),
  read(
    'messages',
    { _and: [{ recipient_office: { _nnull: true } }, { recipient_office: { _eq: '$CURRENT_USER.office' } }] },
    ['id', 'channel', 'state', 'case_code', 'verb', 'sent_at', 'created_at'],
  ),
  read('directus_users', OWN_OFFICE, COLLEAGUE_FIELDS),
];

/** Taking a case in by hand: somebody came to the office or called. The server fills in id, code, status and time. */
const TAKING_IN: PermissionModel[] = [
  create('cases', {
    ...IN_OWN_OFFICE,
    fields: [
      'id',
      'code',
      'status',
      'received_at',
      'office',
      'channel',
      'language',
      'area',
      'client',
      'case_officer',
      'incidents',
      'consents',
    ],
  }),
  create('clients', {
    fields: [
      'display_name',
      'is_anonymous',
      'sex',
      'age_band',
      'languages',
      'can_contact',
      'safe_contact_note',
    ],
  }),
];

/** A case officer works on the cases of one office. */
export const caseOfficerPermissions: PermissionModel[] = [
  ...OFFICE_READING,
  ...TAKING_IN,
  ...creatingInOwnOffice([...OFFICER_FORMS, 'incidents', 'consents', 'case_plan_actions']),
  update('cases', OWN_OFFICE, ['language', 'area', 'case_officer']),
  update('clients', CLIENT_OF_OWN_OFFICE, [
    'sex',
    'age_band',
    'languages',
    'can_contact',
    'safe_contact_note',
  ]),
  update('incidents', OWN_OFFICE, [
    'incident_type',
    'happened_on',
    'area',
    'perpetrator',
    'is_detained',
    'is_child',
    'is_sexual_violence',
    'story',
    'likelihood',
    'impact',
  ]),
  update('case_plan_actions', OWN_OFFICE, ['action', 'who', 'due_on', 'done_on']),
  update('referrals', OWN_OFFICE, ['safety_note']),
];
