import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, expect, it } from 'vitest';
import type { EngineClient } from '../../support/engine-client.ts';
import { eventually, useEngine } from '../../support/engine-suite.ts';
import { processXml, sequence, userTask } from '../../support/small-process.ts';

const folder = join(import.meta.dirname, '../../../bpmn');
const read = (name: string) => readFile(join(folder, name), 'utf8');

let client: EngineClient;
let before = '';
let after = '';

const suite = useEngine(undefined, { executor: 'token-core', enforceTtl: true });

beforeAll(async () => {
  ({ client } = suite);
  const pathway = await read('case-management.bpmn');
  before = await deploy(pathway, { 'referral.bpmn': await read('referral.bpmn') });
  after = await deploy(redrawn(pathway));
});

/** The pathway as a coordinator might redraw it: other ids and forms, another reminder, one less. */
function redrawn(pathway: string): string {
  return pathway
    .replaceAll('"register-case"', '"validate-case"')
    .replace('njia:registrations', 'njia:validations')
    .replaceAll('>register-case<', '>validate-case<')
    .replace(
      '<bpmn:parallelGateway id="plan-carried-out">',
      `<bpmn:boundaryEvent id="carrying-out-long" cancelActivity="false" attachedToRef="implement-plan">
        <bpmn:outgoing>long-end</bpmn:outgoing>
        <bpmn:timerEventDefinition id="long"><bpmn:timeDuration xsi:type="bpmn:tFormalExpression">P60D</bpmn:timeDuration></bpmn:timerEventDefinition>
      </bpmn:boundaryEvent>
      <bpmn:endEvent id="noticed"><bpmn:incoming>long-end</bpmn:incoming></bpmn:endEvent>
      <bpmn:sequenceFlow id="long-end" sourceRef="carrying-out-long" targetRef="noticed" />
      <bpmn:parallelGateway id="plan-carried-out">`,
    );
}

async function deploy(pathway: string, more: Record<string, string> = {}): Promise<string> {
  const { deployedProcessDefinitions } = await client.deploy({ 'case-management.bpmn': pathway, ...more });
  const definition = Object.values(deployedProcessDefinitions ?? {}).find(
    ({ key }) => key === 'case-management',
  );
  return definition?.id ?? '';
}

const startCase = async (caseId: string): Promise<string> => {
  const { id } = await client.post<{ id: string }>(`/process-definition/${before}/start`, {
    businessKey: caseId,
    variables: {
      caseId: { value: caseId },
      caseCode: { value: `HRD-${caseId}` },
      channel: { value: 'portal' },
    },
  });
  return id;
};

const inDays = (days: number) => ({
  value: new Date(Date.now() + days * 86_400_000).toISOString().replace('Z', '+0000'),
  type: 'Date',
});

async function work(topic: string, id: string, variables: object = {}): Promise<void> {
  const tasks = await client.fetchAndLock(topic);
  const task = tasks.find(({ processInstanceId }) => processInstanceId === id);
  for (const other of tasks) if (other !== task) await client.post(`/external-task/${other.id}/unlock`);
  await client.post(`/external-task/${task?.id}/complete`, { workerId: 'worker', variables });
}

const screened = {
  riskLevel: { value: 'high' },
  likelyDuplicates: { value: 0 },
  registrationDueAt: inDays(2),
  assessmentDueAt: inDays(4),
  planDueAt: inDays(6),
  closureDueAt: inDays(90),
  followUpEvery: { value: 'P30D' },
  reviewEvery: { value: 'P90D' },
};
const screen = (id: string) => work('screen-case', id, screened);

interface Task {
  id: string;
  taskDefinitionKey: string;
  assignee: string | null;
  formKey: string | null;
  processDefinitionId: string;
}
const tasksOf = (id: string) => client.get<Task[]>(`/task?processInstanceId=${id}`);

async function complete(id: string, activity: string, variables: object = {}): Promise<void> {
  const task = (await tasksOf(id)).find(({ taskDefinitionKey }) => taskDefinitionKey === activity);
  await client.post(`/task/${task?.id}/complete`, { variables });
}

/** A case whose plan is carried out: a task, a referral that runs, and a join ahead. */
async function carryingOut(caseId: string): Promise<string> {
  const id = await startCase(caseId);
  await screen(id);
  await complete(id, 'register-case', { registrationDecision: { value: 'accepted' } });
  await complete(id, 'assess-needs');
  await complete(id, 'make-plan', { planReferralIds: { type: 'Json', value: `["${caseId}-r"]` } });
  await complete(id, 'approve-plan', { planDecision: { value: 'approved' } });
  return id;
}

interface Plan {
  sourceProcessDefinitionId: string;
  targetProcessDefinitionId: string;
  instructions: { sourceActivityIds: string[]; targetActivityIds: string[]; updateEventTrigger: boolean }[];
  variables: Record<string, unknown> | null;
}

const generated = () =>
  client.post<Plan>('/migration/generate', {
    sourceProcessDefinitionId: before,
    targetProcessDefinitionId: after,
  });

/** What is equal, and what was renamed. */
async function wholePlan(): Promise<Plan> {
  const plan = await generated();
  const instructions = [
    ...plan.instructions,
    { sourceActivityIds: ['register-case'], targetActivityIds: ['validate-case'], updateEventTrigger: false },
    {
      sourceActivityIds: ['registration-overdue'],
      targetActivityIds: ['registration-overdue'],
      updateEventTrigger: false,
    },
  ];
  return { ...plan, instructions };
}

const execute = (migrationPlan: Plan, ...processInstanceIds: string[]) =>
  client.request('POST', '/migration/execute', { migrationPlan, processInstanceIds });

it('generates what is equal in both versions, which is a valid plan', async () => {
  const plan = await generated();
  const mapped = plan.instructions.map(({ sourceActivityIds }) => sourceActivityIds[0]);
  expect(mapped).toContain('casework');
  expect(mapped).toContain('refer#multiInstanceBody');
  expect(mapped).not.toContain('register-case');
  expect(mapped).not.toContain('registration-overdue');
  expect(await client.post('/migration/validate', plan)).toEqual({
    instructionReports: [],
    variableReports: {},
  });
});

it('moves cases at several steps, with their tasks, locks, timers and referrals', async () => {
  // given
  const screening = await startCase('m-1');
  const [locked] = await client.fetchAndLock('screen-case', 'w-1');
  const registering = await startCase('m-2');
  await screen(registering);
  const [task] = await tasksOf(registering);
  await client.post(`/task/${task?.id}/claim`, { userId: 'amina' });
  const jobs = (id: string) =>
    client.get<{ id: string; dueDate: string; processDefinitionId: string }[]>(
      `/job?processInstanceId=${id}`,
    );
  const [timer] = await jobs(registering);
  const carrying = await carryingOut('m-3');
  const [referral] = await client.get<{ id: string }[]>(`/process-instance?superProcessInstance=${carrying}`);
  const plan = { ...(await wholePlan()), variables: { movedBy: { value: 'coordinator', type: 'String' } } };
  // when
  const answer = await execute(plan, screening, registering, carrying);
  // then
  expect(answer).toMatchObject({ status: 204 });
  for (const id of [screening, registering, carrying]) {
    expect(await client.get(`/process-instance/${id}`)).toMatchObject({ definitionId: after });
    expect(await client.get(`/history/process-instance/${id}`)).toMatchObject({
      processDefinitionId: after,
      state: 'ACTIVE',
    });
    expect(await client.get(`/process-instance/${id}/variables/movedBy`)).toMatchObject({
      value: 'coordinator',
    });
  }
  await client.post(`/external-task/${locked?.id}/complete`, {
    workerId: 'w-1',
    variables: screened,
  });
  expect(await tasksOf(registering)).toMatchObject([
    {
      id: task?.id,
      taskDefinitionKey: 'validate-case',
      assignee: 'amina',
      formKey: 'njia:validations',
      processDefinitionId: after,
    },
  ]);
  expect(await jobs(registering)).toMatchObject([
    { id: timer?.id, dueDate: timer?.dueDate, processDefinitionId: after },
  ]);
  await complete(registering, 'validate-case', { registrationDecision: { value: 'accepted' } });
  expect(await tasksOf(registering)).toMatchObject([{ taskDefinitionKey: 'assess-needs' }]);
  expect(await client.get(`/process-instance?superProcessInstance=${carrying}`)).toMatchObject([
    { id: referral?.id },
  ]);
  const waiting = await client.get<{ activityId: string }[]>(`/job?processInstanceId=${carrying}`);
  expect(waiting).toHaveLength(1);
  await complete(carrying, 'implement-plan');
  await client.post(`/process-instance/${referral?.id}/modification`, {
    instructions: [
      { type: 'cancel', activityId: 'match-providers' },
      { type: 'startBeforeActivity', activityId: 'referral-completed' },
    ],
  });
  expect(await client.get(`/process-instance/${carrying}/activity-instances`)).toMatchObject({
    processDefinitionId: after,
    childActivityInstances: [
      { activityId: 'casework', childActivityInstances: [{ activityId: 'follow-up-due' }] },
    ],
  });
});

it('moves none of the cases when the plan does not fit one of them, and says why in Camunda’s words', async () => {
  // given
  const screening = await startCase('m-4');
  const registering = await startCase('m-5');
  await screen(registering);
  // when
  const answer = await execute(await generated(), screening, registering);
  // then
  expect(answer.status).toBe(400);
  expect(answer.body).toMatchObject({
    type: 'MigratingProcessInstanceValidationException',
    code: 0,
    validationReport: {
      processInstanceId: registering,
      failures: [],
      transitionInstanceValidationReports: [],
      activityInstanceValidationReports: [
        {
          migrationInstruction: null,
          sourceScopeId: 'register-case',
          activityInstanceId: expect.stringContaining(registering),
          failures: ["There is no migration instruction for this instance's activity"],
        },
      ],
    },
  });
  for (const id of [screening, registering])
    expect(await client.get(`/process-instance/${id}`)).toMatchObject({ definitionId: before });
});

it('reports what is wrong with a plan, and refuses to execute it', async () => {
  // given
  const instruction = { sourceActivityIds: ['assess-needs'], targetActivityIds: ['screen-case'] };
  const plan = { ...(await generated()), instructions: [{ ...instruction, updateEventTrigger: false }] };
  const failures = [
    'Activities have incompatible types (UserTaskActivityBehavior is not compatible with ExternalTaskActivityBehavior)',
  ];
  // when, then
  const report = { instructionReports: [{ instruction, failures }], variableReports: {} };
  expect(await client.post('/migration/validate', plan)).toMatchObject(report);
  expect(await execute(plan, 'any')).toMatchObject({
    status: 400,
    body: { type: 'MigrationPlanValidationException', code: 0, validationReport: report },
  });
});

it.each([
  ['an unknown version', { sourceProcessDefinitionId: 'none' }, 400, 'InvalidRequestException'],
  ['an instance that does not run', {}, 500, 'ProcessEngineException'],
])('refuses %s', async (_, change, status, type) => {
  const plan = { ...(await generated()), ...change };
  expect(await execute(plan, 'gone')).toMatchObject({ status, body: { type } });
});

it('refuses an instance of another version, and no instance at all', async () => {
  const id = await startCase('m-6');
  const plan = await wholePlan();
  expect((await execute(plan, id)).status).toBe(204);
  expect(await execute(plan, id)).toMatchObject({
    status: 500,
    body: { message: expect.stringContaining('does not match the source process definition') },
  });
  expect(await execute(plan)).toMatchObject({ status: 400, body: { type: 'BadUserRequestException' } });
});

it('either moves a case before its task is completed or after, never in between', async () => {
  const names = ['one', 'two'];
  const versions: string[] = [];
  for (const last of names) {
    const { deployedProcessDefinitions } = await client.deploy({
      'race.bpmn': processXml(
        'race',
        sequence(userTask('first'), userTask(last)),
        'camunda:historyTimeToLive="1"',
      ),
    });
    versions.push(Object.values(deployedProcessDefinitions ?? {})[0]?.id ?? '');
  }
  const instruction = (from: string, to: string) => ({
    sourceActivityIds: [from],
    targetActivityIds: [to],
    updateEventTrigger: false,
  });
  const plan: Plan = {
    sourceProcessDefinitionId: versions[0] ?? '',
    targetProcessDefinitionId: versions[1] ?? '',
    instructions: [instruction('first', 'first'), instruction('one', 'two')],
    variables: null,
  };
  for (let round = 0; round < 8; round += 1) {
    // given
    const { id } = await client.post<{ id: string }>(`/process-definition/${versions[0]}/start`);
    const [task] = await tasksOf(id);
    // when
    const [moved, completed] = await Promise.all([
      execute(plan, id),
      client.request('POST', `/task/${task?.id}/complete`, {}),
    ]);
    // then
    expect([moved.status, completed.status]).toEqual([204, 204]);
    expect(await tasksOf(id)).toMatchObject([{ taskDefinitionKey: 'two', processDefinitionId: versions[1] }]);
    await complete(id, 'two');
    expect(await client.get(`/history/process-instance/${id}`)).toMatchObject({ state: 'COMPLETED' });
  }
});

it('repairs a case whose step fails: it goes on in the version that does it right', async () => {
  // given
  const step = (expression: string) => ({
    id: 'compute',
    xml: `<serviceTask id="compute" camunda:asyncBefore="true" camunda:expression="${expression}" camunda:resultVariable="result" />`,
  });
  const ids: string[] = [];
  for (const expression of ['${missing}', '${1 + 1}']) {
    const { deployedProcessDefinitions } = await client.deploy({
      'repaired.bpmn': processXml(
        'repaired',
        sequence(step(expression), userTask('after')),
        'camunda:historyTimeToLive="1"',
      ),
    });
    ids.push(Object.values(deployedProcessDefinitions ?? {})[0]?.id ?? '');
  }
  const [source = '', target = ''] = ids;
  const { id } = await client.post<{ id: string }>(`/process-definition/${source}/start`);
  const failed = () => client.get<{ configuration: string }[]>(`/incident?processInstanceId=${id}`);
  const [incident] = await eventually(async () => {
    const found = await failed();
    return found.length > 0 && found;
  });
  // when
  const plan = await client.post<Plan>('/migration/generate', {
    sourceProcessDefinitionId: source,
    targetProcessDefinitionId: target,
  });
  expect(await execute(plan, id)).toMatchObject({ status: 204 });
  expect(await client.get(`/process-instance/${id}/activity-instances`)).toMatchObject({
    childTransitionInstances: [{ activityId: 'compute', processDefinitionId: target }],
  });
  await client.request('PUT', `/job/${incident?.configuration}/retries`, { retries: 1 });
  // then
  await eventually(async () => (await tasksOf(id)).length === 1);
  expect(await client.get(`/process-instance/${id}/variables/result`)).toMatchObject({ value: 2 });
  expect(await failed()).toEqual([]);
});
