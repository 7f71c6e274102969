import type { TaskGroup } from '../../schemas/codes.ts';

/** Ids of the roles; fixed, so that code and other installations can name them. */
export const ROLE_IDS = {
  administrator: 'a1000000-0000-4000-8000-000000000001',
  coordinator: 'a1000000-0000-4000-8000-000000000002',
  supervisor: 'a1000000-0000-4000-8000-000000000003',
  caseOfficer: 'a1000000-0000-4000-8000-000000000004',
  provider: 'a1000000-0000-4000-8000-000000000005',
  analyst: 'a1000000-0000-4000-8000-000000000006',
  service: 'a1000000-0000-4000-8000-000000000007',
  portal: 'a1000000-0000-4000-8000-000000000008',
} as const;
export type RoleName = keyof typeof ROLE_IDS;

/** The role whose members may claim the tasks of a group. */
export const ROLE_OF_TASK_GROUP: Record<TaskGroup, RoleName> = {
  'case-officers': 'caseOfficer',
  supervisors: 'supervisor',
  coordinators: 'coordinator',
  providers: 'provider',
};

/** Ids of the accounts that machines and the first administrator sign in with. */
export const USER_IDS = {
  administrator: 'b1000000-0000-4000-8000-000000000001',
  service: 'b1000000-0000-4000-8000-000000000007',
  portal: 'b1000000-0000-4000-8000-000000000008',
} as const;

/** Id of the code-owned policy of a role. */
export function systemPolicyId(role: RoleName): string {
  return ROLE_IDS[role].replace(/^a1/, 'c1');
}

/** Id of the administrator-owned policy of a role: made once, never touched again. */
export function localPolicyId(role: RoleName): string {
  return ROLE_IDS[role].replace(/^a1/, 'd1');
}
