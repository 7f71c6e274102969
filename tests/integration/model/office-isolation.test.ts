import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startDirectus } from '../../support/directus-server.ts';
import type { DirectusServer } from '../../support/directus-server.ts';
import { askDirectus } from './ask-directus.ts';
import type { Answer } from './ask-directus.ts';
import { queryDatabase } from './query-database.ts';

interface CaseRow {
  id: string;
  office: string;
}

let directus: DirectusServer;
let officer: string;
let own: CaseRow[];
let foreign: CaseRow[];

const ask = (path: string, request?: { method?: string; body?: unknown }): Promise<Answer> =>
  askDirectus(directus.url, officer, path, request);
const casesOf = (office: string): Promise<CaseRow[]> =>
  queryDatabase(
    directus.databaseUrl,
    'SELECT cases.id, office FROM cases JOIN offices ON offices.id = office WHERE offices.name = $1',
    [office],
  );

beforeAll(async () => {
  // The guard of the extension is left out on purpose: rights and database must hold without it.
  directus = await startDirectus({ withExtension: false });
  officer = await directus.login('officer@cen-01.njia.example.org');
  own = await casesOf('CEN-01 office');
  foreign = await casesOf('EAS-01 office');
});
afterAll(() => directus.stop());

describe('a case officer', () => {
  it('lists all cases of the own office and no others', async () => {
    const { data } = await ask('/items/cases?limit=-1&fields=id,office');
    expect((data as CaseRow[]).map(({ id }) => id).sort()).toEqual(own.map(({ id }) => id).sort());
    expect(own.length).toBeGreaterThan(20);
  });

  it('cannot open a case of another office', async () => {
    expect((await ask(`/items/cases/${foreign[0]?.id}`)).status).toBe(403);
  });

  it.each([
    'incidents',
    'consents',
    'referrals',
    'registrations',
    'assessments',
    'case_plans',
    'follow_ups',
    'closures',
  ])('finds nothing of another office in %s', async (collection) => {
    const { data } = await ask(`/items/${collection}?limit=-1&fields=office`);
    const offices = new Set((data as CaseRow[]).map(({ office }) => office));
    expect([...offices]).toEqual([own[0]?.office]);
  });

  it('cannot reach another office by filters, however they are written', async () => {
    const filters = [
      { office: { _neq: own[0]?.office } },
      { _or: [{ id: { _eq: foreign[0]?.id } }, { code: { _null: true } }] },
    ];
    for (const filter of filters) {
      const { data } = await ask(`/items/cases?filter=${encodeURIComponent(JSON.stringify(filter))}`);
      expect(data).toEqual([]);
    }
  });

  it('counts only the cases of the own office', async () => {
    const { data } = await ask('/items/cases?aggregate[count]=id&groupBy[]=office');
    expect(data).toEqual([{ office: own[0]?.office, count: { id: String(own.length) } }]);
  });

  it('finds no clients but those of the own cases', async () => {
    const { data } = await ask('/items/clients?limit=-1&fields=id');
    const expected = await queryDatabase<{ client: string }>(
      directus.databaseUrl,
      'SELECT DISTINCT client FROM cases WHERE office = $1 AND client IS NOT NULL',
      [own[0]?.office],
    );
    expect((data as CaseRow[]).map(({ id }) => id).sort()).toEqual(
      expected.map(({ client }) => client).sort(),
    );
  });

  it('changes a case of the own office, but not its status and nothing elsewhere', async () => {
    const change = { method: 'PATCH', body: { language: 'sw' } };
    expect((await ask(`/items/cases/${own[0]?.id}`, change)).status).toBe(200);
    expect((await ask(`/items/cases/${foreign[0]?.id}`, change)).status).toBe(403);
    const status = await ask(`/items/cases/${own[0]?.id}`, { method: 'PATCH', body: { status: 'closed' } });
    expect(status.status).toBe(403);
  });

  it('cannot move a case to another office', async () => {
    const { status } = await ask(`/items/cases/${own[0]?.id}`, {
      method: 'PATCH',
      body: { office: foreign[0]?.office },
    });
    expect(status).toBe(403);
  });

  it('writes into the own office without naming it', async () => {
    const { data } = await ask('/items/incidents', {
      method: 'POST',
      body: { case: own[0]?.id, story: 'Invented.' },
    });
    expect((data as CaseRow).office).toBe(own[0]?.office);
  });

  it('cannot write a row that claims another office', async () => {
    const body = { case: own[0]?.id, office: foreign[0]?.office, story: 'Invented.' };
    expect((await ask('/items/incidents', { method: 'POST', body })).status).toBe(400);
  });

  it('cannot attach a row to a case of another office', async () => {
    const body = { case: foreign[0]?.id, story: 'Invented.' };
    const answer = await ask('/items/incidents', { method: 'POST', body });
    expect(answer).toMatchObject({ status: 400, code: 'INVALID_FOREIGN_KEY' });
  });

  it('fills the plan and its actions in one form', async () => {
    const body = {
      case: own[0]?.id,
      goal: 'Invented.',
      actions: { create: [{ action: 'Call' }], update: [], delete: [] },
    };
    const { status, data } = await ask('/items/case_plans?fields=actions.case,actions.office', {
      method: 'POST',
      body,
    });
    expect({ status, data }).toEqual({
      status: 200,
      data: { actions: [{ case: own[0]?.id, office: own[0]?.office }] },
    });
  });

  it('takes a case in by hand, with the client and what happened, for the own office only', async () => {
    const body = {
      channel: 'walk_in',
      language: 'en',
      client: { display_name: 'Client at the door', sex: 'female' },
      incidents: { create: [{ story: 'Invented.' }], update: [], delete: [] },
    };
    const path = '/items/cases?fields=id,code,office,client.display_name,incidents.office';
    const { status, data } = await ask(path, { method: 'POST', body });
    expect(status).toBe(200);
    expect(data).toMatchObject({
      code: expect.stringMatching(/^HRD-\d{4}-\d{6}$/) as string,
      office: own[0]?.office,
      client: { display_name: 'Client at the door' },
      incidents: [{ office: own[0]?.office }],
    });
    const elsewhere = await ask('/items/cases', {
      method: 'POST',
      body: { ...body, office: foreign[0]?.office },
    });
    expect(elsewhere.status).toBe(400);
    const scored = await ask('/items/cases', { method: 'POST', body: { ...body, risk_level: 'low' } });
    expect(scored.status).toBe(403);
  });

  it('cannot read sealed identities, nor find a client by phone', async () => {
    expect((await ask('/items/clients?fields=identity_sealed')).status).toBe(403);
    expect((await ask('/items/clients?filter[phone_hash][_eq]=x')).status).toBe(403);
    expect((await ask('/items/clients?aggregate[max]=identity_sealed')).status).toBe(403);
  });

  it('cannot approve plans or review cases', async () => {
    for (const collection of ['plan_approvals', 'reviews']) {
      const { status } = await ask(`/items/${collection}`, { method: 'POST', body: { case: own[0]?.id } });
      expect(status).toBe(403);
    }
  });

  it('cannot see who looked at identities, the outbox or rights', async () => {
    for (const path of ['/items/identity_reveals', '/items/outbox', '/permissions/1', '/revisions']) {
      expect((await ask(path)).status).toBe(403);
    }
  });

  it('reads and may choose among the providers of every network, without their phones', async () => {
    const { data } = await ask('/items/service_offers?limit=1&fields=organisation.name,areas.areas_id.name');
    expect(data).toHaveLength(1);
    expect((await ask('/items/service_offers?fields=phone_sealed')).status).toBe(403);
  });
});

describe('the file of a case', () => {
  it('moves to another office together with the case', async () => {
    const moved = own[1];
    const { status } = await askDirectus(directus.url, directus.adminToken, `/items/cases/${moved?.id}`, {
      method: 'PATCH',
      body: { office: foreign[0]?.office },
    });
    expect(status).toBe(200);
    const rows = await queryDatabase<CaseRow>(
      directus.databaseUrl,
      'SELECT office FROM incidents WHERE "case" = $1',
      [moved?.id],
    );
    expect(rows.map(({ office }) => office)).toEqual([foreign[0]?.office]);
    expect((await ask(`/items/cases/${moved?.id}`)).status).toBe(403);
  });
});

describe('a person without an office', () => {
  it('sees no case, not even one without an office', async () => {
    await queryDatabase(
      directus.databaseUrl,
      `UPDATE directus_users SET office = NULL WHERE email = 'supervisor@tkr-01.njia.example.org'`,
    );
    await queryDatabase(directus.databaseUrl, 'UPDATE cases SET office = NULL WHERE id = $1', [
      foreign[1]?.id,
    ]);
    const nobody = await directus.login('supervisor@tkr-01.njia.example.org');
    for (const collection of ['cases', 'incidents', 'clients', 'tasks']) {
      const { data } = await askDirectus(directus.url, nobody, `/items/${collection}?limit=-1`);
      expect(data).toEqual([]);
    }
  });
});
