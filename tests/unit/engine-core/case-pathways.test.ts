import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { createTokenCore } from '../../../engine/core/token-core.ts';
import { InstanceUnderTest } from '../../support/instance-under-test.ts';

/** The pathways of the project itself, walked with the token core; each step reads the state back from JSON. */
async function walk(file: string): Promise<InstanceUnderTest> {
  const core = createTokenCore();
  const { models, problems } = await core.load(
    await readFile(new URL(`../../../bpmn/${file}.bpmn`, import.meta.url), 'utf8'),
  );
  expect(problems).toEqual([]);
  const [model] = models;
  if (!model) throw new Error('no process');
  return new InstanceUnderTest(core, model, (state) => JSON.parse(JSON.stringify(state)) as unknown);
}

const screened = {
  riskLevel: 'high',
  likelyDuplicates: 0,
  registrationDueAt: new Date('2026-03-03T08:00:00Z'),
  assessmentDueAt: new Date('2026-03-05T08:00:00Z'),
  planDueAt: new Date('2026-03-09T08:00:00Z'),
  closureDueAt: new Date('2026-09-09T08:00:00Z'),
  followUpEvery: 'P14D',
  reviewEvery: 'P30D',
};

test('a case runs from intake over plan, referrals, follow-up and review to its end', async () => {
  // given
  const instance = await walk('case-management');
  // when
  instance.start({ caseId: 'c1', caseCode: 'HRD-2026-000001', officeId: 'o1', channel: 'portal' });
  instance
    .complete('screen-case', screened)
    .fireTimer('registration-overdue')
    .complete('remind-registration');
  instance.complete('register-case', { registrationDecision: 'accepted' }).complete('assess-needs');
  instance
    .complete('make-plan', { planReferralIds: ['r1', 'r2'] })
    .complete('approve-plan', { planDecision: 'approved' });
  // then
  expect(instance.waiting).toEqual(['consent-withdrawn', 'implement-plan', 'refer', 'refer']);
  // when
  instance.complete('implement-plan').endCall('refer').endCall('refer');
  expect(instance.waiting).toContain('follow-up-due');
  instance
    .fireTimer('follow-up-due')
    .complete('remind-follow-up')
    .complete('follow-up', { followUpResult: 'needs_review' });
  instance
    .complete('review-case', { reviewOutcome: 'close' })
    .complete('close-case', { closureReason: 'done' });
  instance.complete('close-out');
  // then
  expect(instance.waiting).toEqual(['case-reopened', 'consent-withdrawn-after-closing', 'reopening-over']);
  expect(instance.fireTimer('reopening-over').outcome?.outcome).toBe('completed');
  expect(instance.waiting).toEqual([]);
});

test('withdrawn consent stops everything that is open in a case', async () => {
  const instance = await walk('case-management');
  instance
    .start({ caseId: 'c1', caseCode: 'x', officeId: 'o1', channel: 'portal' })
    .complete('screen-case', screened);
  instance.complete('register-case', { registrationDecision: 'accepted' }).complete('assess-needs');
  instance.complete('make-plan', { planReferralIds: ['r1', 'r2', 'r3'] });
  instance.complete('approve-plan', { planDecision: 'approved' }).deliver('consent-withdrawn');
  expect(instance.waiting).toEqual(['record-withdrawal']);
  expect(instance.visible('record-withdrawal', 'exitStatus')).toBe('withdrawn');
  expect(instance.complete('record-withdrawal').outcome?.outcome).toBe('completed');
});

test('a referral asks one provider after the other until the service was given', async () => {
  const instance = await walk('referral');
  instance.start({ caseId: 'c1', caseCode: 'x', officeId: 'o1', referralId: 'r1', riskLevel: 'high' });
  instance
    .complete('match-providers', { candidateCount: 2 })
    .complete('choose-provider', { providerChoice: 'offer' });
  instance.complete('send-offer', { answerDueAt: new Date('2026-03-04T08:00:00Z') });
  expect(instance.waiting).toEqual(['ProviderAnswered', 'answer-overdue']);
  instance
    .fireTimer('answer-overdue')
    .complete('record-no-response')
    .complete('match-providers', { candidateCount: 1 });
  instance.complete('choose-provider', { providerChoice: 'offer' });
  instance.complete('send-offer', { answerDueAt: new Date('2026-03-06T08:00:00Z') });
  instance.deliver('ProviderAnswered', { providerAnswer: 'accepted' });
  expect(instance.complete('record-service', { serviceResult: 'completed' }).outcome?.outcome).toBe(
    'completed',
  );
});
