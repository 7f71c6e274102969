import { afterAll, beforeAll, expect, it } from 'vitest';
import { EngineClient } from '../../support/engine-client.ts';
import { spawnEngine, startEngine } from '../../support/engine-server.ts';
import type { RunningEngine } from '../../support/engine-server.ts';
import { eventually } from '../../support/engine-suite.ts';
import { externalTask, processXml, sequence, userTask, waitFor } from '../../support/small-process.ts';
import { createTestDatabase } from '../../support/test-database.ts';
import type { TestDatabase } from '../../support/test-database.ts';

let database: TestDatabase;
let engine: RunningEngine;
let client: EngineClient;

beforeAll(async () => {
  database = await createTestDatabase();
  engine = await startEngine({ databaseUrl: database.url, executor: 'token-core' });
  client = new EngineClient(engine.url);
});
afterAll(async () => {
  await engine.stop();
  await database.drop();
});

interface Plan {
  sourceProcessDefinitionId: string;
  targetProcessDefinitionId: string;
  instructions: unknown[];
}
interface Status {
  state: string;
  instances: { processInstanceId: string; state: string; canBeUndone: boolean; reason: string | null }[];
}
interface Undone {
  instances: { processInstanceId: string; undone: boolean; problems: string[] }[];
}

/** Deploys two versions and gives the plan of what is equal in both. */
async function versions(key: string, before: string, after: string): Promise<Plan> {
  const ids: string[] = [];
  for (const content of [before, after]) {
    const { deployedProcessDefinitions } = await client.deploy({ [`${key}.bpmn`]: processXml(key, content) });
    ids.push(Object.values(deployedProcessDefinitions ?? {})[0]?.id ?? '');
  }
  return client.post<Plan>('/migration/generate', {
    sourceProcessDefinitionId: ids[0],
    targetProcessDefinitionId: ids[1],
  });
}

async function start(plan: Plan, count: number, variables: object = {}): Promise<string[]> {
  const started: string[] = [];
  for (let index = 0; index < count; index += 1) {
    const { id } = await client.post<{ id: string }>(
      `/process-definition/${plan.sourceProcessDefinitionId}/start`,
      { businessKey: `b-${index}`, variables },
    );
    started.push(id);
  }
  return started;
}

const migrate = (migrationPlan: object, processInstanceIds: string[]) =>
  client.post<{ id: string }>('/migration/executeAsync', { migrationPlan, processInstanceIds });

const ended = (batchId: string) =>
  eventually(async () => {
    const { endTime } = await client.get<{ endTime: string | null }>(`/history/batch/${batchId}`);
    return endTime !== null;
  });

const status = (batchId: string) => client.get<Status>(`/migration/batch/${batchId}`);
const definitionOf = async (id: string) =>
  (await client.get<{ definitionId: string }>(`/process-instance/${id}`)).definitionId;

/** Everything about an instance that a migration may change. */
async function standing(id: string): Promise<unknown> {
  const read = (path: string) => client.get<object[]>(path);
  return {
    instance: await client.get(`/process-instance/${id}`),
    tree: await client.get(`/process-instance/${id}/activity-instances`),
    variables: await client.get(`/process-instance/${id}/variables`),
    tasks: await read(`/task?processInstanceId=${id}`),
    work: await read(`/external-task?processInstanceId=${id}`),
    jobs: await read(`/job?processInstanceId=${id}`),
    subscriptions: await read(`/event-subscription?processInstanceId=${id}`),
  };
}

const late = (id: string, host: string) =>
  `<boundaryEvent id="${id}" attachedToRef="${host}" cancelActivity="false"><timerEventDefinition><timeDuration>P1D</timeDuration></timerEventDefinition></boundaryEvent>`;

it('moves every instance exactly once while an engine is killed in the middle and another takes over', async () => {
  // given
  const before = sequence(userTask('first'), userTask('old'));
  const plan = await versions('killed', before, sequence(userTask('first'), userTask('new')));
  const ids = await start(plan, 150);
  await engine.stop();
  const doomed = await spawnEngine({ databaseUrl: database.url });
  client = new EngineClient(doomed.url);
  const variables = { moved: { value: true, type: 'Boolean' } };
  const { id: batchId } = await migrate({ ...plan, variables }, ids);
  const progress = async () =>
    (await client.get<{ completedJobs: number }[]>(`/batch/statistics?batchId=${batchId}`))[0]?.completedJobs;
  // when
  const done = await eventually(async () => {
    const completed = (await progress()) ?? 0;
    return completed > 10 && completed;
  });
  await doomed.kill();
  expect(done).toBeLessThan(ids.length);
  const others = await Promise.all([1, 2].map(() => startEngine({ databaseUrl: database.url })));
  [engine] = others as [RunningEngine, RunningEngine];
  client = new EngineClient(engine.url);
  await ended(batchId);
  await others[1]?.stop();
  // then
  const target = plan.targetProcessDefinitionId;
  expect(await client.get(`/process-instance/count?processDefinitionId=${target}`)).toEqual({ count: 150 });
  const { instances } = await status(batchId);
  expect(instances.filter(({ state, canBeUndone }) => state === 'moved' && canBeUndone)).toHaveLength(150);
  const tasks = await client.get<{ processInstanceId: string }[]>(`/task?processDefinitionId=${target}`);
  expect(new Set(tasks.map(({ processInstanceId }) => processInstanceId)).size).toBe(150);
  expect(tasks).toHaveLength(150);
});

it('says beforehand which instances would move, which not and why, and changes nothing', async () => {
  // given
  const before = sequence(userTask('first'), userTask('removed'));
  const plan = await versions('looked-at', before, sequence(userTask('first'), userTask('added')));
  const [stays, goes] = await start(plan, 2);
  const [task] = await client.get<{ id: string }[]>(`/task?processInstanceId=${stays}`);
  await client.post(`/task/${task?.id}/complete`);
  const standingBefore = [await standing(stays ?? ''), await standing(goes ?? '')];
  // when
  const report = await client.post('/migration/dry-run', {
    migrationPlan: plan,
    processInstanceIds: [stays, goes, 'gone'],
  });
  // then
  expect(report).toMatchObject({
    sourceProcessDefinitionId: plan.sourceProcessDefinitionId,
    canMigrate: 1,
    cannotMigrate: 2,
    activities: [{ sourceActivityId: 'first', targetActivityId: 'first', instances: 1 }],
    failures: expect.arrayContaining([
      {
        activityId: 'removed',
        message: "There is no migration instruction for this instance's activity",
        instances: 1,
      },
      { activityId: null, message: expect.stringContaining('does not exist'), instances: 1 },
    ]),
    instances: expect.arrayContaining([
      expect.objectContaining({ processInstanceId: goes, canMigrate: true, failures: [] }),
      expect.objectContaining({ processInstanceId: stays, canMigrate: false }),
    ]),
  });
  expect([await standing(stays ?? ''), await standing(goes ?? '')]).toEqual(standingBefore);
});

it('moves instances back to exactly where they were, with who had their tasks by then', async () => {
  // given
  const scoped = (inside: string) =>
    `<startEvent id="start" /><subProcess id="sub">${inside}</subProcess>${late('late', 'sub')}<sequenceFlow id="f" sourceRef="start" targetRef="sub" />`;
  const inner = sequence(userTask('ask'))
    .replaceAll('id="start"', 'id="begin"')
    .replaceAll('"start"', '"begin"');
  const plain = sequence(userTask('ask')) + late('early', 'ask');
  const plan = await versions('undone', scoped(inner), plain);
  const whole = {
    ...plan,
    instructions: [{ sourceActivityIds: ['ask'], targetActivityIds: ['ask'], updateEventTrigger: false }],
    variables: { note: { value: 'n-2', type: 'String' }, fresh: { value: 1, type: 'Integer' } },
  };
  const [id = ''] = await start(plan, 1, { note: { value: 'n-1', type: 'String' } });
  const before = (await standing(id)) as { tasks: { id: string }[] };
  // when
  const { id: batchId } = await migrate(whole, [id]);
  await ended(batchId);
  expect(await definitionOf(id)).toBe(plan.targetProcessDefinitionId);
  expect(await standing(id)).not.toEqual(before);
  const { instances } = await client.post<Undone>(`/migration/batch/${batchId}/undo`);
  // then
  expect(instances).toEqual([{ processInstanceId: id, undone: true, problems: [] }]);
  expect(await standing(id)).toEqual(before);
  expect((await status(batchId)).instances).toMatchObject([{ state: 'undone', canBeUndone: false }]);
  await client.post(`/task/${before.tasks[0]?.id}/complete`);
  expect(await client.get(`/history/process-instance/${id}`)).toMatchObject({
    state: 'COMPLETED',
    processDefinitionId: plan.sourceProcessDefinitionId,
  });
});

it('keeps who took a task since, and says what was changed since and stays', async () => {
  // given
  const plan = await versions(
    'claimed',
    sequence(userTask('ask')),
    sequence(userTask('ask'), userTask('more')),
  );
  const [id = ''] = await start(plan, 1);
  const { id: batchId } = await migrate({ ...plan, variables: { code: { value: 'a', type: 'String' } } }, [
    id,
  ]);
  await ended(batchId);
  const [task] = await client.get<{ id: string }[]>(`/task?processInstanceId=${id}`);
  await client.post(`/task/${task?.id}/claim`, { userId: 'amina' });
  await client.request('PUT', `/process-instance/${id}/variables/code`, { value: 'b', type: 'String' });
  // when
  const { instances } = await client.post<Undone>(`/migration/batch/${batchId}/undo`);
  // then
  expect(instances).toEqual([
    {
      processInstanceId: id,
      undone: true,
      problems: ["The variable 'code' was changed since and stays as it is."],
    },
  ]);
  expect(await client.get(`/task/${task?.id}`)).toMatchObject({
    assignee: 'amina',
    processDefinitionId: plan.sourceProcessDefinitionId,
  });
});

it('leaves instances alone that moved on since, and says so', async () => {
  // given
  const before = sequence(externalTask('undo-topic'), waitFor('pause', 'P1D'));
  const plan = await versions('gone-on', before, before);
  const [on = '', back = '', done = ''] = await start(plan, 3);
  const { id: batchId } = await migrate(plan, [on, back, done]);
  await ended(batchId);
  const tasks = await client.fetchAndLock('undo-topic', 'w');
  const task = tasks.find(({ processInstanceId }) => processInstanceId === on);
  await client.post(`/external-task/${task?.id}/complete`, { workerId: 'w' });
  await client.request('DELETE', `/process-instance/${done}`);
  const reasons = (await status(batchId)).instances.map(({ processInstanceId, reason }) => [
    processInstanceId,
    reason,
  ]);
  // when
  const { instances } = await client.post<Undone>(`/migration/batch/${batchId}/undo`);
  // then
  const expected = new Map([
    [on, 'The instance has moved on since.'],
    [back, null],
    [done, 'The instance has ended since.'],
  ]);
  expect(new Map(reasons as [string, string | null][])).toEqual(expected);
  expect(new Map(instances.map((one) => [one.processInstanceId, one.problems[0] ?? null]))).toEqual(expected);
  expect(await definitionOf(on)).toBe(plan.targetProcessDefinitionId);
  expect(await definitionOf(back)).toBe(plan.sourceProcessDefinitionId);
  const locked = tasks.find(({ processInstanceId }) => processInstanceId === back);
  await client.post(`/external-task/${locked?.id}/complete`, { workerId: 'w' });
  expect(await client.get(`/job?processInstanceId=${back}`)).toHaveLength(1);
});

it('cannot be undone once it is committed', async () => {
  // given
  const content = sequence(userTask('ask'));
  const plan = await versions('final', content, content);
  const [id = ''] = await start(plan, 1);
  const { id: batchId } = await migrate(plan, [id]);
  await ended(batchId);
  // when
  expect((await client.request('POST', `/migration/batch/${batchId}/commit`)).status).toBe(204);
  // then
  expect(await status(batchId)).toMatchObject({
    state: 'committed',
    instances: [{ state: 'moved', canBeUndone: false, reason: 'The migration was committed.' }],
  });
  expect(await client.request('POST', `/migration/batch/${batchId}/undo`)).toMatchObject({ status: 400 });
  expect(await definitionOf(id)).toBe(plan.targetProcessDefinitionId);
  expect((await client.request('GET', '/migration/batch/none')).status).toBe(404);
});

it('holds a batch that is suspended, and undoing takes what is left out of it', async () => {
  // given
  const content = sequence(userTask('ask'));
  const plan = await versions('held', content, content);
  const ids = await start(plan, 40);
  const { id: batchId } = await migrate(plan, ids);
  const suspended = await client.request('PUT', `/batch/${batchId}/suspended`, { suspended: true });
  expect([204, 400]).toContain(suspended.status);
  // when
  const { instances } = await client.post<Undone>(`/migration/batch/${batchId}/undo`);
  // then
  expect(instances.every(({ undone }) => undone)).toBe(true);
  const { sourceProcessDefinitionId: source } = plan;
  expect(await client.get(`/process-instance/count?processDefinitionId=${source}`)).toEqual({ count: 40 });
});
