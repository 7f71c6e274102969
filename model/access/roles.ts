import type { RoleName } from './role-ids.ts';
import type { PermissionModel } from './permission-model.ts';
import { analystPermissions } from './analyst-permissions.ts';
import { caseOfficerPermissions } from './case-officer-permissions.ts';
import { coordinatorPermissions } from './coordinator-permissions.ts';
import { providerPermissions } from './provider-permissions.ts';
import { servicePermissions } from './service-permissions.ts';
import { supervisorPermissions } from './supervisor-permissions.ts';

/** A role and the rights its code-owned policy gives. */
export interface RoleModel {
  name: RoleName;
  label: string;
  icon: string;
  description: string;
  /** May open the Directus app. Machines may not. */
  hasApp: boolean;
  /** Everything is allowed; needed to change the data model. */
  isAdministrator: boolean;
  permissions: PermissionModel[];
}

const person = { hasApp: true, isAdministrator: false };
const machine = { hasApp: false, isAdministrator: false };

/** All roles. Each has a policy of the same name ending in "(system)", kept by code, and one ending in "(local)" for administrators. */
export const ROLES: RoleModel[] = [
  {
    name: 'administrator',
    label: 'Administrator',
    icon: 'verified',
    description: 'Changes forms, lists, people and rights. Sees everything but sealed identities.',
    hasApp: true,
    isAdministrator: true,
    permissions: [],
  },
  {
    ...person,
    name: 'coordinator',
    label: 'Coordinator',
    icon: 'hub',
    description: 'Reads the cases of a network, keeps its directory, draws pathways.',
    permissions: coordinatorPermissions,
  },
  {
    ...person,
    name: 'supervisor',
    label: 'Supervisor',
    icon: 'supervisor_account',
    description: 'Approves plans and reviews the cases of an office.',
    permissions: supervisorPermissions,
  },
  {
    ...person,
    name: 'caseOfficer',
    label: 'Case officer',
    icon: 'badge',
    description: 'Works on the cases of an office.',
    permissions: caseOfficerPermissions,
  },
  {
    ...person,
    name: 'provider',
    label: 'Provider',
    icon: 'volunteer_activism',
    description: 'Answers referrals to an organisation and keeps its offers up to date.',
    permissions: providerPermissions,
  },
  {
    ...person,
    name: 'analyst',
    label: 'Analyst',
    icon: 'query_stats',
    description: 'Reads no cases; reads published numbers.',
    permissions: analystPermissions,
  },
  {
    ...machine,
    name: 'service',
    label: 'Service',
    icon: 'precision_manufacturing',
    description: 'The workers of the pathways. Not for people.',
    permissions: servicePermissions,
  },
  {
    ...machine,
    name: 'portal',
    label: 'Portal',
    icon: 'public',
    description: 'The public portal. Reads and writes through the Njia endpoints only.',
    permissions: [],
  },
];
