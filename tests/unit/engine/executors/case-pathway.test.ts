import { expect, test } from 'vitest';

import { play } from '../../../support/executor-scenario.ts';
import type { InstanceUnderTest } from '../../../support/instance-under-test.ts';

const SCREENING = {
  riskLevel: 'high',
  likelyDuplicates: 0,
  registrationDueAt: new Date('2026-03-03T08:00:00Z'),
  assessmentDueAt: new Date('2026-03-05T08:00:00Z'),
  planDueAt: new Date('2026-03-07T08:00:00Z'),
  closureDueAt: new Date('2026-09-07T08:00:00Z'),
  followUpEvery: 'P14D',
  reviewEvery: 'P90D',
};

function untilPlan(instance: InstanceUnderTest): void {
  instance.start({ caseId: 'c1', caseCode: 'HRD-2026-000001', officeId: 'o1', channel: 'web' });
  instance.complete('screen-case', SCREENING).complete('register-case', { registrationDecision: 'accepted' });
  instance.complete('assess-needs');
}

function untilReferrals(instance: InstanceUnderTest, referrals: string[]): void {
  untilPlan(instance);
  instance
    .complete('make-plan', { planReferralIds: referrals })
    .complete('approve-plan', { planDecision: 'approved' });
}

test('a case goes from intake through plan, referrals, follow-up and review to closure and ends after 90 days', async () => {
  const instance = await play('bpmn/case-management', (running) => {
    untilReferrals(running, ['r1', 'r2']);
    expect(running.waiting).toEqual(['consent-withdrawn', 'implement-plan', 'refer', 'refer']);
    running.complete('implement-plan').endCall('refer').endCall('refer');
    expect(running.waiting).toEqual(['consent-withdrawn', 'follow-up-due']);
    running
      .fireTimer('follow-up-due')
      .complete('remind-follow-up')
      .complete('follow-up', { followUpResult: 'needs_review' });
    running
      .complete('review-case', { reviewOutcome: 'close' })
      .complete('close-case', { closureReason: 'resolved' });
    running.complete('close-out');
    expect(running.waiting).toEqual(['case-reopened', 'consent-withdrawn-after-closing', 'reopening-over']);
    running.fireTimer('reopening-over');
  });
  expect(instance.outcome).toMatchObject({ outcome: 'completed' });
});

test('a high risk plan that the supervisor returns is revised and comes back for approval', async () => {
  await play('bpmn/case-management', (running) => {
    untilPlan(running);
    running
      .complete('make-plan', { planReferralIds: [] })
      .complete('approve-plan', { planDecision: 'returned' });
    running.complete('revise-plan', { planReferralIds: [] });
    expect(running.waiting).toEqual(['approve-plan', 'consent-withdrawn']);
    running.complete('approve-plan', { planDecision: 'approved' });
    expect(running.waiting).toEqual(['consent-withdrawn', 'implement-plan']);
  });
});

test('each referral of the plan is called with its own id and the business key of the case', async () => {
  await play('bpmn/case-management', (running) => {
    untilReferrals(running, ['r1', 'r2', 'r3']);
    const calls = running.waitsOf('refer').map((wait) => (wait.kind === 'call-requested' ? wait.call : null));
    expect(calls.map((call) => call?.variables['referralId'])).toEqual([
      { type: 'String', value: 'r1' },
      { type: 'String', value: 'r2' },
      { type: 'String', value: 'r3' },
    ]);
    expect(calls[0]).toMatchObject({ calledElement: 'referral', businessKey: 'case-1' });
    expect(Object.keys(calls[0]?.variables ?? {}).sort()).toEqual([
      'caseCode',
      'caseId',
      'officeId',
      'referralId',
      'riskLevel',
    ]);
  });
});

test('a withdrawn consent closes every open task and every running referral at once', async () => {
  const instance = await play('bpmn/case-management', (running) => {
    untilReferrals(running, ['r1', 'r2']);
    running.endCall('refer').deliver('consent-withdrawn');
    expect(running.waiting).toEqual(['record-withdrawal']);
    expect(running.visible('record-withdrawal', 'exitStatus')).toBe('withdrawn');
    running.complete('record-withdrawal');
  });
  expect(instance.outcome?.outcome).toBe('completed');
  expect(instance.history('canceled')).toEqual(
    expect.arrayContaining(['casework', 'implement-plan', 'refer', 'refer#multiInstanceBody']),
  );
});

test('an overdue registration is reminded of while the task stays open', async () => {
  await play('bpmn/case-management', (running) => {
    running.start({ caseId: 'c1' }).complete('screen-case', SCREENING).fireTimer('registration-overdue');
    expect(running.waiting).toEqual(['consent-withdrawn', 'register-case', 'remind-registration']);
    expect(running.visible('remind-registration', 'reminderKind')).toBe('register-case');
    running.complete('remind-registration').complete('register-case', { registrationDecision: 'accepted' });
    expect(running.waiting).toEqual(['assess-needs', 'assessment-overdue', 'consent-withdrawn']);
  });
});

test('a closed case that is reopened goes through casework again', async () => {
  await play('bpmn/case-management', (running) => {
    running.start({ caseId: 'c1' }).complete('screen-case', SCREENING);
    running.complete('register-case', { registrationDecision: 'not_eligible' }).complete('record-early-exit');
    running.deliver('case-reopened').complete('screen-case', SCREENING);
    expect(running.waiting).toEqual(['consent-withdrawn', 'register-case', 'registration-overdue']);
    running.complete('register-case', { registrationDecision: 'accepted' });
    expect(running.waiting).toEqual(['assess-needs', 'assessment-overdue', 'consent-withdrawn']);
  });
});

test('a case is followed up many times before it is closed', async () => {
  const instance = await play('bpmn/case-management', (running) => {
    untilReferrals(running, []);
    running.complete('implement-plan');
    for (let round = 0; round < 30; round += 1) {
      running
        .fireTimer('follow-up-due')
        .complete('remind-follow-up')
        .complete('follow-up', { followUpResult: 'going_well' });
    }
    expect(running.waiting).toEqual(['consent-withdrawn', 'follow-up-due']);
  });
  expect(instance.history().filter((id) => id === 'follow-up')).toHaveLength(30);
});

test('a review that asks for another referral calls it and comes back to monitoring', async () => {
  await play('bpmn/case-management', (running) => {
    untilReferrals(running, []);
    running.complete('implement-plan').fireTimer('follow-up-due').complete('remind-follow-up');
    running
      .complete('follow-up', { followUpResult: 'needs_review' })
      .complete('review-case', { reviewOutcome: 'new_referral' });
    running.complete('choose-services', { planReferralIds: ['r9'] });
    expect(running.waiting).toEqual(['consent-withdrawn', 'implement-plan', 'refer']);
    running.endCall('refer').complete('implement-plan');
    expect(running.waiting).toEqual(['consent-withdrawn', 'follow-up-due']);
  });
});

test('a referral whose provider does not answer asks the next one until the service is given', async () => {
  const instance = await play('bpmn/referral', (running) => {
    running
      .start({ referralId: 'r1', caseId: 'c1', riskLevel: 'high' })
      .complete('match-providers', { candidateCount: 2 });
    running.complete('choose-provider', { providerChoice: 'offer' });
    running.complete('send-offer', { answerDueAt: new Date('2026-03-03T08:00:00Z') });
    expect(running.waiting).toEqual(['ProviderAnswered', 'answer-overdue']);
    running
      .fireTimer('answer-overdue')
      .complete('record-no-response')
      .complete('match-providers', { candidateCount: 1 });
    running.complete('choose-provider', { providerChoice: 'offer' });
    running.complete('send-offer', { answerDueAt: new Date('2026-03-09T08:00:00Z') });
    running.deliver('ProviderAnswered', { providerAnswer: 'accepted' });
    expect(running.waiting).toEqual(['record-service']);
    running.complete('record-service', { serviceResult: 'completed' });
  });
  expect(instance.outcome?.outcome).toBe('completed');
});
