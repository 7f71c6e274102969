import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { EngineClient } from '../../support/engine-client.ts';
import { spawnEngine } from '../../support/engine-server.ts';
import type { EngineProcess } from '../../support/engine-server.ts';
import { eventually, useEngine } from '../../support/engine-suite.ts';
import { externalTask, processXml, sequence, userTask, waitFor } from '../../support/small-process.ts';
import { createTestDatabase } from '../../support/test-database.ts';
import type { TestDatabase } from '../../support/test-database.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

const models = {
  'work.bpmn': processXml('work-only', sequence(externalTask('work'))),
  'pause.bpmn': processXml('pause-only', sequence(waitFor('pause', 'PT1H'), userTask('after'))),
  'hourly.bpmn': processXml(
    'hourly',
    `${sequence(userTask('look'))}
     <boundaryEvent id="reminder" attachedToRef="look" cancelActivity="false"><timerEventDefinition id="t"><timeCycle xsi:type="tFormalExpression">R5/PT1H</timeCycle></timerEventDefinition></boundaryEvent>
     <userTask id="remind" /><endEvent id="end2" />
     <sequenceFlow id="f1" sourceRef="reminder" targetRef="remind" /><sequenceFlow id="f2" sourceRef="remind" targetRef="end2" />`,
  ),
};

describe('when nothing is due for an hour', () => {
  const engine = useEngine(
    (client) =>
      client.deploy({
        'moment.bpmn': processXml('moment', sequence(waitFor('pause', 'PT0.4S'), userTask('after'))),
      }),
    { timerPauseMs: HOUR_MS },
  );

  it('a timer that is due soon fires all the same', async () => {
    for (let round = 1; round <= 2; round += 1) {
      const id = await engine.client.start('moment');
      await eventually(
        async () => (await engine.client.get<unknown[]>(`/task?processInstanceId=${id}`)).length > 0,
      );
    }
  });
});

describe('when the clock jumps', () => {
  let now = new Date('2026-03-02T08:00:00.000Z');
  const engine = useEngine((client) => client.deploy(models), { executor: 'token-core', clock: () => now });
  const jump = (ms: number) => {
    now = new Date(now.getTime() + ms);
  };
  const tasksOf = (id: string, key: string) =>
    engine.client.get<unknown[]>(`/task?processInstanceId=${id}&taskDefinitionKey=${key}`);
  /** Several looks of the timer scanner, which looks every 50 ms here. */
  const someLooks = () => sleep(400);

  it('a day forward, a timer fires once, and a cycle once instead of for every hour that was jumped over', async () => {
    const pauses = [await engine.client.start('pause-only'), await engine.client.start('pause-only')];
    const hourly = await engine.client.start('hourly');
    jump(DAY_MS);
    for (const id of pauses) await eventually(async () => (await tasksOf(id, 'after')).length > 0);
    await eventually(async () => (await tasksOf(hourly, 'remind')).length > 0);
    await someLooks();
    for (const id of pauses) expect(await tasksOf(id, 'after')).toHaveLength(1);
    expect(await tasksOf(hourly, 'remind')).toHaveLength(1);
    const [job] = await engine.client.get<{ dueDate: string }[]>(`/job?processInstanceId=${hourly}`);
    expect(Date.parse(job?.dueDate ?? '')).toBe(now.getTime() + HOUR_MS);
  });

  it('back by a day, nothing fires twice and what was not due waits', async () => {
    const fired = await engine.client.start('pause-only');
    jump(HOUR_MS);
    await eventually(async () => (await tasksOf(fired, 'after')).length > 0);
    const waiting = await engine.client.start('pause-only');
    jump(-DAY_MS);
    await someLooks();
    expect(await tasksOf(fired, 'after')).toHaveLength(1);
    expect(await tasksOf(waiting, 'after')).toHaveLength(0);
    jump(DAY_MS + HOUR_MS);
    await eventually(async () => (await tasksOf(waiting, 'after')).length > 0);
    expect(await tasksOf(fired, 'after')).toHaveLength(1);
  });

  it('a lock runs out early or late, and is handed over or given back all the same', async () => {
    const { client } = engine;
    await client.start('work-only');
    const [task] = await client.fetchAndLock('work', 'first');
    jump(-DAY_MS);
    expect(await client.fetchAndLock('work', 'second')).toEqual([]);
    await client.post(`/external-task/${task?.id}/extendLock`, { workerId: 'first', newDuration: 60_000 });
    jump(HOUR_MS);
    expect(await client.fetchAndLock('work', 'second')).toMatchObject([{ id: task?.id }]);
    const complete = (workerId: string) =>
      client.request('POST', `/external-task/${task?.id}/complete`, { workerId });
    expect((await complete('first')).status).toBe(400);
    expect((await complete('second')).status).toBe(204);
  });
});

describe('when the clocks of two machines differ by two minutes', () => {
  let database: TestDatabase;
  let engines: EngineProcess[];
  let right: EngineClient;
  let fast: EngineClient;
  beforeAll(async () => {
    database = await createTestDatabase();
    engines = await Promise.all(
      [0, 120_000].map((clockSkewMs) => spawnEngine({ databaseUrl: database.url, clockSkewMs })),
    );
    [right, fast] = engines.map(({ url }) => new EngineClient(url)) as [EngineClient, EngineClient];
    await right.deploy(models);
  });
  afterAll(async () => {
    await Promise.all(engines.map((engine) => engine.stop()));
    await database.drop();
  });

  it('the wrong one does look wrong in its log', () => {
    const at = (engine?: EngineProcess) =>
      Date.parse((JSON.parse(engine?.output().split('\n')[0] ?? '{}') as { at: string }).at);
    expect(at(engines[1]) - at(engines[0])).toBeGreaterThan(100_000);
  });

  it('both lock, and see locks run out, by the clock of the database', async () => {
    await right.start('work-only');
    const fetch = (client: EngineClient, workerId: string, lockDuration: number) =>
      client.post<{ id: string; lockExpirationTime: string }[]>('/external-task/fetchAndLock', {
        workerId,
        maxTasks: 1,
        topics: [{ topicName: 'work', lockDuration }],
      });
    const [byRight] = await fetch(right, 'r', 60_000);
    expect(await fetch(fast, 'f', 60_000)).toEqual([]);
    await right.post(`/external-task/${byRight?.id}/unlock`);
    const [byFast] = await fetch(fast, 'f', 1_500);
    expect(Date.parse(byFast?.lockExpirationTime ?? '') - Date.now()).toBeLessThan(1_600);
    expect(await fetch(right, 'r', 60_000)).toEqual([]);
    expect(await eventually(async () => (await fetch(right, 'r', 60_000))[0])).toMatchObject({
      id: byFast?.id,
    });
  });

  it('both make timers due, and fire them, by the clock of the database', async () => {
    const ids = [await right.start('pause-only'), await fast.start('pause-only')];
    for (const id of ids) {
      const [job] = await right.get<{ dueDate: string }[]>(`/job?processInstanceId=${id}`);
      expect(Math.abs(Date.parse(job?.dueDate ?? '') - Date.now() - HOUR_MS)).toBeLessThan(10_000);
    }
    const [job] = await right.get<{ id: string }[]>(`/job?processInstanceId=${ids[0]}`);
    const inAMinute = new Date(Date.now() + 60_000).toISOString().replace('Z', '+0000');
    await right.request('PUT', `/job/${job?.id}/duedate`, { duedate: inAMinute });
    await sleep(2_500);
    expect(await right.get(`/task?processInstanceId=${ids[0]}`)).toEqual([]);
  });
});
