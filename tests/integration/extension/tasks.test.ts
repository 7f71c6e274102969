import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeCasework, putTask, requiredOf, takeCase } from '../../support/casework.ts';
import type { Casework } from '../../support/casework.ts';
import { codesOf } from '../../support/directus-client.ts';
import { startDirectus } from '../../support/directus-server.ts';
import type { DirectusServer } from '../../support/directus-server.ts';
import { freePort } from '../../support/free-port.ts';

let directus: DirectusServer;
let casework: Casework;
let database: pg.Client;
let caseId: string;

beforeAll(async () => {
  directus = await startDirectus({
    demo: false,
    config: { ENGINE_URL: `http://127.0.0.1:${await freePort()}/engine-rest` },
  });
  casework = await makeCasework(directus);
  caseId = await takeCase(casework, { name: 'Okello James', isDetained: true });
  database = new pg.Client({ connectionString: directus.databaseUrl });
  await database.connect();
});
afterAll(async () => {
  await database.end();
  await directus.stop();
});

const complete = (taskId: string, values: object, person = casework.officer) =>
  person.post(`/njia/tasks/${taskId}/complete`, { values });

async function aClaimedTask(form: string, referralId?: string): Promise<string> {
  const taskId = await putTask(casework, { caseId, form, ...(referralId ? { referralId } : {}) });
  expect((await casework.officer.post(`/njia/tasks/${taskId}/claim`)).status).toBe(200);
  return taskId;
}

async function aReferral(change: object = {}): Promise<string> {
  const service = await casework.admin.get('/items/services?filter[code][_eq]=legal_aid');
  const { body } = await casework.admin.post('/items/referrals', {
    case: caseId,
    service: service.body.data[0].id,
    ...change,
  });
  return body.data.id as string;
}

async function orderFor(taskId: string): Promise<Record<string, { value: unknown }>[]> {
  const { rows } = await database.query(
    `SELECT outbox.payload->'variables' AS variables FROM outbox
     JOIN tasks ON outbox.dedupe_key = 'complete:' || tasks.engine_task_id WHERE tasks.id = $1`,
    [taskId],
  );
  return rows.map(({ variables }) => variables);
}

describe('a task page', () => {
  it('has the form, the case and its story, and no identity', async () => {
    const taskId = await putTask(casework, { caseId, form: 'assessments' });
    const { body } = await casework.officer.get(`/njia/tasks/${taskId}`);
    expect(body).toMatchObject({
      formCollection: 'assessments',
      task: { isMine: false, state: 'open' },
      case: { id: caseId, flags: ['detained'], story: 'Two men followed me home from the meeting.' },
    });
    expect(JSON.stringify(body)).not.toContain('Okello');
  });

  it('names the proposed providers with their reasons, best first', async () => {
    const candidates = [
      {
        offerId: casework.offerId,
        organisationId: randomUUID(),
        score: 90,
        reasons: ['Works in the district'],
      },
      { offerId: randomUUID(), organisationId: randomUUID(), score: 10, reasons: ['Gone since'] },
    ];
    const referralId = await aReferral({ candidates });
    const taskId = await putTask(casework, { caseId, form: 'provider_choices', referralId });
    const { body } = await casework.officer.get(`/njia/tasks/${taskId}`);
    expect(body.candidates).toMatchObject([
      { organisation: 'Lantern Trust', capacity: 3, reasons: ['Works in the district'] },
    ]);
  });

  it('is closed to another office, another group, and machines', async () => {
    const taskId = await putTask(casework, { caseId, form: 'assessments' });
    for (const path of [`/njia/tasks/${taskId}/claim`, `/njia/tasks/${taskId}/complete`]) {
      expect((await casework.stranger.post(path)).status).toBe(403);
      expect((await casework.supervisor.post(path)).status).toBe(403);
      expect((await casework.portal.post(path)).status).toBe(403);
      expect((await casework.service.post(path)).status).toBe(403);
    }
    expect((await casework.stranger.get(`/njia/tasks/${taskId}`)).status).toBe(403);
    expect(codesOf(await casework.supervisor.get(`/njia/tasks/${taskId}`))).toEqual([
      'NJIA_TASK_NOT_FOR_YOU',
    ]);
  });
});

describe('claiming a task', () => {
  it('gives it to exactly one of two people at once and tells the other plainly', async () => {
    for (let round = 0; round < 5; round++) {
      const taskId = await putTask(casework, { caseId, form: 'assessments' });
      const answers = await Promise.all(
        [casework.officer, casework.colleague].map((person) => person.post(`/njia/tasks/${taskId}/claim`)),
      );
      expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
      expect(answers.flatMap(codesOf)).toEqual(['NJIA_TASK_TAKEN']);
    }
  });

  it('twice by the same person changes nothing', async () => {
    const taskId = await aClaimedTask('assessments');
    expect((await casework.officer.post(`/njia/tasks/${taskId}/claim`)).status).toBe(200);
  });

  it('is possible for a colleague once it was given back, and not by others before', async () => {
    const taskId = await aClaimedTask('assessments');
    expect((await casework.colleague.post(`/njia/tasks/${taskId}/unclaim`)).status).toBe(409);
    expect((await casework.officer.post(`/njia/tasks/${taskId}/unclaim`)).status).toBe(200);
    expect((await casework.colleague.post(`/njia/tasks/${taskId}/claim`)).status).toBe(200);
  });
});

describe('completing a task', () => {
  it('saves the form, and queues what the pathway must know', async () => {
    const taskId = await aClaimedTask('registrations');
    expect((await complete(taskId, { decision: 'accepted' })).status).toBe(200);
    const { body } = await casework.officer.get(`/items/registrations?filter[task][_eq]=${taskId}`);
    expect(body.data).toMatchObject([
      { decision: 'accepted', case: caseId, office: casework.officeId, created_by: casework.officer.id },
    ]);
    expect(await orderFor(taskId)).toMatchObject([
      { registrationDecision: { type: 'String', value: 'accepted' } },
    ]);
    const task = await casework.officer.get(`/items/tasks/${taskId}`);
    expect(task.body.data).toMatchObject({ state: 'completing', completed_by: casework.officer.id });
  });

  it('twice, or many times at once, acts once and succeeds each time', async () => {
    const taskId = await aClaimedTask('registrations');
    const answers = await Promise.all(
      Array.from({ length: 4 }, () => complete(taskId, { decision: 'accepted' })),
    );
    answers.push(await complete(taskId, { decision: 'not_eligible', reason: 'changed my mind' }));
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200]);
    const { rows } = await database.query('SELECT decision FROM registrations WHERE task = $1', [taskId]);
    expect(rows).toEqual([{ decision: 'accepted' }]);
    expect(await orderFor(taskId)).toHaveLength(1);
  });

  it('with answers the form does not allow saves nothing at all and names the field', async () => {
    const taskId = await aClaimedTask('registrations');
    const answer = await complete(taskId, { decision: 'perhaps' });
    expect(answer.status).toBe(400);
    expect(answer.body.errors[0].extensions).toMatchObject({ code: 'FAILED_VALIDATION', field: 'decision' });
    expect(await orderFor(taskId)).toEqual([]);
    const task = await casework.officer.get(`/items/tasks/${taskId}`);
    expect(task.body.data.state).toBe('open');
    expect((await complete(taskId, { decision: 'accepted' })).status).toBe(200);
  });

  it('is refused to who did not claim it', async () => {
    const unclaimed = await putTask(casework, { caseId, form: 'registrations' });
    expect(codesOf(await complete(unclaimed, { decision: 'accepted' }))).toEqual(['NJIA_TASK_NOT_CLAIMED']);
    const claimed = await aClaimedTask('registrations');
    const answer = await complete(claimed, { decision: 'accepted' }, casework.colleague);
    expect(answer.status).toBe(409);
  });

  it('does not let the form say which case, office or task it is about', async () => {
    const taskId = await aClaimedTask('assessments');
    const values = {
      case: randomUUID(),
      office: casework.otherOfficeId,
      task: randomUUID(),
      health: 'tired',
    };
    const answer = await complete(taskId, { ...(await requiredOf(casework, 'assessments')), ...values });
    expect(answer.body).toMatchObject({ completed: true });
    const { body } = await casework.officer.get(`/items/assessments?filter[task][_eq]=${taskId}`);
    expect(body.data).toMatchObject([{ case: caseId, office: casework.officeId }]);
  });

  it('of a task that is no longer needed says so and saves nothing', async () => {
    const taskId = await aClaimedTask('registrations');
    await casework.admin.patch(`/items/tasks/${taskId}`, { state: 'cancelled' });
    expect(codesOf(await complete(taskId, { decision: 'accepted' }))).toEqual(['NJIA_TASK_GONE']);
  });

  it('sends a field that an administrator added and marked to the pathway', async () => {
    await casework.admin.post('/fields/registrations', {
      field: 'distance_km',
      type: 'integer',
      schema: {},
      meta: { interface: 'input' },
    });
    await casework.admin.post('/items/form_fields', {
      collection: 'registrations',
      field: 'distance_km',
      variable: 'distanceKm',
      use_in_pathways: true,
    });
    const taskId = await aClaimedTask('registrations');
    expect((await complete(taskId, { decision: 'accepted', distance_km: 42 })).status).toBe(200);
    expect(await orderFor(taskId)).toMatchObject([{ distanceKm: { type: 'Integer', value: 42 } }]);
  });
});

describe('a case plan', () => {
  it('makes one draft referral for each service, and none twice when it is made again', async () => {
    const ownCase = await takeCase(casework);
    const plan = async (services: string[]): Promise<string[]> => {
      const taskId = await putTask(casework, { caseId: ownCase, form: 'case_plans' });
      await casework.officer.post(`/njia/tasks/${taskId}/claim`);
      const answer = await complete(taskId, { goal: 'Safe at home', services_to_refer: services });
      expect(answer.body).toMatchObject({ completed: true });
      const [variables] = await orderFor(taskId);
      expect(variables?.['planReferralIds']).toMatchObject({ type: 'Json' });
      return JSON.parse(String(variables?.['planReferralIds']?.value)) as string[];
    };
    const first = await plan(['legal_aid', 'medical']);
    expect(first).toHaveLength(2);
    expect(await plan(['legal_aid', 'medical'])).toEqual(first);
    const { rows } = await database.query(
      `SELECT services.code, referrals.state, referrals.office FROM referrals
       JOIN services ON services.id = referrals.service WHERE referrals."case" = $1 ORDER BY code`,
      [ownCase],
    );
    expect(rows).toEqual([
      { code: 'legal_aid', state: 'draft', office: casework.officeId },
      { code: 'medical', state: 'draft', office: casework.officeId },
    ]);
    // A referral whose providers were looked for has its own pathway already.
    await database.query(`UPDATE referrals SET candidates = '[]' WHERE id = $1`, [first[0]]);
    expect(await plan(['legal_aid', 'medical'])).toEqual([first[1]]);
  });
});

describe('a referral', () => {
  it('takes the provider that was chosen', async () => {
    const referralId = await aReferral();
    const taskId = await aClaimedTask('provider_choices', referralId);
    const answer = await complete(taskId, { choice: 'offer', chosen_offer: casework.offerId });
    expect(answer.body).toMatchObject({ completed: true });
    const { body } = await casework.officer.get(`/items/referrals/${referralId}`);
    expect(body.data).toMatchObject({ chosen_offer: casework.offerId, state: 'draft' });
    expect(await orderFor(taskId)).toMatchObject([{ providerChoice: { value: 'offer' } }]);
  });

  it('is verified once the officer recorded that the service was given', async () => {
    const referralId = await aReferral({ state: 'accepted' });
    const taskId = await aClaimedTask('service_records', referralId);
    expect((await complete(taskId, { result: 'completed' })).status).toBe(200);
    const { body } = await casework.officer.get(`/items/referrals/${referralId}`);
    expect(body.data).toMatchObject({ state: 'verified_complete', completed_at: expect.any(String) });
  });
});

describe('a provider answer', () => {
  async function anOffer(): Promise<{ referralId: string; token: string }> {
    const referralId = await aReferral({ chosen_offer: casework.offerId });
    await database.query(
      `UPDATE referrals SET state = 'offered', offer_number = 1, answer_due_at = now() + interval '1 day',
       share_package = '{"area":"Kampala","urgency":"high"}' WHERE id = $1`,
      [referralId],
    );
    const { body } = await casework.service.post(`/njia/offers/${referralId}/link`);
    return { referralId, token: body.token as string };
  }

  it('is asked for by a link that stays the same for the same offer', async () => {
    const { referralId, token } = await anOffer();
    const { body } = await casework.service.post(`/njia/offers/${referralId}/link`);
    expect(body.token).toBe(token);
    expect(body.url).toContain(token);
    expect((await casework.officer.post(`/njia/offers/${referralId}/link`)).status).toBe(403);
  });

  it('counts once, also when it is sent many times at once', async () => {
    const { referralId, token } = await anOffer();
    const offer = await casework.portal.get(`/njia/answers/${token}`);
    expect(offer.body).toMatchObject({
      canAnswer: true,
      area: 'Kampala',
      urgency: 'high',
      service: expect.any(String),
    });
    const answers = await Promise.all(
      [1, 2, 3].map(() => casework.portal.post(`/njia/answers/${token}`, { answer: 'accepted' })),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409, 409]);
    const { rows } = await database.query(
      `SELECT payload->'correlationKeys'->'referralId'->>'value' AS referral, payload->'variables' AS variables
       FROM outbox WHERE dedupe_key = $1`,
      [`answer:${referralId}:1`],
    );
    expect(rows).toEqual([
      { referral: referralId, variables: { providerAnswer: { type: 'String', value: 'accepted' } } },
    ]);
    expect((await casework.portal.get(`/njia/answers/${token}`)).body).toMatchObject({
      canAnswer: false,
      state: 'accepted',
      area: null,
    });
  });

  it('that is no needs a reason', async () => {
    const { referralId, token } = await anOffer();
    const without = await casework.portal.post(`/njia/answers/${token}`, { answer: 'declined' });
    expect(without.body.errors[0].extensions).toMatchObject({ code: 'NJIA_INVALID_INPUT', field: 'reason' });
    const answer = { answer: 'declined', reason: 'no_capacity' };
    expect((await casework.portal.post(`/njia/answers/${token}`, answer)).status).toBe(200);
    const { body } = await casework.officer.get(`/items/referrals/${referralId}`);
    expect(body.data).toMatchObject({ state: 'declined', decline_reason: 'no_capacity' });
  });

  it('is refused with a forged or outdated link', async () => {
    const { referralId, token } = await anOffer();
    const forged = token.replace(/.$/, (last) => (last === 'A' ? 'B' : 'A')).replace('.1.', '.2.');
    expect((await casework.portal.get(`/njia/answers/${forged}`)).status).toBe(404);
    await database.query('UPDATE referrals SET offer_number = 2 WHERE id = $1', [referralId]);
    const late = await casework.portal.post(`/njia/answers/${token}`, { answer: 'accepted' });
    expect(codesOf(late)).toEqual(['NJIA_OFFER_CLOSED']);
  });
});

describe('reopening a case', () => {
  it('is for supervisors, and only for a closed case', async () => {
    const ownCase = await takeCase(casework);
    expect((await casework.officer.post(`/njia/cases/${ownCase}/reopen`)).status).toBe(403);
    expect(codesOf(await casework.supervisor.post(`/njia/cases/${ownCase}/reopen`))).toEqual([
      'NJIA_CASE_NOT_CLOSED',
    ]);
    await database.query(`UPDATE cases SET status = 'closed', closed_at = now() WHERE id = $1`, [ownCase]);
    for (let times = 0; times < 2; times++) {
      expect((await casework.supervisor.post(`/njia/cases/${ownCase}/reopen`)).status).toBe(202);
    }
    const { rows } = await database.query(
      `SELECT payload->>'messageName' AS message FROM outbox WHERE "case" = $1 AND kind = 'correlate-message'`,
      [ownCase],
    );
    expect(rows).toEqual([{ message: 'CaseReopened' }]);
  });
});
