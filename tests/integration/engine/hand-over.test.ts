import pg from 'pg';
import { expect, it } from 'vitest';
import type { LockedTask } from '../../support/engine-client.ts';
import { eventually, useEngine } from '../../support/engine-suite.ts';
import { callActivity, externalTask, processXml, sequence, userTask } from '../../support/small-process.ts';

const threeAtOnce = (after: string) =>
  `<startEvent id="start" /><sequenceFlow id="s" sourceRef="start" targetRef="fork" /><parallelGateway id="fork" />
   ${['a', 'b', 'c']
     .map(
       (id) =>
         `${externalTask(id, 'three').xml}<sequenceFlow id="to-${id}" sourceRef="fork" targetRef="${id}" />`,
     )
     .join('\n')}
   ${after}`;

const FAILS = `<sequenceFlow id="to-failing" sourceRef="fork" targetRef="failing" />
  <serviceTask id="failing" camunda:expression="\${nobody.knows()}" />`;

/** Beside a task for workers it calls a process that ends at once: a second step in the transaction that made the task. */
const twoSteps = (beside: { xml: string }, end: string) => `
  <startEvent id="start" /><sequenceFlow id="s" sourceRef="start" targetRef="fork" /><parallelGateway id="fork" />
  ${beside.xml}<sequenceFlow id="to-beside" sourceRef="fork" targetRef="beside" />
  ${callActivity('call', 'at-once', `<camunda:out sourceExpression="\${'later'}" target="told" />`).xml}
  <sequenceFlow id="to-call" sourceRef="fork" targetRef="call" />
  <sequenceFlow id="to-end" sourceRef="call" targetRef="end" /><endEvent id="end">${end}</endEvent>`;

/** What the second step ends is a part of the instance, which goes on. */
const partEnds = (beside: { xml: string }) => `
  <startEvent id="start-all" /><sequenceFlow id="to-part" sourceRef="start-all" targetRef="part" />
  <subProcess id="part">${twoSteps(beside, '<errorEventDefinition errorRef="error-broken" />')}</subProcess>
  <boundaryEvent id="broken" attachedToRef="part"><errorEventDefinition errorRef="error-broken" /></boundaryEvent>
  <sequenceFlow id="to-rest" sourceRef="broken" targetRef="rest" />${userTask('rest').xml}`;

const engine = useEngine((client) =>
  client.deploy({
    'at-once.bpmn': processXml('at-once', sequence()),
    'told-later.bpmn': processXml('told-later', twoSteps(externalTask('beside', 'told'), '')),
    'cancelled-later.bpmn': processXml('cancelled-later', partEnds(externalTask('beside', 'taken'))),
    'called-and-cancelled.bpmn': processXml(
      'called-and-cancelled',
      partEnds(callActivity('beside', 'taken')),
    ),
    'closed-later.bpmn': processXml(
      'closed-later',
      twoSteps(externalTask('beside', 'taken'), '<terminateEventDefinition />'),
    ),
    'relay.bpmn': processXml('relay', sequence(externalTask('first'), externalTask('second'))),
    'asks.bpmn': processXml('asks', sequence(userTask('ask'), externalTask('answer'))),
    'taken.bpmn': processXml('taken', sequence(externalTask('take', 'taken'))),
    'three.bpmn': processXml('three', threeAtOnce('')),
    'fails.bpmn': processXml('fails', threeAtOnce(FAILS)),
    'taken-back.bpmn': processXml(
      'taken-back',
      `<startEvent id="start" /><sequenceFlow id="s" sourceRef="start" targetRef="fork" /><parallelGateway id="fork" />
       ${externalTask('taken', 'taken').xml}<sequenceFlow id="to-taken" sourceRef="fork" targetRef="taken" />
       <sequenceFlow id="to-end" sourceRef="fork" targetRef="end" />
       <endEvent id="end"><terminateEventDefinition /></endEvent>`,
    ),
  }),
);

/** Asks for tasks, and waits until the engine has looked and has none. */
async function waitFor(
  topicName: string,
  more: { workerId?: string; maxTasks?: number } & Record<string, unknown> = {},
) {
  const { workerId = 'worker', maxTasks = 1, ...topic } = more;
  const tasks = engine.client.post<LockedTask[]>('/external-task/fetchAndLock', {
    workerId,
    maxTasks,
    asyncResponseTimeout: 20_000,
    topics: [{ topicName, lockDuration: 60_000, ...topic }],
  });
  // Whether it was handed over is seen by the transaction: one that still looks would fetch the task itself.
  await new Promise((resolve) => setTimeout(resolve, 150));
  return { tasks };
}

async function ask(sql: string, values: unknown[]): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: engine.databaseUrl });
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(sql, values)).rows;
  } finally {
    await client.end();
  }
}

/** Whether the row of a task was last written by the transaction that recorded its creation. */
const isHandedOver = async (taskId: string): Promise<unknown> => {
  const [row] = await ask(
    `SELECT t.xmin = l.xmin AS yes FROM engine.external_tasks t
       JOIN engine.history_external_task_log l ON l.external_task_id = t.id AND l.event = 'creation' WHERE t.id = $1`,
    [taskId],
  );
  return row?.['yes'];
};

it('locks a task for a waiting worker in the transaction that makes it', async () => {
  // given
  const waiting = await waitFor('first');

  // when
  const instanceId = await engine.client.start('relay', { risk: 'high' }, 'case-1');

  // then
  const [task] = await waiting.tasks;
  expect(task).toMatchObject({ processInstanceId: instanceId, workerId: 'worker', topicName: 'first' });
  expect(await isHandedOver(task?.id ?? '')).toBe(true);
  const [entry] = await engine.client.get<object[]>(
    `/history/external-task-log?externalTaskId=${task?.id}&creationLog=true`,
  );
  expect(entry).toMatchObject({ creationLog: true, workerId: null });
});

it('tells the worker of the task what a fetch tells', async () => {
  // given: the same task once handed over, once fetched.
  const waiting = await waitFor('first', { variables: ['risk'] });
  await engine.client.start('relay', { risk: 'high', other: 1 }, 'case-2');
  const [handedOver] = await waiting.tasks;
  await engine.client.post(`/external-task/${handedOver?.id}/unlock`);

  // when
  const [fetched] = await engine.client.post<LockedTask[]>('/external-task/fetchAndLock', {
    workerId: 'worker',
    maxTasks: 1,
    topics: [{ topicName: 'first', lockDuration: 60_000, variables: ['risk'] }],
  });

  // then
  const { lockExpirationTime, ...rest } = fetched as LockedTask & { lockExpirationTime: string };
  expect(handedOver).toMatchObject(rest);
  expect(handedOver?.variables).toEqual({ risk: expect.objectContaining({ value: 'high' }) });
  expect(
    Date.parse((handedOver as typeof fetched & { lockExpirationTime: string }).lockExpirationTime),
  ).toBeLessThanOrEqual(Date.parse(lockExpirationTime));
});

it('gives nobody more tasks than wanted, and no task to two', async () => {
  // given
  const two = await waitFor('three', { workerId: 'two', maxTasks: 2 });
  const one = await waitFor('three', { workerId: 'one' });

  // when
  await engine.client.start('three');

  // then
  const ids = [...(await two.tasks), ...(await one.tasks)].map(({ id }) => id);
  expect((await two.tasks).length).toBe(2);
  expect(new Set(ids).size).toBe(3);
});

it('gives a worker with conditions only what meets them', async () => {
  // given
  const waiting = await waitFor('second', { businessKey: 'mine' });
  const complete = async (businessKey: string) => {
    await engine.client.start('relay', {}, businessKey);
    const tasks = await engine.client.post<LockedTask[]>('/external-task/fetchAndLock', {
      workerId: 'worker',
      maxTasks: 1,
      topics: [{ topicName: 'first', lockDuration: 60_000, businessKey }],
    });
    await engine.client.post(`/external-task/${tasks[0]?.id}/complete`, { workerId: 'worker' });
  };

  // when
  await complete('yours');
  await complete('mine');

  // then
  expect(await waiting.tasks).toEqual([expect.objectContaining({ businessKey: 'mine' })]);
});

it('lets workers wait on when the transaction fails', async () => {
  // given
  const waiting = await waitFor('three', { workerId: 'patient', maxTasks: 3 });

  // when
  const { status } = await engine.client.request('POST', '/process-definition/key/fails/start', {});
  const instanceId = await engine.client.start('three');

  // then
  expect(status).toBe(500);
  expect((await waiting.tasks).map((task) => task.processInstanceId)).toEqual([
    instanceId,
    instanceId,
    instanceId,
  ]);
});

it('tells of variables as they are when the transaction ends', async () => {
  // given
  const waiting = await waitFor('told');

  // when
  await engine.client.start('told-later');

  // then
  const [task] = await waiting.tasks;
  expect(task?.variables).toEqual({ told: expect.objectContaining({ value: 'later' }) });
});

it.each(['taken-back', 'closed-later', 'cancelled-later', 'called-and-cancelled'])(
  'does not give a task that is gone when the transaction ends: %s',
  async (key) => {
    // given
    const waiting = await waitFor('taken');

    // when
    await engine.client.start(key);
    const next = await engine.client.start('taken');

    // then
    const [row] = await ask(
      'SELECT count(*)::int AS n FROM engine.external_tasks WHERE topic = $1 AND instance_id <> $2',
      ['taken', next],
    );
    expect(row).toEqual({ n: 0 });
    const [task] = await waiting.tasks;
    expect(task?.processInstanceId).toBe(next);
    await engine.client.post(`/external-task/${task?.id}/complete`, { workerId: 'worker' });
  },
);

it('hands over what steps make that share a transaction, each task once', async () => {
  // given
  const waiting = await Promise.all(
    Array.from({ length: 4 }, (_, index) => waitFor('answer', { workerId: `worker-${index}`, maxTasks: 3 })),
  );
  const keys = Array.from({ length: 20 }, (_, index) => `together-${index}`);
  await Promise.all(keys.map((key) => engine.client.start('asks', {}, key)));
  const open = await engine.client.get<{ id: string }[]>('/task?taskDefinitionKey=ask');

  // when
  await Promise.all(open.map(({ id }) => engine.client.post(`/task/${id}/complete`)));

  // then
  const handedOver = (await Promise.all(waiting.map(({ tasks }) => tasks))).flat();
  const left = await eventually(async () => {
    const tasks = await engine.client.fetchAndLock('answer', 'late', { maxTasks: 20 });
    return tasks.length > 0 && tasks;
  });
  expect([...handedOver, ...left].map(({ businessKey }) => businessKey).sort()).toEqual(keys.sort());
});
