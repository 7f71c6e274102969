import { describe, expect, it } from 'vitest';
import { useEngine } from '../../support/engine-suite.ts';
import { externalTask, processXml, sequence, userTask } from '../../support/small-process.ts';

const engine = useEngine((client) =>
  client.deploy({
    'one.bpmn': processXml('one', sequence(externalTask('work'), userTask('look'))),
    'caught.bpmn': processXml(
      'caught',
      `${sequence(externalTask('risky'))}
       <boundaryEvent id="caught-error" attachedToRef="risky"><errorEventDefinition id="e" errorRef="error-broken" /></boundaryEvent>
       <userTask id="repair" /><endEvent id="end-repair" />
       <sequenceFlow id="f1" sourceRef="caught-error" targetRef="repair" />
       <sequenceFlow id="f2" sourceRef="repair" targetRef="end-repair" />`,
    ),
    'declared.bpmn': processXml(
      'declared',
      `${sequence({
        id: 'told',
        xml: `<serviceTask id="told" camunda:type="external" camunda:topic="told"><extensionElements>
          <camunda:errorEventDefinition id="d" errorRef="error-broken" expression="\${externalTask.getErrorMessage() == 'no answer' and checked}" />
        </extensionElements></serviceTask>`,
      })}
       <boundaryEvent id="told-error" attachedToRef="told"><errorEventDefinition id="e" errorRef="error-broken" /></boundaryEvent>
       <userTask id="ask" /><sequenceFlow id="f1" sourceRef="told-error" targetRef="ask" />`,
    ),
    'pair.bpmn': processXml(
      'pair',
      sequence({
        id: 'half',
        xml: `<serviceTask id="half" camunda:type="external" camunda:topic="half"><multiInstanceLoopCharacteristics>
          <loopCardinality xsi:type="tFormalExpression">2</loopCardinality></multiInstanceLoopCharacteristics></serviceTask>`,
      }),
    ),
    'urgent.bpmn': processXml(
      'urgent',
      sequence({
        id: 'rank',
        xml: '<serviceTask id="rank" camunda:type="external" camunda:topic="ranked" camunda:taskPriority="${rank}"><extensionElements><camunda:properties><camunda:property name="colour" value="red" /></camunda:properties></extensionElements></serviceTask>',
      }),
    ),
  }),
);

/** A locked task of a fresh instance of the process `one`. */
async function lockedTask(workerId = 'w') {
  const processInstanceId = await engine.client.start('one');
  for (;;) {
    const tasks = await engine.client.fetchAndLock('work', workerId);
    const task = tasks.find((candidate) => candidate.processInstanceId === processInstanceId);
    if (task) return task;
  }
}

it('moves an instance from its external task to its user task and to its end', async () => {
  const { client } = engine;
  const id = await client.start('one', { caseId: 'c-1', score: 7 }, 'c-1');
  const [task] = await client.fetchAndLock('work', 'w');
  expect(task).toMatchObject({
    processInstanceId: id,
    activityId: 'work',
    processDefinitionKey: 'one',
    businessKey: 'c-1',
    retries: null,
    variables: {
      caseId: { type: 'String', value: 'c-1', valueInfo: {} },
      score: { type: 'Integer', value: 7 },
    },
  });

  await client.post(`/external-task/${task?.id}/complete`, { workerId: 'w' });
  const [row] = await client.get<{ id: string; name: string }[]>(`/task?processInstanceId=${id}`);
  expect(row).toMatchObject({ name: 'Task look', taskDefinitionKey: 'look' });
  await client.post(`/task/${row?.id}/complete`);

  expect(await client.get(`/history/process-instance/${id}`)).toMatchObject({
    state: 'COMPLETED',
    businessKey: 'c-1',
  });
  expect((await client.request('GET', `/process-instance/${id}`)).status).toBe(404);
});

describe('completing', () => {
  it('refuses another worker than the one that holds the task', async () => {
    const task = await lockedTask('holder');
    const answer = await engine.client.request('POST', `/external-task/${task.id}/complete`, {
      workerId: 'other',
    });
    expect(answer).toMatchObject({
      status: 400,
      body: {
        type: 'RestException',
        code: 0,
        message: `External Task ${task.id} cannot be completed by worker 'other'. It is locked by worker 'holder'.`,
      },
    });
  });

  it('answers 404 for a task that never was and 500 without a worker', async () => {
    expect(
      await engine.client.request('POST', '/external-task/nowhere/complete', { workerId: 'w' }),
    ).toMatchObject({
      status: 404,
      body: { type: 'RestException', message: 'External task with id nowhere does not exist', code: 0 },
    });
    const task = await lockedTask();
    expect(await engine.client.request('POST', `/external-task/${task.id}/complete`, {})).toMatchObject({
      status: 500,
      body: { type: 'NullValueException' },
    });
  });

  it('takes the same report of the same worker twice and acts once', async () => {
    const task = await lockedTask();
    const complete = (workerId: string) =>
      engine.client.request('POST', `/external-task/${task.id}/complete`, { workerId });
    expect((await complete('w')).status).toBe(204);
    expect((await complete('w')).status).toBe(204);
    expect((await complete('other')).status).toBe(404);
    expect(await engine.client.get(`/task/count?processInstanceId=${task.processInstanceId}`)).toEqual({
      count: 1,
    });
  });
});

describe('failing', () => {
  it('opens an incident at once when no retries are named', async () => {
    const { client } = engine;
    const task = await lockedTask();
    await client.post(`/external-task/${task.id}/failure`, {
      workerId: 'w',
      errorMessage: 'm',
      errorDetails: 'd',
    });

    const [incident] = await client.get<unknown[]>(`/incident?processInstanceId=${task.processInstanceId}`);
    expect(incident).toMatchObject({
      incidentType: 'failedExternalTask',
      configuration: task.id,
      incidentMessage: 'm',
      activityId: 'work',
    });
    expect(await client.get(`/external-task/${task.id}`)).toMatchObject({
      retries: 0,
      errorMessage: 'm',
      workerId: 'w',
    });
    expect((await client.request('GET', `/external-task/${task.id}/errorDetails`)).body).toBe('d');
  });

  it('offers the task again and resolves the incident when retries are raised', async () => {
    const { client } = engine;
    const task = await lockedTask();
    await client.post(`/external-task/${task.id}/failure`, { workerId: 'w', retries: 0 });
    await client.request('PUT', `/external-task/${task.id}/retries`, { retries: 2 });

    expect(await client.get(`/incident/count?processInstanceId=${task.processInstanceId}`)).toEqual({
      count: 0,
    });
    const again = await client.fetchAndLock('work', 'second');
    expect(again).toContainEqual(expect.objectContaining({ id: task.id, retries: 2 }));
    expect(await client.get(`/history/incident?processInstanceId=${task.processInstanceId}`)).toMatchObject([
      { resolved: true, open: false },
    ]);
  });

  it('keeps the task back for the retry timeout', async () => {
    const { client } = engine;
    const task = await lockedTask();
    await client.post(`/external-task/${task.id}/failure`, {
      workerId: 'w',
      retries: 1,
      retryTimeout: 600_000,
    });
    const offered = await client.fetchAndLock('work', 'second');
    expect(offered.map(({ id }) => id)).not.toContain(task.id);
    expect(
      await client.get(`/history/external-task-log?externalTaskId=${task.id}&failureLog=true`),
    ).toMatchObject([{ retries: null, failureLog: true }]);
  });

  it('are set for all tasks of an instance, and for tasks named beside', async () => {
    const { client } = engine;
    const processInstanceId = await client.start('pair');
    const { id } = await lockedTask();
    const body = { retries: 4, processInstanceIds: [processInstanceId], externalTaskIds: [id] };
    expect((await client.request('PUT', '/external-task/retries', body)).status).toBe(204);
    const tasks = await client.get<object[]>(`/external-task?processInstanceId=${processInstanceId}`);
    expect([...tasks, await client.get(`/external-task/${id}`)]).toMatchObject([
      { retries: 4 },
      { retries: 4 },
      { retries: 4 },
    ]);
    expect((await client.request('PUT', '/external-task/retries', { retries: 4 })).status).toBe(400);
  });

  it('refuses missing and negative retries', async () => {
    const task = await lockedTask();
    const path = `/external-task/${task.id}/retries`;
    expect(await engine.client.request('PUT', path, { retries: null })).toMatchObject({
      status: 400,
      body: { type: 'InvalidRequestException' },
    });
    expect((await engine.client.request('PUT', path, { retries: -1 })).status).toBe(400);
  });
});

describe('locks', () => {
  it('are taken, extended by their holder only, and given back', async () => {
    const { client } = engine;
    const task = await lockedTask('first');
    const path = `/external-task/${task.id}`;
    expect(
      (await client.request('POST', `${path}/lock`, { workerId: 'b', lockDuration: 1000 })).body,
    ).toMatchObject({
      message: `External Task ${task.id} cannot be locked by worker 'b'. It is locked by worker 'first'.`,
    });
    expect(
      (await client.request('POST', `${path}/extendLock`, { workerId: 'b', newDuration: 1000 })).body,
    ).toMatchObject({
      message: `The lock of the External Task ${task.id} cannot be extended by worker 'b'. It is locked by worker 'first'.`,
    });
    expect(
      (await client.request('POST', `${path}/extendLock`, { workerId: 'first', newDuration: 0 })).status,
    ).toBe(400);
    expect(
      (await client.request('POST', `${path}/extendLock`, { workerId: 'first', newDuration: 9000 })).status,
    ).toBe(204);
    expect((await client.request('POST', `${path}/unlock`)).status).toBe(204);
    expect((await client.request('POST', `${path}/lock`, { workerId: 'b', lockDuration: 1000 })).status).toBe(
      204,
    );
    expect(await client.get(path)).toMatchObject({ workerId: 'b' });
  });

  it('need a duration in fetchAndLock', async () => {
    const answer = await engine.client.request('POST', '/external-task/fetchAndLock', {
      workerId: 'w',
      maxTasks: 1,
      topics: [{ topicName: 'work', lockDuration: 0 }],
    });
    expect(answer.status).toBe(500);
  });
});

it('gives the higher priority first and shows extension properties when asked', async () => {
  const { client } = engine;
  await client.start('urgent', { rank: 1 });
  await client.start('urgent', { rank: 9 });
  const tasks = await client.post<{ priority: number; extensionProperties: unknown }[]>(
    '/external-task/fetchAndLock',
    {
      workerId: 'w',
      maxTasks: 2,
      usePriority: true,
      topics: [{ topicName: 'ranked', lockDuration: 1000, includeExtensionProperties: true }],
    },
  );
  expect(tasks.map(({ priority }) => priority)).toEqual([9, 1]);
  expect(tasks[0]?.extensionProperties).toEqual({ colour: 'red' });
});

describe('a BPMN error', () => {
  it('goes to the boundary event that catches its code', async () => {
    const { client } = engine;
    const id = await client.start('caught');
    const [task] = await client.fetchAndLock('risky');
    await client.post(`/external-task/${task?.id}/bpmnError`, {
      workerId: 'worker',
      errorCode: 'BROKEN',
      variables: { why: { value: 'x' } },
    });
    expect(await client.get(`/task?processInstanceId=${id}`)).toMatchObject([
      { taskDefinitionKey: 'repair' },
    ]);
    expect(await client.get(`/process-instance/${id}/variables/why`)).toMatchObject({ value: 'x' });
  });

  it('needs a code', async () => {
    const task = await lockedTask();
    const answer = await engine.client.request('POST', `/external-task/${task.id}/bpmnError`, {
      workerId: 'w',
    });
    expect(answer.status).toBe(500);
  });
});

describe('waiting for tasks', () => {
  it('ends as soon as a task is there', async () => {
    const waiting = engine.client.fetchAndLock('later', 'w', { asyncResponseTimeout: 60_000 });
    await engine.client.deploy({
      'later.bpmn': processXml('later-process', sequence(externalTask('later'))),
    });
    const id = await engine.client.start('later-process');
    expect(await waiting).toMatchObject([{ processInstanceId: id }]);
  });

  it('answers with nothing when the time is over', async () => {
    expect(await engine.client.fetchAndLock('never', 'w', { asyncResponseTimeout: 50 })).toEqual([]);
  });

  it('may not take longer than half an hour', async () => {
    const answer = await engine.client.request('POST', '/external-task/fetchAndLock', {
      workerId: 'w',
      maxTasks: 1,
      asyncResponseTimeout: 1_800_001,
      topics: [],
    });
    expect(answer.status).toBe(400);
  });
});

it('lists topics, and tasks by state', async () => {
  const { client } = engine;
  const task = await lockedTask();
  expect(await client.get('/external-task/topic-names?withLockedTasks=true')).toContain('work');
  const path = `/external-task?processInstanceId=${task.processInstanceId}`;
  expect(await client.get(`${path}&locked=true&topicName=work`)).toHaveLength(1);
  expect(await client.get(`${path}&notLocked=true`)).toHaveLength(0);
  expect(
    await client.post('/external-task', {
      processInstanceIdIn: [task.processInstanceId],
      withRetriesLeft: true,
    }),
  ).toHaveLength(1);
});

it('lets the model make an error of a completion, knowing the failure before', async () => {
  // given: at the failure the expression cannot be evaluated yet
  const { client } = engine;
  const id = await client.start('declared');
  const [task] = await client.fetchAndLock('told', 'w');
  const url = `/external-task/${task?.id}`;
  await client.post(`${url}/failure`, { workerId: 'w', errorMessage: 'no answer', retries: 1 });
  await client.post(`${url}/lock`, { workerId: 'w', lockDuration: 10_000 });
  // when
  await client.post(`${url}/complete`, { workerId: 'w', variables: { checked: { value: true } } });
  // then
  expect(await client.get(`/task?processInstanceId=${id}`)).toMatchObject([{ taskDefinitionKey: 'ask' }]);
});
