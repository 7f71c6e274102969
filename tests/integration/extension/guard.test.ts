import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeCasework, putTask, takeCase } from '../../support/casework.ts';
import type { Casework } from '../../support/casework.ts';
import { codesOf } from '../../support/directus-client.ts';
import { startDirectus } from '../../support/directus-server.ts';
import type { DirectusServer } from '../../support/directus-server.ts';
import { freePort } from '../../support/free-port.ts';

let directus: DirectusServer;
let casework: Casework;
let caseId: string;
let referralId: string;

beforeAll(async () => {
  directus = await startDirectus({
    demo: false,
    config: { ENGINE_URL: `http://127.0.0.1:${await freePort()}/engine-rest` },
  });
  casework = await makeCasework(directus);
  caseId = await takeCase(casework);
  const service = await casework.admin.get('/items/services?limit=1');
  const { body } = await casework.admin.post('/items/referrals', {
    case: caseId,
    service: service.body.data[0].id,
  });
  referralId = body.data.id as string;
});
afterAll(() => directus.stop());

const aTask = (form: string): Promise<string> => putTask(casework, { caseId, form });

describe('a form sent past the screen', () => {
  it('is refused when a required answer is missing', async () => {
    const answer = await casework.officer.post('/items/registrations', {
      case: caseId,
      task: await aTask('registrations'),
    });
    expect(answer.status).toBe(400);
    expect(answer.body.errors).toMatchObject([
      { extensions: { code: 'FAILED_VALIDATION', field: 'decision', type: 'required' } },
    ]);
  });

  it('is refused with a value that is not among the choices', async () => {
    const answer = await casework.officer.post('/items/registrations', {
      case: caseId,
      task: await aTask('registrations'),
      decision: 'perhaps',
    });
    expect(answer.status).toBe(400);
    expect(answer.body.errors[0].extensions).toMatchObject({ field: 'decision', type: 'in' });
  });

  it('is refused when another answer makes a field required', async () => {
    const record = { case: caseId, referral: referralId, result: 'failed' };
    const task = await aTask('service_records');
    const refused = await casework.officer.post('/items/service_records', { ...record, task });
    expect(refused.body.errors[0].extensions).toMatchObject({ field: 'failure_reason', type: 'required' });
    const taken = await casework.officer.post('/items/service_records', {
      ...record,
      task,
      failure_reason: 'fear',
    });
    expect(taken.status).toBe(200);
  });

  it('obeys a rule an administrator made a moment ago', async () => {
    const created = await casework.admin.post('/fields/implementations', {
      field: 'clan',
      type: 'string',
      schema: {},
      meta: { interface: 'input', required: true },
    });
    expect(created.status).toBe(200);
    const task = await aTask('implementations');
    const refused = await casework.officer.post('/items/implementations', { case: caseId, task, done: 'x' });
    expect(refused.body.errors[0].extensions).toMatchObject({ field: 'clan', type: 'required' });
    const taken = await casework.officer.post('/items/implementations', {
      case: caseId,
      task,
      done: 'x',
      clan: 'lion',
    });
    expect(taken.status).toBe(200);
  });

  it('is checked when it is changed later, but an unrelated change goes through', async () => {
    const { body } = await casework.officer.post('/items/incidents', { case: caseId, story: 'First words' });
    const path = `/items/incidents/${body.data.id}`;
    expect((await casework.officer.patch(path, { perpetrator: 'a dragon' })).status).toBe(400);
    expect((await casework.officer.patch(path, { likelihood: 3 })).status).toBe(200);
  });
});

describe('a row for a case of another office', () => {
  it('is refused without saying whether that case exists', async () => {
    const foreign = await casework.stranger.post('/items/incidents', { case: caseId, story: 'x' });
    const nowhere = await casework.stranger.post('/items/incidents', {
      case: '0b1c2d3e-0000-4000-8000-000000000001',
      story: 'x',
    });
    expect(foreign.status).toBe(403);
    expect(codesOf(foreign)).toEqual(['NJIA_LINK_NOT_ALLOWED']);
    expect(foreign.body).toEqual(nowhere.body);
  });

  it('is refused when it points at a task, referral or client of that office', async () => {
    const ownCase = await ownCaseOfStranger();
    const answer = await casework.stranger.post('/items/service_records', {
      case: ownCase,
      referral: referralId,
      result: 'completed',
    });
    expect(answer.status).toBe(403);
    expect(answer.body.errors[0].extensions).toMatchObject({ field: 'referral' });
  });

  it('cannot be made by moving an own row there', async () => {
    const ownCase = await ownCaseOfStranger();
    const { body } = await casework.stranger.post('/items/incidents', { case: ownCase, story: 'x' });
    const moved = await casework.stranger.patch(`/items/incidents/${body.data.id}`, { case: caseId });
    expect(moved.status).toBe(403);
  });

  it('is refused when it names no case at all', async () => {
    const answer = await casework.officer.post('/items/incidents', { story: 'x' });
    expect(codesOf(answer)).toEqual(['NJIA_CASE_MISSING']);
  });
});

it('gives every row the office of its case', async () => {
  const { body } = await casework.officer.post('/items/incidents', { case: caseId, story: 'x' });
  expect(body.data.office).toBe(casework.officeId);
});

async function ownCaseOfStranger(): Promise<string> {
  const { body } = await casework.admin.post('/items/cases', {
    office: casework.otherOfficeId,
    channel: 'walk_in',
  });
  return body.data.id as string;
}
