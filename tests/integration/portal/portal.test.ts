import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeCasework, takeCase } from '../../support/casework.ts';
import type { Casework } from '../../support/casework.ts';
import { startDirectus } from '../../support/directus-server.ts';
import type { DirectusServer } from '../../support/directus-server.ts';
import { freePort } from '../../support/free-port.ts';
import { offerReferral, portalOf } from '../../support/portal-server.ts';
import type { PortalServer } from '../../support/portal-server.ts';

const STORY = 'Nobody but the case officer may read this zebra.';
let directus: DirectusServer;
let casework: Casework;
let portal: PortalServer;

beforeAll(async () => {
  const engineUrl = `http://127.0.0.1:${await freePort()}/engine-rest`;
  directus = await startDirectus({ demo: false, config: { ENGINE_URL: engineUrl, NJIA_MODE: 'demo' } });
  casework = await makeCasework(directus);
  portal = portalOf(directus);
});
afterAll(async () => {
  await portal.app.close();
  await directus.stop();
});

const get = (url: string) => portal.app.inject(url);
const post = (url: string, body: Record<string, string>) =>
  portal.app.inject({
    method: 'POST',
    url,
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    payload: new URLSearchParams(body).toString(),
  });
const request = () => ({
  submissionId: randomUUID(),
  story: STORY,
  areaCode: casework.areaCode,
  language: 'lg',
  phone: '0000 000 000',
  isDetained: 'yes',
  consentToServices: 'yes',
});
const receiptIn = (body: string) => ({
  receiptCode: /(?:\d{4} ){3}\d{4}/.exec(body)?.[0] ?? '',
  caseCode: /HRD-\d{4}-\d{6}/.exec(body)?.[0] ?? '',
});

describe('asking for help', () => {
  it('offers every district and opens exactly one case, however often the form is sent', async () => {
    const form = await get('/ask');
    expect(form.body.match(/<option value="[^"]+"/g)?.length).toBeGreaterThan(136);
    expect(form.body.length).toBeLessThan(30_000);
    const body = request();
    const answers = await Promise.all([post('/ask', body), post('/ask', body), post('/ask', body)]);
    const receipts = answers.map((answer) => receiptIn(answer.body));
    expect(answers.map(({ statusCode }) => statusCode)).toEqual([201, 201, 201]);
    expect(new Set(receipts.map((receipt) => JSON.stringify(receipt))).size).toBe(1);
    const { body: cases } = await casework.admin.get(
      `/items/cases?filter[submission_id][_eq]=${body.submissionId}&fields=code,language,channel`,
    );
    expect(cases.data).toEqual([{ code: receipts[0]?.caseCode, language: 'lg', channel: 'portal' }]);
  });

  it('gives a code that shows how the request stands, in the language of the page', async () => {
    const { receiptCode, caseCode } = receiptIn((await post('/ask', request())).body);
    const shown = await post('/case?lang=lg', { receiptCode: receiptCode.replaceAll(' ', '-') });
    expect([shown.statusCode, shown.body.includes(caseCode)]).toEqual([200, true]);
    expect(shown.body).toContain('Tukufunye');
    expect((await post('/case', { receiptCode: '0000 0000 0000 0000' })).statusCode).toBe(404);
  });

  it('lets the person withdraw, after asking once more', async () => {
    const { receiptCode, caseCode } = receiptIn((await post('/ask', request())).body);
    const asked = await post('/case/withdraw', { receiptCode });
    expect(asked.body).toContain('Withdraw your consent?');
    const withdrawn = await post('/case/withdraw/confirmed', { receiptCode });
    expect([withdrawn.statusCode, withdrawn.body.includes('Your consent is withdrawn')]).toEqual([200, true]);
    const { body: consents } = await casework.admin.get(
      `/items/consents?filter[case][code][_eq]=${caseCode}&fields=given`,
    );
    expect(consents.data.every((consent: { given: boolean }) => !consent.given)).toBe(true);
  });
});

describe('a question an administrator adds', () => {
  it('is asked on the form without any code, its answer is stored, and one that does not fit is shown again', async () => {
    // given
    const added = [
      {
        field: 'attackers',
        type: 'integer',
        meta: { translations: [{ language: 'lg-UG', translation: 'Baali bameka?' }] },
      },
      { field: 'was_armed', type: 'boolean', meta: {} },
    ];
    for (const question of added) {
      await casework.admin.post('/fields/incidents', { ...question, schema: {} });
      await casework.admin.post('/items/form_fields', {
        ...{ collection: 'incidents', field: question.field, on_portal: true },
      });
    }
    const fresh = portalOf(directus);
    const send = (body: Record<string, string>) =>
      fresh.app.inject({
        ...{ method: 'POST', url: '/ask', headers: { 'content-type': 'application/x-www-form-urlencoded' } },
        payload: new URLSearchParams(body).toString(),
      });
    // then
    expect((await fresh.app.inject('/ask')).body).toContain('Was armed');
    expect((await fresh.app.inject('/ask?lang=lg')).body).toContain('Baali bameka?');
    // when
    const body = { ...request(), 'question-attackers': 'three', 'question-was_armed': 'yes' };
    const wrong = await send(body);
    expect([wrong.statusCode, wrong.body.includes('value="three"')]).toEqual([422, true]);
    expect(wrong.body).toMatch(/href="#question-attackers">\s*Attackers: This answer cannot be used/);
    const { caseCode } = receiptIn((await send({ ...body, 'question-attackers': '3' })).body);
    // then
    const { body: stored } = await casework.admin.get(
      `/items/incidents?filter[case][code][_eq]=${caseCode}&fields=attackers,was_armed`,
    );
    expect(stored.data).toEqual([{ attackers: 3, was_armed: true }]);
    await fresh.app.close();
  });
});

describe('a provider’s link', () => {
  it('shows the offer without a name, takes one answer, and says afterwards that it was used', async () => {
    const path = await offerReferral(casework, await takeCase(casework, { name: 'Zawadi Zebra' }));
    const offer = await get(path);
    expect(offer.statusCode).toBe(200);
    for (const text of ['Legal aid', 'Jinja', 'High', 'Meet outside the village.', 'HRD-']) {
      expect(offer.body).toContain(text);
    }
    expect(offer.body).not.toContain('Zebra');
    const accepted = await post(path, { answer: 'accepted' });
    expect([accepted.statusCode, accepted.body.includes('You accepted the case')]).toEqual([200, true]);
    expect((await get(path)).body).toContain('It was accepted');
    expect((await post(path, { answer: 'declined', reason: 'other' })).statusCode).toBe(409);
  });

  it('asks for a reason to decline, keeping the note, and stores it', async () => {
    const path = await offerReferral(casework, await takeCase(casework));
    const wrong = await post(path, { answer: 'declined', note: 'Our lawyer is <away>.' });
    expect([wrong.statusCode, wrong.body.includes('Choose why')]).toEqual([422, true]);
    expect(wrong.body).toContain('Our lawyer is &#60;away&#62;.');
    const declined = await post(path, { answer: 'declined', reason: 'no_capacity' });
    expect(declined.statusCode).toBe(200);
    const id = path.split('/')[2]?.slice(0, 36);
    const { body } = await casework.admin.get(`/items/referrals/${id}?fields=state,decline_reason`);
    expect(body.data).toEqual({ state: 'declined', decline_reason: 'no_capacity' });
  });

  it('that was changed does not work', async () => {
    const path = await offerReferral(casework, await takeCase(casework));
    const broken = await get(`${path.slice(0, -2)}xx`);
    expect([broken.statusCode, broken.body.includes('This link does not work')]).toEqual([404, true]);
    expect((await get('/answer/..%2F..%2Fhealth')).statusCode).toBe(404);
  });
});

describe('the page of sent messages', () => {
  it('shows the newest messages and only links that answer an offer', async () => {
    for (const link of ['http://127.0.0.1:3000/answer/abc.1.def', 'https://evil.example/x']) {
      await casework.admin.post('/items/messages', {
        ...{ channel: 'email', case_code: 'HRD-2026-000042', verb: 'please-answer' },
        ...{ recipient_office: casework.officeId, link, dedupe_key: randomUUID() },
      });
    }
    const { statusCode, body } = await get('/messages');
    expect(statusCode).toBe(200);
    expect(body).toContain('Lantern Trust, North Street');
    expect(body).toContain('href="/answer/abc.1.def"');
    expect(body).not.toContain('evil.example');
  });
});

it('logs nothing of all this but routes, codes and durations', () => {
  expect(portal.logged()).toContain('"route":"/answer/:token"');
  expect(portal.logged()).not.toMatch(/zebra|HRD-|\d{4} \d{4}|0000 000|answer\/[0-9a-f]/i);
});
