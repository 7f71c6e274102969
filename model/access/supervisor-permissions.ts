import { SUPERVISOR_FORMS } from './case-file-permissions.ts';
import { creatingInOwnOffice, OFFICE_READING } from './case-officer-permissions.ts';
import { read, update } from './permission-model.ts';
import type { PermissionModel } from './permission-model.ts';
import { OWN_OFFICE } from './row-filters.ts';

/** A supervisor reads what the office works on, approves plans, reviews cases and sees who looked at identities. */
export const supervisorPermissions: PermissionModel[] = [
  ...OFFICE_READING,
  ...creatingInOwnOffice(SUPERVISOR_FORMS),
  update('cases', OWN_OFFICE, ['case_officer']),
  read('identity_reveals', OWN_OFFICE),
];
