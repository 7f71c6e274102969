import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CaseFixture } from './case-fixture.ts';
import { NOW, startWorkerStand } from './worker-stand.ts';
import type { WorkerStand } from './worker-stand.ts';

let stand: WorkerStand;
let fixture: CaseFixture;
let perform: WorkerStand['perform'];
let kampala: string;
let legalAid: string;

beforeAll(async () => {
  stand = await startWorkerStand();
  ({ fixture, perform } = stand);
  kampala = await fixture.idOf('areas', 'kampala');
  legalAid = await fixture.idOf('services', 'legal_aid');
});
afterAll(() => stand.stop());

describe('match-providers', () => {
  it('proposes the offers of the area and what it is part of, with reasons', async () => {
    // given
    const region = (await fixture.read('areas', kampala))['parent'] as string;
    const gulu = await fixture.idOf('areas', 'gulu');
    const near = await fixture.anOffer({
      service: legalAid,
      areas: [kampala],
      offer: { languages: ['lg'], capacity: 2 },
    });
    const wide = await fixture.anOffer({ service: legalAid, areas: [region] });
    await fixture.anOffer({ service: legalAid, areas: [gulu] });
    await fixture.anOffer({ service: legalAid, areas: [kampala], offer: { capacity: 0 } });
    await fixture.anOffer({ service: legalAid, areas: [kampala], organisation: { is_active: false } });
    const { caseId } = await fixture.aCase({ case: { area: kampala, language: 'lg' } });
    const referralId = await fixture.aReferral({ caseId, service: legalAid });

    // when
    const outcome = await perform('match-providers', { referralId });

    // then
    expect(outcome).toEqual({ kind: 'completed', output: { candidateCount: 2 } });
    const referral = await fixture.read('referrals', referralId);
    expect(referral).toMatchObject({
      state: 'draft',
      candidates: [
        {
          offerId: near,
          reasons: ['Offers legal aid', 'Works in Kampala', 'Speaks Luganda', '2 places free'],
        },
        { offerId: wide },
      ],
    });
  });

  it('does not propose the provider who declined, and takes back what they were shown', async () => {
    // given
    const service = await fixture.idOf('services', 'medical');
    const declined = await fixture.anOffer({ service, areas: [kampala] });
    const other = await fixture.anOffer({ service, areas: [kampala] });
    const { caseId } = await fixture.aCase({ case: { area: kampala } });
    const referral = {
      state: 'declined',
      chosen_offer: declined,
      share_package: { caseCode: 'HRD-2026-000001' },
    };
    const referralId = await fixture.aReferral({ caseId, service, referral });

    // when
    await perform('match-providers', { referralId });
    const again = await perform('match-providers', { referralId });

    // then
    expect(again).toMatchObject({ output: { candidateCount: 1 } });
    expect(await fixture.read('referrals', referralId)).toMatchObject({
      state: 'draft',
      chosen_offer: null,
      share_package: null,
      tried_offers: [declined],
      candidates: [{ offerId: other }],
    });
  });
});

describe('send-offer', () => {
  const anOfferedCase = async (): Promise<{ caseId: string; referralId: string; caseCode: string }> => {
    const offer = await fixture.anOffer({
      service: legalAid,
      areas: [kampala],
      offer: { email: 'desk@cen-02.njia.example' },
    });
    const { caseId } = await fixture.aCase({ case: { area: kampala, risk_level: 'high' } });
    const referralId = await fixture.aReferral({
      caseId,
      service: legalAid,
      referral: { chosen_offer: offer },
    });
    return { caseId, referralId, caseCode: (await fixture.read('cases', caseId))['code'] as string };
  };

  it('shows the provider the fewest fields, waits as long as the risk allows and sends the link', async () => {
    // given
    const { referralId, caseCode } = await anOfferedCase();

    // when
    const outcome = await perform('send-offer', { referralId });

    // then
    expect(outcome).toEqual({
      kind: 'completed',
      output: { answerDueAt: new Date('2026-03-10T16:00:00.000Z'), offerNumber: 1 },
    });
    expect(await fixture.read('referrals', referralId)).toMatchObject({
      state: 'offered',
      offer_number: 1,
      share_package: { caseCode, service: 'Legal aid', area: 'Kampala', urgency: 'high' },
    });
    expect(stand.mails.at(-1)).toMatchObject({ subject: caseCode });
    expect(stand.mails.at(-1)?.text).toMatch(
      new RegExp(`^${caseCode}\n\n.*\n\nhttp://127.0.0.1:\\d+/answer/${referralId}.1.[\\w-]+$`),
    );
  });

  it('run again after a crash makes no second offer and sends no second message', async () => {
    // given
    const { referralId } = await anOfferedCase();
    const first = await perform('send-offer', { referralId });
    const sent = stand.mails.length;

    // when
    const second = await perform('send-offer', { referralId });

    // then
    expect(second).toEqual(first);
    expect(await fixture.read('referrals', referralId)).toMatchObject({ offer_number: 1 });
    expect(stand.mails).toHaveLength(sent);
  });

  it('offers nothing once the person has withdrawn their consent', async () => {
    // given
    const { caseId, referralId } = await anOfferedCase();
    await fixture.change('consents', { case: { _eq: caseId } }, { withdrawn_at: NOW.toISOString() });

    // when
    const outcome = await perform('send-offer', { referralId });

    // then
    expect(outcome).toMatchObject({ kind: 'fatal', code: 'no-consent' });
    expect(await fixture.read('referrals', referralId)).toMatchObject({
      state: 'draft',
      share_package: null,
    });
  });

  it('needs a provider to be chosen', async () => {
    const { caseId } = await fixture.aCase();
    const referralId = await fixture.aReferral({ caseId, service: legalAid });
    expect(await perform('send-offer', { referralId })).toMatchObject({
      kind: 'fatal',
      code: 'no-provider-chosen',
    });
  });

  it('offers no referral that was cancelled meanwhile', async () => {
    const { referralId } = await anOfferedCase();
    await fixture.change('referrals', { id: { _eq: referralId } }, { state: 'cancelled' });
    expect(await perform('send-offer', { referralId })).toMatchObject({
      kind: 'fatal',
      code: 'referral-not-open',
    });
  });
});

describe('record-no-response', () => {
  const aReferralIn = async (state: string): Promise<{ offer: string; referralId: string }> => {
    const offer = await fixture.anOffer({ service: legalAid, areas: [kampala] });
    const { caseId } = await fixture.aCase();
    const referral = { state, chosen_offer: offer, share_package: { caseCode: 'HRD-2026-000001' } };
    return { offer, referralId: await fixture.aReferral({ caseId, service: legalAid, referral }) };
  };

  it('counts the offer as tried once, however often it runs', async () => {
    const { offer, referralId } = await aReferralIn('offered');
    await perform('record-no-response', { referralId });
    await perform('record-no-response', { referralId });
    expect(await fixture.read('referrals', referralId)).toMatchObject({
      state: 'no_response',
      tried_offers: [offer],
      share_package: null,
    });
  });

  it('lets the officer choose a provider again whose yes came as the time ran out', async () => {
    const { referralId } = await aReferralIn('accepted');
    await perform('record-no-response', { referralId });
    expect(await fixture.read('referrals', referralId)).toMatchObject({ state: 'draft', tried_offers: null });
  });
});
