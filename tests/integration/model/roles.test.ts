import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PROVIDER_REFERRAL_FIELDS } from '../../../model/access/provider-permissions.ts';
import { COLLECTIONS } from '../../../model/collections/all-collections.ts';
import { startDirectus } from '../../support/directus-server.ts';
import type { DirectusServer } from '../../support/directus-server.ts';
import { askDirectus } from './ask-directus.ts';
import { queryDatabase } from './query-database.ts';

let directus: DirectusServer;
const everyCollection = COLLECTIONS.map(({ collection }) => collection);
const withStatus = async (token: string | null, status: number): Promise<string[]> => {
  const answers = await Promise.all(
    everyCollection.map(async (collection) => ({
      collection,
      status: (await askDirectus(directus.url, token, `/items/${collection}?limit=1`)).status,
    })),
  );
  return answers.filter((answer) => answer.status === status).map(({ collection }) => collection);
};

beforeAll(async () => {
  directus = await startDirectus({ withExtension: false });
});
afterAll(() => directus.stop());

describe('nobody in particular', () => {
  it('reads no collection at all', async () => {
    expect(await withStatus(null, 403)).toEqual(everyCollection);
  });
});

describe('the portal', () => {
  it('reads and writes no collection: its endpoints do that for it', async () => {
    expect(await withStatus(directus.portalToken, 403)).toEqual(everyCollection);
    const { status } = await askDirectus(directus.url, directus.portalToken, '/items/cases', {
      method: 'POST',
      body: {},
    });
    expect(status).toBe(403);
  });
});

describe('an analyst', () => {
  it('reads networks, areas and services, and no case in any form', async () => {
    const analyst = await directus.login('analyst@njia.example.org');
    expect((await withStatus(analyst, 200)).sort()).toEqual(['areas', 'networks', 'services']);
    const counted = await askDirectus(directus.url, analyst, '/items/cases?aggregate[count]=id');
    expect(counted.status).toBe(403);
  });
});

describe('a coordinator', () => {
  it('reads the cases of the network and of no other', async () => {
    const token = await directus.login('coordinator@cen.njia.example.org');
    const { data } = await askDirectus(
      directus.url,
      token,
      '/items/cases?limit=-1&fields=office.network.code',
    );
    const networks = (data as { office: { network: { code: string } } }[]).map(
      ({ office }) => office.network.code,
    );
    expect(new Set(networks)).toEqual(new Set(['CEN']));
    const expected = await queryDatabase<{ count: number }>(
      directus.databaseUrl,
      `SELECT count(*)::int FROM cases JOIN offices ON offices.id = office JOIN networks ON networks.id = offices.network WHERE networks.code = 'CEN'`,
    );
    expect(networks).toHaveLength(expected[0]?.count ?? -1);
  });

  it('neither changes cases nor reads how clients are contacted', async () => {
    const token = await directus.login('coordinator@cen.njia.example.org');
    const { data } = await askDirectus(directus.url, token, '/items/cases?limit=1&fields=id');
    const id = (data as { id: string }[])[0]?.id;
    const change = await askDirectus(directus.url, token, `/items/cases/${id}`, {
      method: 'PATCH',
      body: { language: 'en' },
    });
    expect(change.status).toBe(403);
    const contact = await askDirectus(directus.url, token, '/items/clients?fields=safe_contact_note');
    expect(contact.status).toBe(403);
  });
});

describe('a provider', () => {
  it('sees the referrals to its organisation that are no drafts, with the agreed fields only', async () => {
    const [given] = await queryDatabase<{ offer: string; id: string }>(
      directus.databaseUrl,
      `SELECT service_offers.id AS offer FROM service_offers JOIN organisations ON organisations.id = organisation WHERE organisations.name LIKE 'Network CEN-02 %'`,
    );
    await queryDatabase(
      directus.databaseUrl,
      `UPDATE referrals SET chosen_offer = $1, state = CASE WHEN nth = 1 THEN 'draft' ELSE 'offered' END
       FROM (SELECT id AS chosen, row_number() OVER (ORDER BY id) AS nth FROM referrals LIMIT 3) AS three WHERE id = chosen`,
      [given?.offer],
    );
    const token = await directus.login('provider@cen-02.njia.example.org');
    const { data } = await askDirectus(directus.url, token, '/items/referrals?limit=-1');
    const [expected] = await queryDatabase<{ count: number }>(
      directus.databaseUrl,
      `SELECT count(*)::int FROM referrals JOIN service_offers ON service_offers.id = chosen_offer JOIN organisations ON organisations.id = organisation
       WHERE organisations.name LIKE 'Network CEN-02 %' AND state <> 'draft'`,
    );
    expect(data).toHaveLength(expected?.count ?? -1);
    expect(expected?.count).toBeGreaterThanOrEqual(2);
    expect(Object.keys((data as object[])[0] ?? {}).sort()).toEqual([...PROVIDER_REFERRAL_FIELDS].sort());
  });

  it('cannot get at the case behind a referral', async () => {
    const token = await directus.login('provider@cen-02.njia.example.org');
    for (const query of [
      'fields=case',
      'filter[case][client][display_name][_nnull]=true',
      'sort=office',
      'aggregate[max]=candidates',
    ]) {
      const { status } = await askDirectus(directus.url, token, `/items/referrals?${query}`);
      expect({ query, status }).toEqual({ query, status: 403 });
    }
    // Directus leaves out what it may not show of a linked row, where it refuses a plain field.
    const linked = await askDirectus(directus.url, token, '/items/referrals?fields=id,case.code,office.name');
    expect(Object.keys((linked.data as object[])[0] ?? {})).toEqual(['id']);
    expect((await withStatus(token, 200)).sort()).toEqual([
      'areas',
      'networks',
      'organisations',
      'referrals',
      'service_offers',
      'service_offers_areas',
      'services',
    ]);
  });

  it('changes the free places of its own offers only', async () => {
    const token = await directus.login('provider@cen-02.njia.example.org');
    const offers = await queryDatabase<{ id: string; own: boolean }>(
      directus.databaseUrl,
      `SELECT service_offers.id, organisations.name LIKE 'Network CEN-02 %' AS own FROM service_offers JOIN organisations ON organisations.id = organisation`,
    );
    const change = async (isOwn: boolean): Promise<number> => {
      const offer = offers.find(({ own }) => own === isOwn);
      return (
        await askDirectus(directus.url, token, `/items/service_offers/${offer?.id}`, {
          method: 'PATCH',
          body: { capacity: 3 },
        })
      ).status;
    };
    expect(await change(true)).toBe(200);
    expect(await change(false)).toBe(403);
  });
});

describe('a supervisor', () => {
  it('approves plans of the own office but does not fill the forms of case officers', async () => {
    const token = await directus.login('supervisor@cen-01.njia.example.org');
    const { data } = await askDirectus(directus.url, token, '/items/cases?limit=1&fields=id');
    const row = { case: (data as { id: string }[])[0]?.id, decision: 'approved' };
    const send = async (collection: string): Promise<number> =>
      (await askDirectus(directus.url, token, `/items/${collection}`, { method: 'POST', body: row })).status;
    expect(await send('plan_approvals')).toBe(200);
    expect(await send('registrations')).toBe(403);
  });
});

describe('the workers', () => {
  it('read facts of all cases, but no story and no identity', async () => {
    const ask = async (path: string): Promise<number> =>
      (await askDirectus(directus.url, directus.serviceToken, path)).status;
    expect(await ask('/items/cases?limit=-1&fields=code,client.phone_hash,incidents.likelihood')).toBe(200);
    expect(await ask('/items/incidents?fields=story')).toBe(403);
    expect(await ask('/items/clients?fields=identity_sealed')).toBe(403);
    expect(await ask('/items/service_offers?fields=phone_sealed')).toBe(403);
    expect(await ask('/items/identity_reveals')).toBe(403);
  });

  it('write states, record messages, and delete nothing', async () => {
    const token = directus.serviceToken;
    const { data } = await askDirectus(directus.url, token, '/items/cases?limit=1&fields=id');
    const id = (data as { id: string }[])[0]?.id;
    const write = async (method: string, path: string, body?: unknown): Promise<number> =>
      (await askDirectus(directus.url, token, path, { method, body })).status;
    expect(await write('PATCH', `/items/cases/${id}`, { risk_level: 'high', status: 'registration' })).toBe(
      200,
    );
    expect(await write('PATCH', `/items/cases/${id}`, { office: null })).toBe(403);
    expect(
      await write('POST', '/items/messages', {
        channel: 'email',
        case_code: 'HRD-1',
        verb: 'offer',
        dedupe_key: 'one',
      }),
    ).toBe(200);
    expect(await write('DELETE', `/items/cases/${id}`)).toBe(403);
    expect(await write('POST', '/items/cases', {})).toBe(403);
  });
});

describe('every account', () => {
  it('changes its own language, but neither its office nor its role', async () => {
    const token = await directus.login('officer@eas-01.njia.example.org');
    const change = async (body: unknown): Promise<number> =>
      (await askDirectus(directus.url, token, '/users/me', { method: 'PATCH', body })).status;
    expect(await change({ language: 'en-GB' })).toBe(200);
    expect(await change({ office: null })).toBe(403);
    expect(await change({ role: null })).toBe(403);
  });
});
