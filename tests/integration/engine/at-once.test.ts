import { afterAll, beforeAll, expect, it } from 'vitest';
import { EngineClient } from '../../support/engine-client.ts';
import type { LockedTask } from '../../support/engine-client.ts';
import { startEngine } from '../../support/engine-server.ts';
import type { RunningEngine } from '../../support/engine-server.ts';
import { eventually } from '../../support/engine-suite.ts';
import {
  externalTask,
  processXml,
  sequence,
  userTask,
  waitFor,
  waitForAnswer,
} from '../../support/small-process.ts';
import { createTestDatabase } from '../../support/test-database.ts';
import type { TestDatabase } from '../../support/test-database.ts';

const BRANCHES = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'];

/** Jobs that are due at the same moment, each of which counts one up, and meet in a join. */
const branches = (key: string, isExclusive: boolean) =>
  processXml(
    key,
    `<startEvent id="start" /><parallelGateway id="fork" /><parallelGateway id="join" /><userTask id="after" />
     <sequenceFlow id="s" sourceRef="start" targetRef="fork" /><sequenceFlow id="j" sourceRef="join" targetRef="after" />
     ${BRANCHES.map(
       (
         id,
       ) => `<serviceTask id="${id}" camunda:asyncBefore="true" camunda:asyncAfter="true" camunda:exclusive="${isExclusive}"
         camunda:expression="\${n + 1}" camunda:resultVariable="n" />
         <sequenceFlow id="to-${id}" sourceRef="fork" targetRef="${id}" /><sequenceFlow id="from-${id}" sourceRef="${id}" targetRef="join" />`,
     ).join('\n')}`,
  );

let database: TestDatabase;
let engines: RunningEngine[];
let first: EngineClient;
let second: EngineClient;

beforeAll(async () => {
  database = await createTestDatabase();
  // Both find an empty database: their migrations queue.
  engines = await Promise.all([1, 2].map(() => startEngine({ databaseUrl: database.url })));
  [first, second] = engines.map(({ url }) => new EngineClient(url)) as [EngineClient, EngineClient];
  await first.deploy({
    'work.bpmn': processXml('work-then-look', sequence(externalTask('work'), userTask('look'))),
    'look.bpmn': processXml('look-only', sequence(userTask('look'), userTask('again'))),
    'pause.bpmn': processXml('pause-only', sequence(waitFor('pause', 'PT0.3S'), userTask('after'))),
    'exclusive.bpmn': branches('exclusive-true', true),
    'not-exclusive.bpmn': branches('exclusive-false', false),
    'answer.bpmn': processXml('answer-only', sequence(waitForAnswer('wait'), userTask('after'))),
  });
});
afterAll(async () => {
  await Promise.all(engines.map((engine) => engine.stop()));
  await database.drop();
});

it('lets one of two completions of a user task win', async () => {
  for (let round = 0; round < 5; round += 1) {
    const id = await first.start('look-only');
    const [task] = await first.get<{ id: string }[]>(`/task?processInstanceId=${id}`);
    const complete = (client: EngineClient, who: string) =>
      client.request('POST', `/task/${task?.id}/complete`, { variables: { who: { value: who } } });
    const answers = await Promise.all([complete(first, 'first'), complete(second, 'second')]);
    expect(answers.map(({ status }) => status).sort()).toEqual([204, 500]);
    const winner = answers[0]?.status === 204 ? 'first' : 'second';
    expect(await first.get(`/process-instance/${id}/variables/who`)).toMatchObject({ value: winner });
    expect(await first.get(`/task?processInstanceId=${id}`)).toMatchObject([{ taskDefinitionKey: 'again' }]);
  }
});

it('never gives one task to two workers', async () => {
  const count = 200;
  await Promise.all(Array.from({ length: count }, () => first.start('work-then-look')));
  const seen: LockedTask[] = [];
  const fetchAll = async (client: EngineClient, workerId: string) => {
    for (;;) {
      const tasks = await client.post<LockedTask[]>('/external-task/fetchAndLock', {
        workerId,
        maxTasks: 3,
        topics: [{ topicName: 'work', lockDuration: 60_000 }],
      });
      if (tasks.length === 0) return;
      seen.push(...tasks);
    }
  };
  const workers = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'];
  await Promise.all(workers.map((id, index) => fetchAll(index % 2 === 0 ? first : second, id)));
  expect(new Set(seen.map(({ id }) => id)).size).toBe(seen.length);
  expect(seen).toHaveLength(count);
});

it('wakes a worker that waits at another process', async () => {
  const drained = await second.fetchAndLock('work', 'drain');
  expect(drained).toEqual([]);
  const waiting = second.fetchAndLock('work', 'w', { asyncResponseTimeout: 30_000 });
  const id = await first.start('work-then-look');
  expect(await waiting).toMatchObject([{ processInstanceId: id }]);
});

it('fires each timer once although two processes look for them', async () => {
  const ids = await Promise.all(Array.from({ length: 20 }, () => first.start('pause-only')));
  const fired = (id: string) => first.get<unknown[]>(`/task?processInstanceId=${id}`);
  for (const id of ids) await eventually(async () => (await fired(id)).length > 0);
  const entered = await first.get<unknown[]>(
    '/history/activity-instance?activityId=after&activityType=userTask',
  );
  expect(entered).toHaveLength(20);
  expect(await first.get('/job/count?processDefinitionKey=pause-only')).toEqual({ count: 0 });
});

it('delivers a message sent twice at once only once', async () => {
  for (let round = 0; round < 5; round += 1) {
    const businessKey = `case-${round}`;
    const id = await first.start('answer-only', {}, businessKey);
    const send = (client: EngineClient) =>
      client.request('POST', '/message', { messageName: 'Answer', businessKey });
    const answers = await Promise.all([send(first), send(second)]);
    expect(answers.map(({ status }) => status).sort()).toEqual([204, 400]);
    expect(await first.get(`/task?processInstanceId=${id}`)).toHaveLength(1);
  }
});

it('gives each of two deployments at once a version of its own', async () => {
  const file = (topic: string) => ({ 'v.bpmn': processXml('twice', sequence(externalTask('step', topic))) });
  await Promise.all([first.deploy(file('a')), second.deploy(file('b'))]);
  const definitions = await first.get<{ version: number }[]>(
    '/process-definition?key=twice&sortBy=version&sortOrder=asc',
  );
  expect(definitions.map(({ version }) => version)).toEqual([1, 2]);
});

it.each(['exclusive-true', 'exclusive-false'])(
  'runs jobs of one instance one after the other, whatever camunda:exclusive says, on two engines: %s',
  async (key) => {
    const ids = await Promise.all(Array.from({ length: 10 }, () => first.start(key, { n: 0 })));
    for (const id of ids) {
      await eventually(
        async () => (await first.get<unknown[]>(`/task?processInstanceId=${id}`)).length === 1,
      );
      expect(await second.get(`/process-instance/${id}/variables/n`)).toMatchObject({
        value: BRANCHES.length,
      });
      expect(await second.get(`/history/job-log?processInstanceId=${id}&failureLog=true`)).toEqual([]);
    }
  },
);
