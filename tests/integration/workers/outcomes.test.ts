import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { z } from 'zod';
import { createLog } from '../../../plugins/logging/create-log.ts';
import { startWorkers } from '../../../plugins/workers/running/start-workers.ts';
import type { RunningWorkers } from '../../../plugins/workers/running/start-workers.ts';
import { defineWorker } from '../../../plugins/workers/worker.ts';
import type { TaskContext, Worker } from '../../../plugins/workers/worker.ts';
import { BpmnError, FatalFailure, RetryableFailure } from '../../../plugins/workers/worker-errors.ts';
import { EngineClient } from '../../support/engine-client.ts';
import { startEngine } from '../../support/engine-server.ts';
import type { RunningEngine } from '../../support/engine-server.ts';
import { externalTask, processXml, sequence, userTask } from '../../support/small-process.ts';
import { createTestDatabase } from '../../support/test-database.ts';
import type { TestDatabase } from '../../support/test-database.ts';

let database: TestDatabase;
let engine: RunningEngine;
let client: EngineClient;
let running: RunningWorkers | undefined;

beforeAll(async () => {
  database = await createTestDatabase();
  engine = await startEngine({ databaseUrl: database.url });
  client = new EngineClient(engine.url);
});
afterEach(async () => {
  await running?.stop();
  running = undefined;
});
afterAll(async () => {
  await engine.stop();
  await database.drop();
});

/** Deploys a process with one task of this topic and a user task behind it, and starts a worker that does `work`. */
async function runWith(
  topic: string,
  work: (context: TaskContext) => Promise<{ result?: string | undefined }>,
  process = processXml(topic, sequence(externalTask('work', topic), userTask('after'))),
): Promise<string> {
  await client.deploy({ [`${topic}.bpmn`]: process });
  const worker: Worker = defineWorker({
    topic,
    input: z.object({ amount: z.number().optional() }),
    output: z.object({ result: z.string().optional() }),
    handle: (_input, context) => work(context),
  });
  running = startWorkers({
    engineUrl: engine.url,
    workerId: `worker-of-${topic}`,
    workers: [worker],
    log: createLog('test', 'error', () => undefined),
    lockDurationMs: 600,
    retryPolicy: [10, 10],
  });
  return client.start(topic, { amount: 1 });
}

async function firstOf<Row>(path: string): Promise<Row> {
  for (;;) {
    const [row] = await client.get<Row[]>(path);
    if (row) return row;
    await sleep(50);
  }
}
const userTaskOf = (instanceId: string) =>
  firstOf<{ taskDefinitionKey: string }>(`/task?processInstanceId=${instanceId}`);
const incidentOf = (instanceId: string) =>
  firstOf<{ incidentMessage: string }>(`/incident?processInstanceId=${instanceId}`);

it('an output becomes process variables', async () => {
  const instanceId = await runWith('say-result', () => Promise.resolve({ result: 'done' }));
  await userTaskOf(instanceId);
  expect(await client.get(`/process-instance/${instanceId}/variables/result`)).toMatchObject({
    value: 'done',
  });
});

it('a failure that may pass is tried as often as the policy says, then it is an incident', async () => {
  // given
  let tries = 0;
  const instanceId = await runWith('fail-softly', () => {
    tries += 1;
    return Promise.reject(new RetryableFailure('busy', 'Busy.'));
  });

  // then
  expect((await incidentOf(instanceId)).incidentMessage).toBe('busy: Busy.');
  expect(tries).toBe(3);
});

it('a failure that passed leaves no trace', async () => {
  let tries = 0;
  const instanceId = await runWith('fail-once', () => {
    tries += 1;
    return tries === 1 ? Promise.reject(new Error('a defect')) : Promise.resolve({});
  });
  await userTaskOf(instanceId);
  expect(await client.get(`/incident?processInstanceId=${instanceId}`)).toEqual([]);
});

it('a failure for good is an incident at once', async () => {
  let tries = 0;
  const instanceId = await runWith('fail-hard', () => {
    tries += 1;
    return Promise.reject(new FatalFailure('wrong', 'Wrong.'));
  });
  expect((await incidentOf(instanceId)).incidentMessage).toBe('wrong: Wrong.');
  expect(tries).toBe(1);
});

it('a modelled error takes the path drawn for it', async () => {
  // given
  const elements = `${sequence(externalTask('work', 'go-aside'), userTask('after'))}
    <boundaryEvent id="broken" attachedToRef="work"><errorEventDefinition id="broken-definition" errorRef="error-broken" /></boundaryEvent>
    ${userTask('aside').xml}
    <endEvent id="end-aside" />
    <sequenceFlow id="flow-broken" sourceRef="broken" targetRef="aside" />
    <sequenceFlow id="flow-aside" sourceRef="aside" targetRef="end-aside" />`;

  // when
  const instanceId = await runWith(
    'go-aside',
    () => Promise.reject(new BpmnError('BROKEN', 'Broken.')),
    processXml('go-aside', elements),
  );

  // then
  expect((await userTaskOf(instanceId)).taskDefinitionKey).toBe('aside');
});

it('work that takes several times the lock is done once', async () => {
  let runs = 0;
  const instanceId = await runWith('take-long', async ({ signal }) => {
    runs += 1;
    await sleep(2_000);
    return { result: signal.aborted ? 'lost' : 'kept' };
  });
  await userTaskOf(instanceId);
  expect(runs).toBe(1);
  expect(await client.get(`/process-instance/${instanceId}/variables/result`)).toMatchObject({
    value: 'kept',
  });
});

it('a worker whose task is taken away is told to stop', async () => {
  // given
  const { promise: aborted, resolve } = Promise.withResolvers<void>();
  const { promise: begun, resolve: begin } = Promise.withResolvers<void>();
  const instanceId = await runWith('lose-task', async ({ signal }) => {
    signal.addEventListener('abort', () => resolve());
    begin();
    await aborted;
    return {};
  });
  await begun;

  // when
  await client.request('DELETE', `/process-instance/${instanceId}`);

  // then
  await expect(aborted).resolves.toBeUndefined();
});

it('a completion the engine cannot go on from ends as an incident, not as an endless loop', async () => {
  // given
  const elements = `<startEvent id="start" /><endEvent id="end" /><endEvent id="other" />
    ${externalTask('work', 'lead-nowhere').xml}
    <exclusiveGateway id="choose" />
    <sequenceFlow id="f1" sourceRef="start" targetRef="work" />
    <sequenceFlow id="f2" sourceRef="work" targetRef="choose" />
    <sequenceFlow id="f3" sourceRef="choose" targetRef="end"><conditionExpression xsi:type="tFormalExpression">\${missing == 1}</conditionExpression></sequenceFlow>
    <sequenceFlow id="f4" sourceRef="choose" targetRef="other"><conditionExpression xsi:type="tFormalExpression">\${missing == 2}</conditionExpression></sequenceFlow>`;

  // when
  const instanceId = await runWith(
    'lead-nowhere',
    () => Promise.resolve({ result: 'done' }),
    processXml('lead-nowhere', elements),
  );

  // then
  expect((await incidentOf(instanceId)).incidentMessage).toMatch(/Unknown property.*missing/);
});
