import {
  createDirectus,
  createItem,
  readItem,
  readItems,
  rest,
  staticToken,
  updateItems,
} from '@directus/sdk';
import type { DirectusServer } from '../../support/directus-server.ts';

/** Rows by name of their fields; tests write what a person or the extension would. */
type Row = Record<string, unknown>;

/** Writes and reads rows as the administrator. */
export interface CaseFixture {
  create: (collection: string, row: Row) => Promise<string>;
  read: (collection: string, id: string) => Promise<Row>;
  list: (collection: string, filter: Row) => Promise<Row[]>;
  change: (collection: string, filter: Row, row: Row) => Promise<void>;
  /** Id of a seeded row by its code. */
  idOf: (collection: 'areas' | 'services' | 'incident_types' | 'networks', code: string) => Promise<string>;
  /** A case with a client and one incident, in an office of its own. */
  aCase: (values?: {
    case?: Row;
    client?: Row;
    incident?: Row;
  }) => Promise<{ caseId: string; office: string }>;
  /** An active offer of an active organisation with one free place. */
  anOffer: (values: { service: string; areas: string[]; offer?: Row; organisation?: Row }) => Promise<string>;
  /** A referral of a case whose client agreed to sharing. */
  aReferral: (values: { caseId: string; service: string; referral?: Row }) => Promise<string>;
}

/** Builders of rows in the Directus of a test. */
export function caseFixture(directus: DirectusServer): CaseFixture {
  const client = createDirectus<Record<string, Row[]>>(directus.url)
    .with(staticToken(directus.adminToken))
    .with(rest());
  const create = async (collection: string, row: Row): Promise<string> =>
    ((await client.request(createItem(collection, row))) as { id: string }).id;
  const list = async (collection: string, filter: Row): Promise<Row[]> =>
    await client.request(readItems(collection, { filter }));

  const fixture: CaseFixture = {
    create,
    list,
    read: async (collection, id) => client.request<Row>(readItem(collection, id)),
    change: async (collection, filter, row) => {
      const ids = (await list(collection, filter)).map(({ id }) => id as string);
      await client.request(updateItems(collection, ids, row));
    },
    idOf: async (collection, code) => {
      const [row] = await list(collection, { code: { _eq: code } });
      if (!row) throw new Error(`${collection} has no row with code ${code}.`);
      return row['id'] as string;
    },
    aCase: async ({ case: caseValues = {}, client: clientValues = {}, incident = {} } = {}) => {
      const organisation = await create('organisations', { name: 'Network CEN-07', kind: 'member' });
      const office = await create('offices', { name: 'CEN-07 office', organisation });
      const person = await create('clients', { display_name: 'Client of a test', ...clientValues });
      const caseId = await create('cases', {
        channel: 'walk_in',
        received_at: '2026-03-10T08:00:00.000Z',
        client: person,
        office,
        ...caseValues,
      });
      await create('incidents', { case: caseId, ...incident });
      return { caseId, office };
    },
    anOffer: async ({ service, areas, offer = {}, organisation = {} }) => {
      const owner = await create('organisations', {
        name: 'Legal Desk CEN-02',
        kind: 'provider',
        ...organisation,
      });
      return create('service_offers', {
        organisation: owner,
        service,
        areas: areas.map((area) => ({ areas_id: area })),
        capacity: 1,
        is_active: true,
        ...offer,
      });
    },
    aReferral: async ({ caseId, service, referral = {} }) => {
      const consents = await list('consents', { case: { _eq: caseId } });
      if (consents.length === 0) await create('consents', { case: caseId, purpose: 'referral', given: true });
      return create('referrals', { case: caseId, service, ...referral });
    },
  };
  return fixture;
}
