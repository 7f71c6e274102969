import type { Meta } from '../model-types.ts';
import { read } from './permission-model.ts';
import type { PermissionModel } from './permission-model.ts';

/** What people may see of a case: all but the receipt and the technical keys. */
export const CASE_FIELDS = [
  'id',
  'code',
  'status',
  'risk_level',
  'risk_score',
  'channel',
  'language',
  'received_at',
  'opened_at',
  'closed_at',
  'area',
  'office',
  'case_officer',
  'client',
  'incidents',
  'consents',
  'referrals',
  'likely_duplicates',
  'created_at',
  'updated_at',
];

/** What people may see of a client: the pseudonym and what helps to help. Never the sealed identity. */
export const CLIENT_FIELDS = [
  'id',
  'display_name',
  'is_anonymous',
  'sex',
  'age_band',
  'languages',
  'can_contact',
  'cases',
  'created_at',
  'updated_at',
];

/** Forms filled by case officers, with every field: one that an administrator adds shows up without code. */
export const OFFICER_FORMS = [
  'registrations',
  'assessments',
  'case_plans',
  'implementations',
  'provider_choices',
  'service_records',
  'follow_ups',
  'closures',
];

/** Forms filled by supervisors. */
export const SUPERVISOR_FORMS = ['plan_approvals', 'reviews'];

/** Reading the case files of some offices: by default everything but identities and what is for code. */
export function caseFileReading(rows: Meta, clientRows: Meta, clientFields: string[]): PermissionModel[] {
  return [
    read('cases', rows, CASE_FIELDS),
    read('clients', clientRows, clientFields),
    ...['incidents', 'consents', 'referrals', 'tasks', 'case_plan_actions'].map((name) => read(name, rows)),
    ...[...OFFICER_FORMS, ...SUPERVISOR_FORMS].map((name) => read(name, rows)),
  ];
}
