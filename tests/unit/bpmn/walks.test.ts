import { describe, expect, it } from 'vitest';
import { createTokenCore } from '../../../engine/core/token-core.ts';
import { createBpmnEngineExecutor } from '../../../engine/executors/bpmn-engine/create-bpmn-engine-executor.ts';
import { loadFixture } from '../../support/executor-scenario.ts';
import { InstanceUnderTest } from '../../support/instance-under-test.ts';

/** Both ways to move tokens must take a case through every exit of its pathway. */
const EXECUTORS = { 'token-core': createTokenCore(), 'bpmn-engine': createBpmnEngineExecutor() };

const screening = (riskLevel: string) => ({
  riskLevel,
  likelyDuplicates: 0,
  registrationDueAt: new Date('2026-03-03T08:00:00Z'),
  assessmentDueAt: new Date('2026-03-05T08:00:00Z'),
  planDueAt: new Date('2026-03-09T08:00:00Z'),
  closureDueAt: new Date('2026-09-09T08:00:00Z'),
  followUpEvery: 'P14D',
  reviewEvery: 'P30D',
});
/** What waits when a case has ended, and for 90 days could begin again. */
const AFTER = ['case-reopened', 'consent-withdrawn-after-closing', 'reopening-over'];

describe.each(Object.entries(EXECUTORS))('on %s, a case', (_name, executor) => {
  const open = async (riskLevel = 'low'): Promise<InstanceUnderTest> => {
    const model = await loadFixture('bpmn/case-management', executor);
    const instance = new InstanceUnderTest(
      executor,
      model,
      (state) => JSON.parse(JSON.stringify(state)) as unknown,
    );
    return instance
      .start({ caseId: 'c1', caseCode: 'HRD-2026-000001', officeId: 'o1', channel: 'portal' })
      .complete('screen-case', screening(riskLevel));
  };
  const planned = async (referrals: string[], riskLevel = 'low'): Promise<InstanceUnderTest> =>
    (await open(riskLevel))
      .complete('register-case', { registrationDecision: 'accepted' })
      .complete('assess-needs')
      .complete('make-plan', { planReferralIds: referrals });
  const monitored = async (): Promise<InstanceUnderTest> => (await planned([])).complete('implement-plan');
  const followedUp = async (followUpResult: string): Promise<InstanceUnderTest> =>
    (await monitored())
      .fireTimer('follow-up-due')
      .complete('remind-follow-up')
      .complete('follow-up', { followUpResult });
  /** Everything that waits, but for the subscription that is always there while casework goes on. */
  const work = ({ waiting }: InstanceUnderTest) => waiting.filter((id) => id !== 'consent-withdrawn');

  it.each(['not_eligible', 'duplicate', 'redirected'])(
    'that is %s ends with that reason',
    async (decision) => {
      const instance = (await open()).complete('register-case', { registrationDecision: decision });
      expect(work(instance)).toEqual(['record-early-exit']);
      expect(instance.visible('record-early-exit', 'exitStatus')).toBe(decision);
      expect(instance.complete('record-early-exit').waiting).toEqual(AFTER);
    },
  );

  it('that was turned away can be reopened, and is then screened and registered again', async () => {
    const instance = (await open()).complete('register-case', { registrationDecision: 'not_eligible' });
    instance.complete('record-early-exit').deliver('case-reopened');
    expect(work(instance)).toEqual(['screen-case']);
    instance.complete('screen-case', screening('critical'));
    expect(work(instance)).toEqual(['register-case', 'registration-overdue']);
  });

  it('reminds of each overdue step without disturbing it', async () => {
    const instance = await open();
    const steps = [
      ['register-case', 'registration-overdue', 'remind-registration', { registrationDecision: 'accepted' }],
      ['assess-needs', 'assessment-overdue', 'remind-assessment', {}],
      ['make-plan', 'plan-overdue', 'remind-plan', { planReferralIds: [] }],
    ] as const;
    for (const [step, timer, reminder, result] of steps) {
      instance.fireTimer(timer);
      expect(work(instance)).toEqual([step, reminder].toSorted());
      expect(instance.visible(reminder, 'reminderKind')).toBe(step);
      instance.complete(reminder).complete(step, result);
    }
    expect(work(instance)).toEqual(['implement-plan']);
  });

  it('stops reminding of a step that was done', async () => {
    const instance = (await open()).complete('register-case', { registrationDecision: 'accepted' });
    expect(work(instance)).toEqual(['assess-needs', 'assessment-overdue']);
  });

  it.each(['low', 'medium'])('at %s risk needs no approval, and no referral', async (riskLevel) => {
    expect(work(await planned([], riskLevel))).toEqual(['implement-plan']);
  });

  it.each(['high', 'critical'])(
    'at %s risk is planned again until a supervisor approves',
    async (riskLevel) => {
      const instance = await planned(['r1'], riskLevel);
      instance.complete('approve-plan', { planDecision: 'returned' });
      expect(work(instance)).toEqual(['revise-plan']);
      instance.complete('revise-plan', { planReferralIds: ['r1', 'r2'] });
      expect(work(instance)).toEqual(['approve-plan']);
      instance.complete('approve-plan', { planDecision: 'approved' });
      expect(work(instance)).toEqual(['implement-plan', 'refer', 'refer']);
    },
  );

  it.each([
    ['high', '2026-03-04T08:00:00.000Z'],
    ['critical', '2026-03-02T20:00:00.000Z'],
  ])('at %s risk gives the supervisor until %s', async (riskLevel, dueDate) => {
    const task = (await planned([], riskLevel)).wait('approve-plan');
    expect(task).toMatchObject({ candidateGroups: ['supervisors'], formKey: 'njia:plan_approvals' });
    expect(task.kind === 'user-task-created' && new Date(task.dueDate ?? '').toISOString()).toBe(dueDate);
  });

  it('passes each referral its id as a plain text, and the key of the case', async () => {
    const call = (await planned(['r1'])).wait('refer');
    expect(call).toMatchObject({
      kind: 'call-requested',
      call: { calledElement: 'referral', businessKey: 'case-1' },
    });
    expect(call.kind === 'call-requested' && call.call.variables).toMatchObject({
      referralId: { type: 'String', value: 'r1' },
      riskLevel: { type: 'String', value: 'low' },
    });
  });

  it('waits for all referrals and the plan before it monitors', async () => {
    const instance = (await planned(['r1', 'r2'])).endCall('refer').complete('implement-plan');
    expect(work(instance)).toEqual(['refer']);
    expect(work(instance.endCall('refer'))).toEqual(['follow-up-due']);
  });

  it('is followed up again and again, even if a reminder cannot be sent', async () => {
    const instance = (await monitored()).fireTimer('follow-up-due');
    expect(work(instance)).toEqual(['follow-up', 'remind-follow-up']);
    instance.complete('follow-up', { followUpResult: 'going_well' });
    expect(work(instance)).toEqual(['follow-up-due', 'remind-follow-up']);
  });

  it.each([
    ['continue', ['follow-up-due']],
    ['revise_plan', ['revise-plan']],
    ['new_referral', ['choose-services']],
    ['close', ['close-case']],
  ])('after a review that says %s goes on with %j', async (reviewOutcome, next) => {
    const instance = (await followedUp('needs_review')).complete('review-case', { reviewOutcome });
    expect(work(instance)).toEqual(next);
  });

  it('with a further service is referred without a second approval, and monitored again', async () => {
    const instance = (await followedUp('needs_review')).complete('review-case', {
      reviewOutcome: 'new_referral',
    });
    instance.complete('choose-services', { planReferralIds: ['r9'] });
    expect(work(instance)).toEqual(['implement-plan', 'refer']);
    expect(work(instance.complete('implement-plan').endCall('refer'))).toEqual(['follow-up-due']);
  });

  it('that is closed can be reopened until 90 days have passed', async () => {
    const instance = (await followedUp('closing')).complete('close-case', { closureReason: 'done' });
    expect(instance.complete('close-out').waiting).toEqual(AFTER);
    expect(instance.fireTimer('reopening-over').outcome?.outcome).toBe('completed');
  });

  it('that is closed cannot be reopened after consent was withdrawn', async () => {
    const instance = (await followedUp('closing')).complete('close-case').complete('close-out');
    instance.deliver('consent-withdrawn-after-closing');
    expect([instance.waiting, instance.outcome?.outcome]).toEqual([[], 'completed']);
  });

  it('ends at once when consent is withdrawn, whatever is open', async () => {
    const instance = (await planned(['r1', 'r2'])).deliver('consent-withdrawn');
    expect(instance.waiting).toEqual(['record-withdrawal']);
    expect(instance.visible('record-withdrawal', 'exitStatus')).toBe('withdrawn');
    expect(instance.complete('record-withdrawal').outcome?.outcome).toBe('completed');
  });
});

describe.each(Object.entries(EXECUTORS))('on %s, a referral', (_name, executor) => {
  const offered = async (): Promise<InstanceUnderTest> => {
    const model = await loadFixture('bpmn/referral', executor);
    return new InstanceUnderTest(executor, model, (state) => JSON.parse(JSON.stringify(state)) as unknown)
      .start({ caseId: 'c1', caseCode: 'x', officeId: 'o1', referralId: 'r1', riskLevel: 'high' })
      .complete('match-providers', { candidateCount: 1 })
      .complete('choose-provider', { providerChoice: 'offer' })
      .complete('send-offer', { answerDueAt: new Date('2026-03-04T08:00:00Z') });
  };

  it('waits for the answer or the end of the time, and takes no second answer', async () => {
    const instance = await offered();
    expect(instance.waiting).toEqual(['ProviderAnswered', 'answer-overdue']);
    expect(instance.deliver('ProviderAnswered', { providerAnswer: 'accepted' }).waiting).toEqual([
      'record-service',
    ]);
  });

  it('that is declined, unanswered or fails looks for another provider', async () => {
    const declined = (await offered()).deliver('ProviderAnswered', { providerAnswer: 'declined' });
    const unanswered = (await offered()).fireTimer('answer-overdue').complete('record-no-response');
    const failed = (await offered())
      .deliver('ProviderAnswered', { providerAnswer: 'accepted' })
      .complete('record-service', { serviceResult: 'failed' });
    for (const instance of [declined, unanswered, failed])
      expect(instance.waiting).toEqual(['match-providers']);
  });

  it('ends when the service was given, or when the officer gives up', async () => {
    const given = (await offered())
      .deliver('ProviderAnswered', { providerAnswer: 'accepted' })
      .complete('record-service', { serviceResult: 'completed' });
    const givenUp = (await offered())
      .deliver('ProviderAnswered', { providerAnswer: 'declined' })
      .complete('match-providers', { candidateCount: 0 })
      .complete('choose-provider', { providerChoice: 'give_up' });
    expect([given.outcome?.outcome, givenUp.outcome?.outcome]).toEqual(['completed', 'completed']);
  });
});
