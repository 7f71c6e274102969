import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { aSubmission, makeCasework, takeCase } from '../../support/casework.ts';
import type { Casework } from '../../support/casework.ts';
import { clientOf, codesOf } from '../../support/directus-client.ts';
import { startDirectus } from '../../support/directus-server.ts';
import type { DirectusServer } from '../../support/directus-server.ts';
import { freePort } from '../../support/free-port.ts';

let directus: DirectusServer;
let casework: Casework;
let database: pg.Client;

beforeAll(async () => {
  // Nothing listens there: everything here must work while the engine is down.
  const engineUrl = `http://127.0.0.1:${await freePort()}/engine-rest`;
  directus = await startDirectus({ demo: false, config: { ENGINE_URL: engineUrl } });
  casework = await makeCasework(directus);
  database = new pg.Client({ connectionString: directus.databaseUrl });
  await database.connect();
});

afterAll(async () => {
  await database.end();
  await directus.stop();
});

describe('a request for help', () => {
  it('is taken while the engine is down, and its pathway waits to be started', async () => {
    const submission = aSubmission(casework.areaCode);
    const { status, body } = await casework.portal.post('/njia/intake', submission);
    expect(status).toBe(201);
    expect(body.caseCode).toMatch(/^HRD-\d{4}-\d{6}$/);
    expect(body.receiptCode).toMatch(/^\d{4} \d{4} \d{4} \d{4}$/);
    const { rows } = await database.query(
      `SELECT outbox.*, cases.status, cases.office FROM outbox JOIN cases ON cases.id = outbox."case" WHERE cases.code = $1`,
      [body.caseCode],
    );
    expect(rows).toMatchObject([
      {
        kind: 'start-pathway',
        dedupe_key: `start:${rows[0].case}`,
        done_at: null,
        status: 'received',
        office: casework.officeId,
      },
    ]);
    expect(Object.keys(rows[0].payload.variables).sort()).toEqual([
      'caseCode',
      'caseId',
      'channel',
      'officeId',
    ]);
  });

  it('opens one case when it is sent again, and when it is sent five times at once', async () => {
    const submission = aSubmission(casework.areaCode);
    const answers = await Promise.all(
      Array.from({ length: 5 }, () => casework.portal.post('/njia/intake', submission)),
    );
    answers.push(await casework.portal.post('/njia/intake', submission));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([201]));
    expect(new Set(answers.map(({ body }) => JSON.stringify(body))).size).toBe(1);
    const { rows } = await database.query('SELECT 1 FROM cases WHERE submission_id = $1', [
      (submission as { submissionId: string }).submissionId,
    ]);
    expect(rows).toHaveLength(1);
  });

  it('leaves neither name, phone, address nor receipt code in plain anywhere in the database', async () => {
    const { body } = await casework.portal.post(
      '/njia/intake',
      aSubmission(casework.areaCode, {
        name: 'Nakato Marvellous',
        phone: '+256 772 909 808',
        address: 'Plot 77 Quiet Lane',
        safeContact: 'Only through my sister Zawadi',
      }),
    );
    const secrets = ['Nakato', 'Marvellous', '772909808', '772 909 808', 'Quiet Lane', 'Zawadi'];
    const receiptCode = body.receiptCode as string;
    const text = await everythingIn(database);
    expect(text).toContain(body.caseCode);
    for (const secret of [...secrets, receiptCode, receiptCode.replaceAll(' ', '')]) {
      expect(text).not.toContain(secret);
    }
  });

  it('goes to the office of its area', async () => {
    const { body } = await casework.portal.post('/njia/intake', aSubmission(casework.areaCode));
    const { body: found } = await casework.officer.get(`/items/cases?filter[code][_eq]=${body.caseCode}`);
    expect(found.data).toHaveLength(1);
    const elsewhere = await casework.stranger.get(`/items/cases?filter[code][_eq]=${body.caseCode}`);
    expect(elsewhere.body.data).toEqual([]);
  });

  it.each([
    ['an unknown area', { areaCode: 'nowhere' }, 'areaCode'],
    ['an unknown kind of incident', { incidentType: 'dragons' }, 'incidentType'],
    ['no story', { story: '  ' }, 'story'],
    ['a submission id that is none', { submissionId: 'one' }, 'submissionId'],
  ])('is refused with %s, naming the field', async (_what, change, field) => {
    const answer = await casework.portal.post('/njia/intake', aSubmission(casework.areaCode, change));
    expect(answer.status).toBe(400);
    expect(answer.body.errors[0].extensions).toMatchObject({ code: 'NJIA_INVALID_INPUT', field });
  });

  it('is not taken from anyone but the portal', async () => {
    const submission = aSubmission(casework.areaCode);
    expect((await casework.officer.post('/njia/intake', submission)).status).toBe(403);
    expect((await clientOf(directus, null).post('/njia/intake', submission)).status).toBe(401);
  });
});

describe('a receipt code', () => {
  it('tells where the request stands, however it is typed', async () => {
    const { body } = await casework.portal.post('/njia/intake', aSubmission(casework.areaCode));
    const typed = (body.receiptCode as string).replaceAll(' ', '-');
    const answer = await casework.portal.get(`/njia/receipts/${typed}`);
    expect(answer.body).toMatchObject({ caseCode: body.caseCode, status: 'received' });
    expect(answer.body.nextStep).not.toBe('');
  });

  it('that belongs to no request is answered like every other wrong one', async () => {
    for (const wrong of ['1111222233334444', 'not-a-code']) {
      const answer = await casework.portal.get(`/njia/receipts/${wrong}`);
      expect(answer.status).toBe(404);
      expect(codesOf(answer)).toEqual(['NJIA_NOT_FOUND']);
    }
  });

  it('withdraws consent: nothing is shared any more and the pathway will be told once', async () => {
    const { body } = await casework.portal.post('/njia/intake', aSubmission(casework.areaCode));
    const { rows: cases } = await database.query('SELECT id, office FROM cases WHERE code = $1', [
      body.caseCode,
    ]);
    const caseId = cases[0].id as string;
    const referralId = randomUUID();
    await database.query(
      `INSERT INTO referrals (id, "case", office, service, state, offer_number, share_package)
       SELECT $1, $2, $3, id, 'offered', 1, '{"area":"Kampala"}' FROM services LIMIT 1`,
      [referralId, caseId, cases[0].office],
    );
    for (let times = 0; times < 2; times++) {
      expect((await casework.portal.post(`/njia/receipts/${body.receiptCode}/withdraw`)).status).toBe(200);
    }
    const consents = await database.query('SELECT given, withdrawn_at FROM consents WHERE "case" = $1', [
      caseId,
    ]);
    expect(consents.rows.every((row) => row.given === false && row.withdrawn_at !== null)).toBe(true);
    const referrals = await database.query('SELECT state, share_package FROM referrals WHERE id = $1', [
      referralId,
    ]);
    expect(referrals.rows).toEqual([{ state: 'cancelled', share_package: null }]);
    const orders = await database.query(`SELECT kind FROM outbox WHERE "case" = $1 ORDER BY created_at`, [
      caseId,
    ]);
    expect(orders.rows.map(({ kind }) => kind)).toEqual(['start-pathway', 'correlate-message']);
  });
});

describe('who a client is', () => {
  it('is shown to a case officer of the office with a reason, and noted', async () => {
    const caseId = await takeCase(casework, { name: 'Okello James', phone: '0701 555 222' });
    const { body: found } = await casework.officer.get(`/items/cases/${caseId}?fields=client`);
    const clientId = found.data.client as string;
    expect((await casework.officer.post(`/njia/clients/${clientId}/reveal`, { reason: '' })).status).toBe(
      400,
    );
    const shown = await casework.officer.post(`/njia/clients/${clientId}/reveal`, {
      reason: 'Call to verify',
    });
    expect(shown.body).toEqual({ name: 'Okello James', phone: '0701 555 222' });
    const notes = await casework.supervisor.get(`/items/identity_reveals?filter[client][_eq]=${clientId}`);
    expect(notes.body.data).toMatchObject([
      { user: casework.officer.id, case: caseId, reason: 'Call to verify' },
    ]);
  });

  it('is not shown to another office, a supervisor or the administrator', async () => {
    const caseId = await takeCase(casework, { name: 'Okello James' });
    const { body: found } = await casework.officer.get(`/items/cases/${caseId}?fields=client`);
    for (const person of [casework.stranger, casework.supervisor, casework.admin]) {
      const answer = await person.post(`/njia/clients/${found.data.client}/reveal`, {
        reason: 'Out of interest',
      });
      expect(answer.status).toBe(403);
      expect(JSON.stringify(answer.body)).not.toContain('Okello');
    }
  });

  it('cannot be written in plain, not even by an administrator', async () => {
    const caseId = await takeCase(casework);
    const { body: found } = await casework.admin.get(`/items/cases/${caseId}?fields=client`);
    await casework.admin.patch(`/items/clients/${found.data.client}`, {
      identity_sealed: 'Nabirye Plaintext',
    });
    expect(await everythingIn(database)).not.toContain('Plaintext');
  });
});

it('tells anyone that the guard is live and how much the engine has not been told', async () => {
  const { status, body } = await clientOf(directus, null).get('/njia/health');
  expect(status).toBe(200);
  expect(body).toEqual({ guard: true, outboxWaiting: expect.any(Number) });
  expect(body.outboxWaiting).toBeGreaterThan(0);
});

it('writes nothing about people into its log', () => {
  for (const secret of ['Nakato', 'Okello', '772 909 808', 'followed me home']) {
    expect(directus.output()).not.toContain(secret);
  }
});

/** Every row of every table as text. */
async function everythingIn(client: pg.Client): Promise<string> {
  const tables = await client.query(
    `SELECT format('%I.%I', table_schema, table_name) AS name FROM information_schema.tables
     WHERE table_type = 'BASE TABLE' AND table_schema NOT IN ('pg_catalog', 'information_schema')`,
  );
  const parts: string[] = [];
  for (const { name } of tables.rows) {
    const { rows } = await client.query(`SELECT t::text AS row FROM ${name} t`);
    parts.push(...rows.map(({ row }) => row as string));
  }
  return parts.join('\n');
}
