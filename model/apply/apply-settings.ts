import { ItemsService } from '@directus/api/services/index';
import type { Meta } from '../model-types.ts';
import { QUIETLY } from './apply-context.ts';
import type { ApplyContext } from './apply-context.ts';

/** The module of our extension that everybody starts in. */
const INBOX_MODULE = 'njia-inbox';

/** The first bar of modules; an administrator may reorder it, but the inbox always comes back. */
const FIRST_MODULE_BAR: Meta[] = [
  { type: 'module', id: INBOX_MODULE, enabled: true },
  { type: 'module', id: 'content', enabled: true },
  { type: 'module', id: 'users', enabled: true },
  { type: 'module', id: 'files', enabled: false },
  { type: 'module', id: 'insights', enabled: true },
  { type: 'module', id: 'settings', enabled: true, locked: true },
];

/** Twelve characters at least; length protects better than symbols. */
const PASSWORD_POLICY = '/^.{12,}$/';
/** After this many wrong passwords an account is suspended; few enough to stop guessing, enough for tired people. */
const LOGIN_ATTEMPTS = 10;

/** Names the project on first start, and makes sure that the inbox and our extension are switched on. */
export async function applySettings(context: ApplyContext): Promise<void> {
  const { trx, schema, report } = context;
  const service = new ItemsService('directus_settings', { knex: trx, schema });
  const current = (await service.readByQuery({ limit: 1 }))[0];
  if (current === undefined) {
    await service.createOne(firstSettings(), QUIETLY);
    report.created.push('settings');
  } else if (current['module_bar'] === null) {
    await service.updateOne(current['id'], firstSettings(), QUIETLY);
    report.changed.push('settings');
  } else if (!hasInbox(current['module_bar'])) {
    const others = (current['module_bar'] as Meta[]).filter(({ id }) => id !== INBOX_MODULE);
    await service.updateOne(current['id'], { module_bar: [FIRST_MODULE_BAR[0], ...others] }, QUIETLY);
    report.changed.push('settings.module_bar');
  }
  await switchExtensionOn(context);
}

function firstSettings(): Meta {
  return {
    project_name: 'Njia',
    project_descriptor: 'Case management and referral',
    project_color: '#1F6F5C',
    default_language: 'en-US',
    module_bar: FIRST_MODULE_BAR,
    auth_password_policy: PASSWORD_POLICY,
    auth_login_attempts: LOGIN_ATTEMPTS,
  };
}

function hasInbox(moduleBar: unknown): boolean {
  return (
    Array.isArray(moduleBar) &&
    (moduleBar as Meta[]).some(({ id, enabled }) => id === INBOX_MODULE && enabled === true)
  );
}

/** Without the extension the server checks neither form rules nor links between offices, so a start always brings it back. */
async function switchExtensionOn({ trx, report }: ApplyContext): Promise<void> {
  const bundle = await trx('directus_extensions')
    .where({ folder: 'njia', source: 'local', bundle: null })
    .first<{ id: string } | undefined>('id');
  if (bundle === undefined) return;
  const switchedOn = await trx('directus_extensions')
    .where({ enabled: false })
    .whereRaw('(id = :id OR bundle = :id)', { id: bundle.id })
    .update({ enabled: true });
  if (switchedOn > 0) report.changed.push('extension njia switched on');
}
