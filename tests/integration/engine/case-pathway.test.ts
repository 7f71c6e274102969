import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { eventually, useEngine } from '../../support/engine-suite.ts';
import type { EngineSuite } from '../../support/engine-suite.ts';

const folder = join(import.meta.dirname, '../../../bpmn');

describe.each(['bpmn-engine', 'token-core'] as const)('the case pathway on the executor %s', (executor) => {
  let now = new Date('2026-03-02T08:00:00.000Z');
  const engine = useEngine(
    async (client) => {
      const names = ['case-management.bpmn', 'referral.bpmn'];
      const files = await Promise.all(
        names.map(async (name) => [name, await readFile(join(folder, name), 'utf8')] as const),
      );
      await client.deploy(Object.fromEntries(files));
    },
    { executor, enforceTtl: true, clock: () => now },
  );

  it('leads a case from intake over a referral to its end', async () => {
    const id = await startCase(engine, 'case-1');
    await screen(engine, 'high');
    await completeTask(engine, id, 'register-case', { registrationDecision: { value: 'accepted' } });
    await completeTask(engine, id, 'assess-needs');
    await completeTask(engine, id, 'make-plan', { planReferralIds: { type: 'Json', value: '["r-1"]' } });
    await completeTask(engine, id, 'approve-plan', { planDecision: { value: 'approved' } });

    const [referral] = await engine.client.get<{ id: string }[]>(
      `/process-instance?superProcessInstance=${id}`,
    );
    const referralId = referral?.id ?? '';
    await completeWork(engine, 'match-providers', { candidateCount: { value: 2 } });
    await completeTask(engine, referralId, 'choose-provider', { providerChoice: { value: 'offer' } });
    await completeWork(engine, 'send-offer', { answerDueAt: inDays(3) });
    await engine.client.post('/message', {
      messageName: 'ProviderAnswered',
      correlationKeys: { referralId: { value: 'r-1', type: 'String' } },
      processVariables: { providerAnswer: { value: 'accepted', type: 'String' } },
    });
    await completeTask(engine, referralId, 'record-service', { serviceResult: { value: 'completed' } });
    expect(await engine.client.get(`/history/process-instance/${referralId}`)).toMatchObject({
      state: 'COMPLETED',
      businessKey: 'case-1',
    });

    await completeTask(engine, id, 'implement-plan');
    now = new Date(now.getTime() + 31 * 86_400_000);
    await completeWork(engine, 'send-reminder', {});
    await completeTask(engine, id, 'follow-up', { followUpResult: { value: 'closing' } });
    if ((await openTasks(engine, id)).includes('review-case')) {
      await completeTask(engine, id, 'review-case', { reviewOutcome: { value: 'close' } });
    }
    await completeTask(engine, id, 'close-case', { closureReason: { value: 'goals_met' } });
    await completeWork(engine, 'summarise-closure', {});
    const awaited = await engine.client.get<{ eventName: string }[]>(
      `/event-subscription?processInstanceId=${id}`,
    );
    expect(awaited.map(({ eventName }) => eventName)).toContain('CaseReopened');
    now = new Date(now.getTime() + 91 * 86_400_000);
    await eventually(
      async () => (await engine.client.request('GET', `/process-instance/${id}`)).status === 404,
    );
  });

  it('ends a case whose person withdraws consent, with the referral that was under way', async () => {
    const id = await startCase(engine, 'case-2');
    await screen(engine, 'medium');
    await completeTask(engine, id, 'register-case', { registrationDecision: { value: 'accepted' } });
    await completeTask(engine, id, 'assess-needs');
    await completeTask(engine, id, 'make-plan', {
      planReferralIds: { type: 'Json', value: '["r-2","r-3"]' },
    });
    expect(await engine.client.get(`/process-instance?superProcessInstance=${id}`)).toHaveLength(2);

    await engine.client.post('/message', { messageName: 'ConsentWithdrawn', businessKey: 'case-2' });
    expect(await engine.client.get(`/process-instance?superProcessInstance=${id}`)).toEqual([]);
    await completeWork(engine, 'summarise-closure', {});
    expect(await engine.client.get('/external-task?topicName=match-providers')).toEqual([]);
  });

  function inDays(days: number): { value: string; type: string } {
    const date = new Date(now.getTime() + days * 86_400_000);
    return { value: date.toISOString().replace('Z', '+0000'), type: 'Date' };
  }

  async function screen(suite: EngineSuite, riskLevel: string): Promise<void> {
    await completeWork(suite, 'screen-case', {
      riskLevel: { value: riskLevel },
      likelyDuplicates: { value: 0 },
      registrationDueAt: inDays(2),
      assessmentDueAt: inDays(4),
      planDueAt: inDays(6),
      closureDueAt: inDays(90),
      followUpEvery: { value: 'P30D' },
      reviewEvery: { value: 'P90D' },
    });
  }
});

function startCase({ client }: EngineSuite, caseId: string): Promise<string> {
  const variables = { caseId, caseCode: `HRD-2026-${caseId}`, officeId: 'o-1', channel: 'portal' };
  return client.start('case-management', variables, caseId);
}

/** Does the work of one external task, as soon as there is one. */
async function completeWork({ client }: EngineSuite, topic: string, variables: object): Promise<void> {
  const [task] = await client.post<{ id: string }[]>('/external-task/fetchAndLock', {
    workerId: 'w',
    maxTasks: 1,
    asyncResponseTimeout: 30_000,
    topics: [{ topicName: topic, lockDuration: 60_000 }],
  });
  await client.post(`/external-task/${task?.id}/complete`, { workerId: 'w', variables });
}

async function completeTask(
  { client }: EngineSuite,
  id: string,
  element: string,
  variables = {},
): Promise<void> {
  const [task] = await eventually(async () => {
    const found = await client.get<{ id: string }[]>(
      `/task?processInstanceId=${id}&taskDefinitionKey=${element}`,
    );
    return found.length > 0 && found;
  });
  await client.post(`/task/${task?.id}/complete`, { variables });
}

async function openTasks({ client }: EngineSuite, id: string): Promise<string[]> {
  const tasks = await client.get<{ taskDefinitionKey: string }[]>(`/task?processInstanceId=${id}`);
  return tasks.map(({ taskDefinitionKey }) => taskDefinitionKey);
}
