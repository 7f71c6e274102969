import { readFile } from 'node:fs/promises';
import { expect, it } from 'vitest';
import { useEngine } from '../../support/engine-suite.ts';

const engine = useEngine(undefined, { enforceTtl: true });
const at = (value: string) => ({ type: 'Date', value });
const text = (value: string) => ({ type: 'String', value });

interface Task {
  id: string;
  taskDefinitionKey: string;
  formKey: string;
  due: string | null;
  processInstanceId: string;
}

async function deployPathways(): Promise<void> {
  const folder = new URL('../../../bpmn/', import.meta.url);
  const names = ['case-management.bpmn', 'referral.bpmn'];
  const files = await Promise.all(
    names.map(async (name) => [name, await readFile(new URL(name, folder), 'utf8')]),
  );
  await engine.client.deploy(Object.fromEntries(files) as Record<string, string>);
}

async function taskOf(caseId: string, step: string): Promise<Task> {
  const tasks = await engine.client.get<Task[]>(
    `/task?processInstanceBusinessKey=${caseId}&taskDefinitionKey=${step}`,
  );
  expect(tasks, step).toHaveLength(1);
  return tasks[0] as Task;
}

async function complete(
  caseId: string,
  step: string,
  variables: Record<string, unknown> = {},
): Promise<void> {
  const { id } = await taskOf(caseId, step);
  await engine.client.post(`/task/${id}/complete`, { variables });
}

async function work(
  topic: string,
  variables: Record<string, unknown> = {},
): Promise<Record<string, unknown>> {
  const [task] = await engine.client.fetchAndLock(topic, 'worker', { maxTasks: 1 });
  if (!task) throw new Error(`no task of ${topic}`);
  await engine.client.post(`/external-task/${task.id}/complete`, { workerId: 'worker', variables });
  return Object.fromEntries(Object.entries(task.variables).map(([name, { value }]) => [name, value]));
}

async function openCase(caseId: string, riskLevel: string): Promise<void> {
  await deployPathways();
  await engine.client.start(
    'case-management',
    { caseId, caseCode: 'HRD-2026-000001', officeId: 'office-1', channel: 'portal' },
    caseId,
  );
  await work('screen-case', {
    riskLevel: text(riskLevel),
    likelyDuplicates: { type: 'Integer', value: 0 },
    registrationDueAt: at('2036-03-03T08:00:00.000+0000'),
    assessmentDueAt: at('2036-03-05T08:00:00.000+0000'),
    planDueAt: at('2036-03-09T08:00:00.000+0000'),
    closureDueAt: at('2036-09-09T08:00:00.000+0000'),
    followUpEvery: text('P14D'),
    reviewEvery: text('P30D'),
  });
  await complete(caseId, 'register-case', { registrationDecision: text('accepted') });
}

it('the engine takes both diagrams as they are and shows a task with its form, group and due date', async () => {
  await openCase('case-a', 'low');
  expect(await taskOf('case-a', 'assess-needs')).toMatchObject({
    formKey: 'njia:assessments',
    due: expect.stringMatching(/^2036-03-05T/) as string,
  });
  const groups = await engine.client.get(
    '/task/count?processInstanceBusinessKey=case-a&candidateGroup=case-officers',
  );
  expect(groups).toEqual({ count: 1 });
});

it('two referrals run side by side, an answer reaches the right one, and withdrawn consent stops the rest', async () => {
  // given
  await openCase('case-b', 'low');
  await complete('case-b', 'assess-needs');
  const planReferralIds = { type: 'Json', value: JSON.stringify(['referral-1', 'referral-2']) };
  await complete('case-b', 'make-plan', { planReferralIds });
  const seen: unknown[] = [];
  for (let index = 0; index < 2; index += 1) seen.push((await work('match-providers'))['referralId']);
  expect(seen.toSorted()).toEqual(['referral-1', 'referral-2']);
  const choices = await engine.client.get<Task[]>(
    '/task?processInstanceBusinessKey=case-b&taskDefinitionKey=choose-provider',
  );
  expect(choices).toHaveLength(2);
  for (const { id } of choices) {
    await engine.client.post(`/task/${id}/complete`, { variables: { providerChoice: text('offer') } });
    await work('send-offer', { answerDueAt: at('2036-03-03T08:00:00.000+0000') });
  }
  // when
  const answer = await engine.client.request('POST', '/message', {
    messageName: 'ProviderAnswered',
    correlationKeys: { referralId: text('referral-2') },
    processVariables: { providerAnswer: text('accepted') },
  });
  // then
  expect(answer.status).toBe(204);
  const { processInstanceId } = await taskOf('case-b', 'record-service');
  expect(
    await engine.client.get(`/process-instance/${processInstanceId}/variables/referralId`),
  ).toMatchObject({
    value: 'referral-2',
  });
  // when
  const withdrawn = await engine.client.request('POST', '/message', {
    messageName: 'ConsentWithdrawn',
    businessKey: 'case-b',
  });
  // then
  expect(withdrawn.status).toBe(204);
  expect(await engine.client.get('/task/count?processInstanceBusinessKey=case-b')).toEqual({ count: 0 });
  expect(await work('summarise-closure')).toMatchObject({ caseId: 'case-b', exitStatus: 'withdrawn' });
  const left = await engine.client.get('/process-instance/count?businessKey=case-b');
  expect(left).toEqual({ count: 0 });
});
