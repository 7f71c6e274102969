import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { allWorkers } from '../../../plugins/workers/all-workers.ts';
import { connectDirectus } from '../../../plugins/workers/directus/connect-directus.ts';
import { runTopic } from '../../../plugins/workers/test-kit.ts';
import type { CaseFixture } from './case-fixture.ts';
import { NOW, startWorkerStand } from './worker-stand.ts';
import type { WorkerStand } from './worker-stand.ts';

let stand: WorkerStand;
let fixture: CaseFixture;
let perform: WorkerStand['perform'];
let kampala: string;
let arrest: string;

beforeAll(async () => {
  stand = await startWorkerStand();
  ({ fixture, perform } = stand);
  kampala = await fixture.idOf('areas', 'kampala');
  arrest = await fixture.idOf('incident_types', 'arrest_detention');
});
afterAll(() => stand.stop());

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

  it('counts from now when a case that had ended is worked on again', async () => {
    const { caseId } = await fixture.aCase({
      case: { received_at: '2025-11-01T08:00:00.000Z', closed_at: '2026-01-10T08:00:00.000Z' },
      incident: { is_detained: true },
    });
    expect(await perform('screen-case', { caseId })).toMatchObject({
      output: { registrationDueAt: new Date(NOW.getTime() + 6 * 60 * 60 * 1_000) },
    });
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
