import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { MESSAGE_VERBS } from '../../../schemas/messages.ts';
import type { CaseFixture } from './case-fixture.ts';
import { NOW, startWorkerStand } from './worker-stand.ts';
import type { WorkerStand } from './worker-stand.ts';

let stand: WorkerStand;
let fixture: CaseFixture;
let perform: WorkerStand['perform'];
let legalAid: string;

beforeAll(async () => {
  stand = await startWorkerStand();
  ({ fixture, perform } = stand);
  legalAid = await fixture.idOf('services', 'legal_aid');
});
afterAll(() => stand.stop());

describe('send-reminder', () => {
  it('tells the office which step waits, once per task', async () => {
    // given
    const { caseId, office } = await fixture.aCase();
    const code = (await fixture.read('cases', caseId))['code'];

    // when
    for (const taskId of ['first', 'first', 'second']) {
      expect(await perform('send-reminder', { caseId, reminderKind: 'assess-needs' }, taskId)).toMatchObject({
        kind: 'completed',
      });
    }

    // then
    const expected = { verb: MESSAGE_VERBS['assess-needs'], recipient_office: office };
    expect(await fixture.list('messages', { case_code: { _eq: code } })).toMatchObject([expected, expected]);
  });

  it('has a sentence for a step it does not know', async () => {
    const { caseId } = await fixture.aCase();
    await perform('send-reminder', { caseId, reminderKind: 'visit-family' });
    const code = (await fixture.read('cases', caseId))['code'];
    expect(await fixture.list('messages', { case_code: { _eq: code } })).toMatchObject([
      { verb: MESSAGE_VERBS['step-due'] },
    ]);
  });

  it('says nothing about a case that is over', async () => {
    const { caseId } = await fixture.aCase();
    await perform('summarise-closure', { caseId, exitStatus: 'withdrawn' });
    await perform('send-reminder', { caseId });
    const code = (await fixture.read('cases', caseId))['code'];
    expect(await fixture.list('messages', { case_code: { _eq: code } })).toEqual([]);
  });
});

describe('summarise-closure', () => {
  it('ends the case, cancels what is open, takes back what was shown and adds the figures', async () => {
    // given
    const { caseId } = await fixture.aCase();
    const share = { share_package: { caseCode: 'HRD-2026-000001' } };
    const open = await fixture.aReferral({
      caseId,
      service: legalAid,
      referral: { state: 'offered', ...share },
    });
    const done = await fixture.aReferral({
      caseId,
      service: legalAid,
      referral: { state: 'verified_complete', ...share },
    });
    const closure = await fixture.create('closures', {
      case: caseId,
      reason: 'goals_met',
      outcome: 'Bail was granted.',
      summary: 'Released on bail.',
    });

    // when
    await perform('summarise-closure', { caseId });
    const again = await perform('summarise-closure', { caseId });

    // then
    expect(again).toEqual({ kind: 'completed', output: {} });
    expect(await fixture.read('referrals', open)).toMatchObject({ state: 'cancelled', share_package: null });
    expect(await fixture.read('referrals', done)).toMatchObject({
      state: 'verified_complete',
      share_package: null,
    });
    expect(await fixture.read('cases', caseId)).toMatchObject({
      status: 'closed',
      closed_at: NOW.toISOString(),
    });
    expect((await fixture.read('closures', closure))['summary']).toBe(
      'Released on bail.\n\nIn figures: received 2026-03-10, ended 2026-03-10, 0 days; ' +
        '2 referrals, of which completed 1; 0 follow-ups; 0 reviews.',
    );
  });

  it('ends a case early with the status of its way out', async () => {
    const { caseId } = await fixture.aCase();
    await perform('summarise-closure', { caseId, exitStatus: 'redirected' });
    expect(await fixture.read('cases', caseId)).toMatchObject({ status: 'redirected' });
  });

  it('refuses a status that is no way out', async () => {
    const { caseId } = await fixture.aCase();
    expect(await perform('summarise-closure', { caseId, exitStatus: 'monitoring' })).toMatchObject({
      kind: 'fatal',
      code: 'bad-input',
    });
  });
});
