import { spawnSync } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { MESSAGE_VERBS } from '../../../schemas/messages.ts';
import { parseDecisions } from '../../../plugins/decisions/parse-decisions.ts';
import { allWorkers } from '../../../plugins/workers/all-workers.ts';
import { connectDirectus } from '../../../plugins/workers/directus/connect-directus.ts';
import { messageRunner } from '../../../plugins/workers/messages/message-runner.ts';
import type { Outcome } from '../../../plugins/workers/running/run-worker.ts';
import { runTopic } from '../../../plugins/workers/test-kit.ts';
import { startDirectus } from '../../support/directus-server.ts';
import type { DirectusServer } from '../../support/directus-server.ts';
import { openMailbox } from '../../support/mailbox.ts';
import type { Mailbox } from '../../support/mailbox.ts';
import { startN8nRunner } from '../../support/n8n-runner.ts';
import type { RunningN8nRunner } from '../../support/n8n-runner.ts';
import { caseFixture } from './case-fixture.ts';
import type { CaseFixture } from './case-fixture.ts';

const ROOT = join(import.meta.dirname, '../../..');
const NOW = new Date('2026-03-10T10:00:00.000Z');

let directus: DirectusServer;
let mailbox: Mailbox;
let runner: RunningN8nRunner;
let fixture: CaseFixture;
let kampala: string;
let legalAid: string;
let arrest: string;
let perform: (topic: string, variables: Record<string, unknown>, taskId?: string) => Promise<Outcome>;

beforeAll(async () => {
  spawnSync(process.execPath, [join(ROOT, 'directus-extensions/njia/build.ts')], { stdio: 'inherit' });
  directus = await startDirectus({ demo: false, config: { ENGINE_URL: 'http://127.0.0.1:9/engine-rest' } });
  mailbox = await openMailbox();
  runner = await startN8nRunner({
    directusPort: directus.config.DIRECTUS_PORT,
    serviceToken: directus.serviceToken,
    token: directus.config.N8N_RUNNER_TOKEN,
    smtpUrl: mailbox.url,
  });
  fixture = caseFixture(directus);
  [kampala, legalAid, arrest] = await Promise.all([
    fixture.idOf('areas', 'kampala'),
    fixture.idOf('services', 'legal_aid'),
    fixture.idOf('incident_types', 'arrest_detention'),
  ]);
  const workers = allWorkers({
    directus: connectDirectus(directus.url, directus.serviceToken),
    decisions: await parseDecisions(await readFile(join(ROOT, 'bpmn/screening.dmn'), 'utf8')),
    sendMessage: messageRunner(runner.url, runner.token),
    now: () => NOW,
  });
  perform = async (topic, variables, taskId = 'task-1') => {
    const worker = workers.find((candidate) => candidate.topic === topic);
    if (!worker) throw new Error(`There is no worker for ${topic}.`);
    return (await runTopic(worker, variables, { taskId })).outcome;
  };
});
afterAll(async () => {
  await runner.stop();
  await mailbox.close();
  await directus.stop();
});

describe('screen-case', () => {
  it('sets risk and due dates of a person who is held, counted from when the case came', async () => {
    // given
    const { caseId } = await fixture.aCase({ incident: { is_detained: true } });

    // when
    const outcome = await perform('screen-case', { caseId });

    // then
    expect(outcome).toEqual({
      kind: 'completed',
      output: {
        riskLevel: 'critical',
        likelyDuplicates: 0,
        registrationDueAt: new Date('2026-03-10T14:00:00.000Z'),
        assessmentDueAt: new Date('2026-03-11T08:00:00.000Z'),
        planDueAt: new Date('2026-03-12T08:00:00.000Z'),
        closureDueAt: new Date('2026-03-15T08:00:00.000Z'),
        followUpEvery: 'P1D',
        reviewEvery: 'PT72H',
      },
    });
    expect(await fixture.read('cases', caseId)).toMatchObject({ risk_level: 'critical', risk_score: 9 });
  });

  it('finds an earlier case of the same phone and counts it as a repeat', async () => {
    // given
    const client = { phone_hash: 'hash-of-a-phone' };
    const earlier = await fixture.aCase({ client, case: { received_at: '2026-03-01T08:00:00.000Z' } });
    const later = await fixture.aCase({ client, incident: { likelihood: 2, impact: 5 } });

    // when
    const outcome = await perform('screen-case', { caseId: later.caseId });

    // then
    expect(outcome).toMatchObject({ output: { riskLevel: 'high', likelyDuplicates: 1 } });
    expect(await fixture.read('cases', later.caseId)).toMatchObject({
      risk_score: 13,
      likely_duplicates: [{ caseId: earlier.caseId, score: 60, reasons: ['Same phone number'] }],
    });
  });

  it('finds an earlier case of the same place, kind and time, and gives the same answer when run again', async () => {
    // given
    const incident = { incident_type: arrest, happened_on: '2026-03-08' };
    const values = { case: { area: kampala }, client: { age_band: '25-59', sex: 'female' }, incident };
    const earlier = await fixture.aCase({
      ...values,
      case: { area: kampala, received_at: '2026-03-09T08:00:00.000Z' },
    });
    const later = await fixture.aCase(values);

    // when
    const first = await perform('screen-case', { caseId: later.caseId });
    const second = await perform('screen-case', { caseId: later.caseId });

    // then
    expect(first).toMatchObject({ kind: 'completed', output: { likelyDuplicates: 1 } });
    expect(second).toEqual(first);
    expect(await fixture.read('cases', later.caseId)).toMatchObject({
      likely_duplicates: [{ caseId: earlier.caseId, score: 60 }],
    });
  });

  it('is tried again for a case it cannot read', async () => {
    const outcome = await perform('screen-case', { caseId: 'b2a7a2c4-93a5-4a44-8f2f-0f3e2c1d4b5a' });
    expect(outcome).toMatchObject({ kind: 'retryable', code: 'directus-refused', isDefect: false });
  });
});

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
      output: { answerDueAt: new Date('2026-03-10T16:00:00.000Z') },
    });
    expect(await fixture.read('referrals', referralId)).toMatchObject({
      state: 'offered',
      offer_number: 1,
      share_package: { caseCode, service: 'Legal aid', area: 'Kampala', urgency: 'high' },
    });
    expect(mailbox.mails.at(-1)).toMatchObject({ subject: caseCode });
    expect(mailbox.mails.at(-1)?.text).toMatch(
      new RegExp(`^${caseCode}\n\n.*\n\nhttp://127.0.0.1:\\d+/answer/${referralId}.1.[\\w-]+$`),
    );
  });

  it('run again after a crash makes no second offer and sends no second message', async () => {
    // given
    const { referralId } = await anOfferedCase();
    const first = await perform('send-offer', { referralId });
    const sent = mailbox.mails.length;

    // when
    const second = await perform('send-offer', { referralId });

    // then
    expect(second).toEqual(first);
    expect(await fixture.read('referrals', referralId)).toMatchObject({ offer_number: 1 });
    expect(mailbox.mails).toHaveLength(sent);
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

it('a Directus that is not there is tried again later', async () => {
  const [worker] = allWorkers({
    directus: connectDirectus('http://127.0.0.1:9', 'token'),
    decisions: new Map(),
    sendMessage: () => Promise.resolve(),
    now: () => NOW,
  });
  const { outcome } = await runTopic(worker!, { caseId: 'b2a7a2c4-93a5-4a44-8f2f-0f3e2c1d4b5a' });
  expect(outcome).toMatchObject({ kind: 'retryable', code: 'directus-not-answering' });
});
