import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { localPolicyId, systemPolicyId, USER_IDS } from '../../../model/access/role-ids.ts';
import type { ApplyReport } from '../../../model/apply/apply-report.ts';
import { prepareDirectus } from '../../../launcher/directus/prepare-directus.ts';
import { startDirectus } from '../../support/directus-server.ts';
import { createModelDatabase, dropModelDatabase, testConfig } from '../../support/directus-template.ts';
import { askDirectus } from './ask-directus.ts';
import { queryDatabase } from './query-database.ts';

const ROOT = join(import.meta.dirname, '../../..');
let databaseUrl: string;
let dataFolder: string;

/** Applies the model once more and returns its report. */
async function applyAgain(url: string, serviceToken?: string): Promise<ApplyReport> {
  return prepareDirectus({
    root: ROOT,
    config: testConfig({
      DATA_DIR: dataFolder,
      NJIA_MODE: 'production',
      ...(serviceToken === undefined ? {} : { SERVICE_TOKEN: serviceToken }),
    }),
    databaseUrl: url,
    say: () => undefined,
  });
}

const query = <Row>(sql: string, values?: unknown[]): Promise<Row[]> =>
  queryDatabase<Row>(databaseUrl, sql, values);

beforeAll(async () => {
  dataFolder = await mkdtemp(join(ROOT, 'var', 'test-apply-'));
  databaseUrl = await createModelDatabase(inject('postgresUrl'), { demo: false });
});
afterAll(async () => {
  await dropModelDatabase(inject('postgresUrl'), databaseUrl);
  await rm(dataFolder, { recursive: true, force: true });
});

describe('applying the model to a database that has it', () => {
  it('changes nothing', async () => {
    expect(await applyAgain(databaseUrl)).toEqual({ created: [], changed: [], drift: [], foreign: [] });
  });
});

describe('applying the model after an administrator worked on it', () => {
  let report: ApplyReport;

  beforeAll(async () => {
    await workAsAdministrator();
    report = await applyAgain(databaseUrl, 'another-service-token-0123456789');
  }, 120_000);

  it('keeps a field the administrator added, with its values', async () => {
    expect(await query('SELECT clan FROM clients')).toEqual([{ clan: 'Heron' }]);
  });

  it('keeps a collection the administrator added, with its rows', async () => {
    expect(await query('SELECT title FROM visits')).toEqual([{ title: 'First visit' }]);
  });

  it('brings back a right of a code-owned policy that was deleted, and one that was widened', async () => {
    const rows = await query(
      `SELECT action, fields FROM directus_permissions WHERE policy = $1 AND collection = 'clients' AND action <> 'create' ORDER BY action`,
      [systemPolicyId('caseOfficer')],
    );
    expect(rows).toEqual([
      { action: 'read', fields: expect.not.stringContaining('identity_sealed') as string },
      { action: 'update', fields: 'sex,age_band,languages,can_contact,safe_contact_note' },
    ]);
  });

  it('leaves the rights and the name of a local policy alone', async () => {
    const rows = await query(
      `SELECT name, collection, action FROM directus_policies JOIN directus_permissions ON policy = directus_policies.id WHERE directus_policies.id = $1`,
      [localPolicyId('caseOfficer')],
    );
    expect(rows).toEqual([{ name: 'Extra rights of our officers', collection: 'visits', action: 'read' }]);
  });

  it('restores a label of ours, and keeps the translation, the choices and the width the administrator set', async () => {
    const [row] = await query<{ translations: unknown; options: { choices: unknown[] }; width: string }>(
      `SELECT translations, options, width FROM directus_fields WHERE collection = 'registrations' AND field = 'decision'`,
    );
    expect(row?.translations).toEqual([
      { language: 'en-US', translation: 'Decision' },
      { language: 'fr-FR', translation: 'Décision' },
    ]);
    expect(row?.options.choices).toEqual([{ value: 'accepted', text: 'Yes' }]);
    expect(row?.width).toBe('half');
  });

  it('keeps a deadline the administrator changed', async () => {
    const [clock] = await query<{ duration: string }>(
      `SELECT duration FROM sla_clocks WHERE clock = 'triage' AND risk_level = 'critical'`,
    );
    expect(clock?.duration).toBe('PT30M');
  });

  it('puts the inbox back into the bar of modules and leaves the others as they are', async () => {
    const [settings] = await query<{ module_bar: { id: string }[] }>(
      'SELECT module_bar FROM directus_settings',
    );
    expect(settings?.module_bar.map(({ id }) => id)).toEqual(['njia-inbox', 'settings']);
  });

  it('switches the extension on again, with all its parts', async () => {
    expect(await query('SELECT DISTINCT enabled FROM directus_extensions')).toEqual([{ enabled: true }]);
  });

  it('gives the workers their new token', async () => {
    expect(await query('SELECT token FROM directus_users WHERE id = $1', [USER_IDS.service])).toEqual([
      { token: 'another-service-token-0123456789' },
    ]);
  });

  it('never changes the type of a column, and says so', async () => {
    const [column] = await query<{ data_type: string }>(
      `SELECT data_type FROM information_schema.columns WHERE table_name = 'closures' AND column_name = 'summary'`,
    );
    expect(column?.data_type).toBe('character varying');
    expect(report.drift).toEqual(['closures.summary']);
  });

  it('names what is not ours', () => {
    expect(report.foreign).toEqual(['clients.clan', 'visits']);
  });
});

/** What administrators do on a running Directus, and what they had better not do. */
async function workAsAdministrator(): Promise<void> {
  const directus = await startDirectus({ databaseUrl, withExtension: false });
  const send = async (method: string, path: string, body: unknown): Promise<void> => {
    const { status } = await askDirectus(directus.url, directus.adminToken, path, { method, body });
    if (status >= 300) throw new Error(`${method} ${path}: ${status}`);
  };
  try {
    await send('POST', '/fields/clients', { field: 'clan', type: 'string', meta: { interface: 'input' } });
    await send('POST', '/items/clients', { display_name: 'Client 1', clan: 'Heron' });
    const title = { field: 'title', type: 'string', meta: {}, schema: {} };
    await send('POST', '/collections', { collection: 'visits', schema: {}, meta: {}, fields: [title] });
    await send('POST', '/items/visits', { title: 'First visit' });
    await send('POST', '/permissions', {
      policy: localPolicyId('caseOfficer'),
      collection: 'visits',
      action: 'read',
      fields: ['*'],
      permissions: {},
      validation: {},
    });
    await send('PATCH', `/policies/${localPolicyId('caseOfficer')}`, {
      name: 'Extra rights of our officers',
    });
    await send('PATCH', '/fields/registrations/decision', {
      meta: {
        width: 'half',
        options: { choices: [{ value: 'accepted', text: 'Yes' }] },
        translations: [
          { language: 'en-US', translation: 'Verdict' },
          { language: 'fr-FR', translation: 'Décision' },
        ],
      },
    });
    await send('PATCH', '/settings', { module_bar: [{ type: 'module', id: 'settings', enabled: true }] });
  } finally {
    await directus.stop();
  }
  const officer = systemPolicyId('caseOfficer');
  await query(
    `DELETE FROM directus_permissions WHERE policy = $1 AND collection = 'clients' AND action = 'update'`,
    [officer],
  );
  await query(`UPDATE directus_permissions SET fields = '*' WHERE policy = $1 AND collection = 'clients'`, [
    officer,
  ]);
  await query(`UPDATE sla_clocks SET duration = 'PT30M' WHERE clock = 'triage' AND risk_level = 'critical'`);
  // As Directus notes a bundle and its parts; one part has the bundle's own name.
  await query(
    `WITH bundle AS (INSERT INTO directus_extensions (id, enabled, folder, source) VALUES (gen_random_uuid(), false, 'njia', 'local') RETURNING id)
     INSERT INTO directus_extensions (id, enabled, folder, source, bundle)
     SELECT gen_random_uuid(), false, part, 'local', bundle.id FROM bundle, unnest(ARRAY['njia', 'njia-hooks']) AS part`,
  );
  await query('ALTER TABLE closures ALTER COLUMN summary TYPE varchar(4000)');
}
