import { ItemsService } from '@directus/api/services/index';
import { localPolicyId, ROLE_IDS, systemPolicyId } from '../access/role-ids.ts';
import { ROLES } from '../access/roles.ts';
import type { RoleModel } from '../access/roles.ts';
import type { PermissionModel } from '../access/permission-model.ts';
import type { Meta } from '../model-types.ts';
import { QUIETLY } from './apply-context.ts';
import type { ApplyContext } from './apply-context.ts';
import { changedKeys } from './changed-keys.ts';

/** Restores roles, the code-owned policy of each and its rights; makes the administrator-owned policy once and leaves it alone. */
export async function applyAccess(context: ApplyContext): Promise<void> {
  const current: Current = {
    roles: await byId(context, 'directus_roles'),
    policies: await byId(context, 'directus_policies'),
    access: await items(context, 'directus_access').readByQuery({ limit: -1 }),
    permissions: await items(context, 'directus_permissions').readByQuery({ limit: -1 }),
  };
  for (const role of ROLES) {
    await ensureRole(context, role, current);
    await ensurePolicies(context, role, current);
    await ensurePermissions(context, role, current);
  }
}

interface Current {
  roles: Map<unknown, Meta>;
  policies: Map<unknown, Meta>;
  access: Meta[];
  permissions: Meta[];
}

async function ensureRole(context: ApplyContext, role: RoleModel, current: Current): Promise<void> {
  const { label, icon, description } = role;
  if (current.roles.has(ROLE_IDS[role.name])) return;
  const row = { id: ROLE_IDS[role.name], name: label, icon, description };
  await items(context, 'directus_roles').createOne(row, QUIETLY);
  context.report.created.push(`role ${label}`);
}

async function ensurePolicies(context: ApplyContext, role: RoleModel, current: Current): Promise<void> {
  const { label, icon, hasApp, isAdministrator } = role;
  await ensureRow(context, 'directus_policies', current.policies.get(systemPolicyId(role.name)), {
    id: systemPolicyId(role.name),
    name: `${label} (system)`,
    icon,
    description:
      'Kept by Njia: changes are undone at the next start. Use the policy "(local)" for your own rights.',
    app_access: hasApp,
    admin_access: isAdministrator,
  });
  const localId = localPolicyId(role.name);
  if (!current.policies.has(localId)) {
    await ensureRow(context, 'directus_policies', undefined, {
      id: localId,
      name: `${label} (local)`,
      icon: 'edit',
      description: 'Yours: Njia never changes it. Rights given here come on top of those of "(system)".',
      app_access: false,
      admin_access: false,
    });
    await ensureAttached(context, role, localId, current);
  }
  await ensureAttached(context, role, systemPolicyId(role.name), current);
}

async function ensureRow(
  context: ApplyContext,
  collection: string,
  current: Meta | undefined,
  row: Meta & { id: string; name: string },
): Promise<void> {
  if (current === undefined) {
    await items(context, collection).createOne(row, QUIETLY);
    context.report.created.push(`policy ${row.name}`);
    return;
  }
  const changes = changedKeys(row, current);
  if (Object.keys(changes).length === 0) return;
  await items(context, collection).updateOne(row.id, changes, QUIETLY);
  context.report.changed.push(`policy ${row.name}`);
}

async function ensureAttached(
  context: ApplyContext,
  role: RoleModel,
  policy: string,
  current: Current,
): Promise<void> {
  const roleId = ROLE_IDS[role.name];
  if (current.access.some((row) => row['role'] === roleId && row['policy'] === policy)) return;
  await items(context, 'directus_access').createOne({ role: roleId, policy, sort: 1 }, QUIETLY);
  context.report.created.push(`access of ${role.label}`);
}

async function ensurePermissions(context: ApplyContext, role: RoleModel, current: Current): Promise<void> {
  const policy = systemPolicyId(role.name);
  const existing = current.permissions.filter((row) => row['policy'] === policy);
  const missing: Meta[] = [];
  for (const permission of role.permissions) {
    const name = `right of ${role.label}: ${permission.action} ${permission.collection}`;
    const found = existing.find((row) => isFor(row, permission));
    if (found === undefined) {
      missing.push({ ...permission, policy });
      context.report.created.push(name);
      continue;
    }
    const changes = changedKeys({ ...permission }, found);
    if (Object.keys(changes).length === 0) continue;
    await items(context, 'directus_permissions').updateOne(found['id'], changes, QUIETLY);
    context.report.changed.push(name);
  }
  if (missing.length > 0) await items(context, 'directus_permissions').createMany(missing, QUIETLY);
  for (const row of existing.filter(
    (entry) => !role.permissions.some((permission) => isFor(entry, permission)),
  )) {
    context.report.foreign.push(
      `right of ${role.label}: ${String(row['action'])} ${String(row['collection'])}`,
    );
  }
}

function isFor(row: Meta, permission: PermissionModel): boolean {
  return row['collection'] === permission.collection && row['action'] === permission.action;
}

function items({ trx, schema }: ApplyContext, collection: string): ItemsService {
  return new ItemsService(collection, { knex: trx, schema });
}

async function byId(context: ApplyContext, collection: string): Promise<Map<unknown, Meta>> {
  const rows = await items(context, collection).readByQuery({ limit: -1 });
  return new Map(rows.map((row) => [row['id'], row]));
}
