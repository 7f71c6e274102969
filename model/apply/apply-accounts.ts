import { ItemsService } from '@directus/api/services/index';
import { ROLE_IDS, USER_IDS } from '../access/role-ids.ts';
import type { Meta } from '../model-types.ts';
import { QUIETLY } from './apply-context.ts';
import type { ApplyContext } from './apply-context.ts';
import type { ApplySettings } from './apply-settings-schema.ts';

const ADMIN_EMAIL = 'admin@njia.example.org';

/** Makes the first administrator once, and restores the accounts of the machines with their tokens. */
export async function applyAccounts(context: ApplyContext, settings: ApplySettings): Promise<void> {
  const service = new ItemsService('directus_users', { knex: context.trx, schema: context.schema });
  await ensureAdministrator(context, service, settings.ADMIN_PASSWORD);
  await ensureMachine(context, service, {
    id: USER_IDS.service,
    first_name: 'Njia',
    last_name: 'workers',
    role: ROLE_IDS.service,
    token: settings.SERVICE_TOKEN,
  });
  await ensureMachine(context, service, {
    id: USER_IDS.portal,
    first_name: 'Njia',
    last_name: 'portal',
    role: ROLE_IDS.portal,
    token: settings.PORTAL_TOKEN,
  });
}

/** Only on first start: afterwards the account is the administrator's, who may rename, suspend or delete it. */
async function ensureAdministrator(
  context: ApplyContext,
  service: ItemsService,
  password: string,
): Promise<void> {
  const someAdministrator: unknown = await context
    .trx('directus_users')
    .where({ role: ROLE_IDS.administrator })
    .first('id');
  if (someAdministrator !== undefined) return;
  await service.createOne(
    {
      id: USER_IDS.administrator,
      first_name: 'First',
      last_name: 'Administrator',
      email: ADMIN_EMAIL,
      password,
      role: ROLE_IDS.administrator,
      status: 'active',
    },
    QUIETLY,
  );
  context.report.created.push('first administrator');
}

async function ensureMachine(
  context: ApplyContext,
  service: ItemsService,
  wanted: Meta & { id: string },
): Promise<void> {
  const row: Meta = { ...wanted, status: 'active' };
  const current = (await context.trx('directus_users').where({ id: wanted.id }).first()) as Meta | undefined;
  if (current === undefined) {
    await service.createOne(row, QUIETLY);
    context.report.created.push(`account ${String(wanted['last_name'])}`);
  } else if (['role', 'token', 'status'].some((name) => current[name] !== row[name])) {
    await service.updateOne(wanted.id, { role: row['role'], token: row['token'], status: 'active' }, QUIETLY);
    context.report.changed.push(`account ${String(wanted['last_name'])}`);
  }
}
