import { generateHash } from '@directus/api/utils/generate-hash';
import type { ApplyContext } from '../apply/apply-context.ts';
import type { ApplySettings } from '../apply/apply-settings-schema.ts';
import { sealIdentity } from '../identity/client-identity.ts';
import { phoneHash } from '../identity/sealed-text.ts';
import { buildDemoData } from './build-demo-data.ts';
import type { DemoData } from './build-demo-data.ts';
import type { References, Row } from './demo-types.ts';

const SEED = 20_250_116;

/**
 * Adds the demo data to a database without organisations, that is once. Rows go in directly: no message leaves, and a pathway
 * starts only for the youngest cases, which the outbox names. The people of the demo share the administrator's password.
 */
export async function loadDemoData(context: ApplyContext, settings: ApplySettings, now: Date): Promise<void> {
  const { trx, report } = context;
  if ((await trx('organisations').first('id')) !== undefined) return;
  const data = buildDemoData({ seed: SEED, now, references: await readReferences(context) });
  const password = await generateHash(settings.ADMIN_PASSWORD);
  const places = ['organisations', 'offices'];
  for (const table of places) await insert(context, table, data.tables.get(table) ?? []);
  await insert(
    context,
    'directus_users',
    data.people.map((person) => ({ ...person, password })),
  );
  for (const [table, rows] of data.tables) {
    if (places.includes(table)) continue;
    await insert(
      context,
      table,
      table === 'clients' ? sealedClients(data, rows, settings.IDENTITY_KEY) : rows,
    );
  }
  const caseCount = data.tables.get('cases')?.length ?? 0;
  await trx.raw(`SELECT setval('njia_case_number', ?)`, [caseCount]);
  report.created.push('demo data');
}

function sealedClients({ identities }: DemoData, clients: Row[], identityKey: string): Row[] {
  return clients.map((client) => {
    const identity = identities.get(client.id);
    return {
      ...client,
      identity_sealed: identity === undefined ? null : sealIdentity(identity, identityKey),
      phone_hash: identity === undefined ? null : phoneHash(identity.phone, identityKey),
    };
  });
}

async function insert({ trx }: ApplyContext, table: string, rows: Row[]): Promise<void> {
  if (rows.length > 0) await trx.batchInsert(table, rows, 500);
}

async function readReferences({ trx }: ApplyContext): Promise<References> {
  const idsOf = async (table: string): Promise<Map<string, string>> => {
    const rows = await trx(table).select<{ id: string; code: string }[]>('id', 'code');
    return new Map(rows.map(({ id, code }) => [code, id]));
  };
  return {
    networks: await idsOf('networks'),
    areas: await idsOf('areas'),
    services: await idsOf('services'),
    incidentTypes: await idsOf('incident_types'),
  };
}
