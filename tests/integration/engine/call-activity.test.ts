import { expect, it } from 'vitest';
import { useEngine } from '../../support/engine-suite.ts';
import {
  callActivity,
  externalTask,
  processXml,
  sequence,
  userTask,
  waitForAnswer,
} from '../../support/small-process.ts';

const mapped =
  '<camunda:in businessKey="#{execution.processBusinessKey}" /><camunda:in source="caseId" target="caseId" /><camunda:out source="result" target="childResult" />';

const engine = useEngine((client) =>
  client.deploy({
    'child.bpmn': processXml('child', sequence(externalTask('child-work'))),
    'parent.bpmn': processXml('parent', sequence(callActivity('call', 'child', mapped), userTask('after'))),
    'instant.bpmn': processXml(
      'instant',
      '<startEvent id="s" /><endEvent id="e" /><sequenceFlow id="f" sourceRef="s" targetRef="e" />',
    ),
    'calls-instant.bpmn': processXml(
      'calls-instant',
      sequence(callActivity('call', 'instant'), userTask('after')),
    ),
    'computing.bpmn': processXml(
      'computing',
      '<startEvent id="s" /><serviceTask id="t" camunda:expression="${40 + 2}" camunda:resultVariable="answer" /><sequenceFlow id="f" sourceRef="s" targetRef="t" />',
    ),
    'only-calls.bpmn': processXml(
      'only-calls',
      sequence(callActivity('call', 'computing', '<camunda:out variables="all" />')),
    ),
    'failing-early.bpmn': processXml(
      'failing-early',
      `<startEvent id="s" /><parallelGateway id="fork" /><userTask id="stays" />
       <serviceTask id="t" camunda:expression="\${42}" camunda:resultVariable="answer" />
       <endEvent id="e"><errorEventDefinition id="d" errorRef="error-broken" /></endEvent>
       <sequenceFlow id="f" sourceRef="s" targetRef="fork" /><sequenceFlow id="g" sourceRef="fork" targetRef="stays" />
       <sequenceFlow id="h" sourceRef="fork" targetRef="t" /><sequenceFlow id="i" sourceRef="t" targetRef="e" />`,
    ),
    'middle.bpmn': processXml(
      'middle',
      sequence(callActivity('call', 'failing-early', '<camunda:out source="answer" target="middle" />')),
    ),
    'outer.bpmn': processXml(
      'outer',
      sequence(callActivity('call', 'middle', '<camunda:out source="middle" target="outer" />')),
    ),
    'endless.bpmn': processXml('endless', sequence(callActivity('call', 'endless'))),
    'missing.bpmn': processXml('calls-nothing', sequence(callActivity('call', 'not-deployed'))),
    'failing.bpmn': processXml(
      'failing-child',
      `<startEvent id="s" /><serviceTask id="w" camunda:type="external" camunda:topic="failing-work" />
       <endEvent id="e"><errorEventDefinition id="d" errorRef="error-broken" /></endEvent>
       <sequenceFlow id="f" sourceRef="s" targetRef="w" /><sequenceFlow id="g" sourceRef="w" targetRef="e" />`,
    ),
    'not-catching.bpmn': processXml(
      'not-catching',
      sequence(callActivity('call', 'failing-child'), userTask('after')),
    ),
    'worker-fails.bpmn': processXml('worker-fails', sequence(externalTask('fragile'), userTask('next'))),
    'catching.bpmn': processXml(
      'catching',
      `${sequence(callActivity('call', 'failing-child'))}
       <boundaryEvent id="caught" attachedToRef="call"><errorEventDefinition id="d" errorRef="error-broken" /></boundaryEvent>
       <userTask id="repair" /><endEvent id="end2" />
       <sequenceFlow id="f1" sourceRef="caught" targetRef="repair" /><sequenceFlow id="f2" sourceRef="repair" targetRef="end2" />`,
    ),
    'interrupted.bpmn': processXml(
      'interrupted',
      `${sequence(callActivity('call', 'child'))}
       <boundaryEvent id="withdrawn" attachedToRef="call"><messageEventDefinition id="d" messageRef="message-answer" /></boundaryEvent>
       <userTask id="say-goodbye" /><endEvent id="end2" />
       <sequenceFlow id="f1" sourceRef="withdrawn" targetRef="say-goodbye" /><sequenceFlow id="f2" sourceRef="say-goodbye" targetRef="end2" />`,
    ),
    'many.bpmn': processXml(
      'many',
      sequence(
        {
          id: 'each',
          xml: `<callActivity id="each" calledElement="child">
            <extensionElements><camunda:in source="referralId" target="referralId" /></extensionElements>
            <multiInstanceLoopCharacteristics camunda:collection="referralIds" camunda:elementVariable="referralId" />
          </callActivity>`,
        },
        userTask('after'),
      ),
    ),
    'waits.bpmn': processXml('waits', sequence(waitForAnswer('wait'))),
  }),
);

const childOf = async (id: string) => {
  const [child] = await engine.client.get<{ id: string; businessKey: string }[]>(
    `/process-instance?superProcessInstance=${id}`,
  );
  return child;
};
const tasksOf = (id: string) => engine.client.get(`/task?processInstanceId=${id}`);

it('starts the called process with the mapped variables and takes its results back', async () => {
  const { client } = engine;
  const id = await client.start('parent', { caseId: 'c-1', secret: 'stays' }, 'c-1');
  const child = await childOf(id);
  expect(child).toMatchObject({ definitionKey: 'child', businessKey: 'c-1' });
  expect(Object.keys(await client.get<object>(`/process-instance/${child?.id}/variables`))).toEqual([
    'caseId',
  ]);

  const [task] = await client.fetchAndLock('child-work', 'w');
  await client.post(`/external-task/${task?.id}/complete`, {
    workerId: 'w',
    variables: { result: { value: 'ok' }, other: { value: 1 } },
  });

  expect(await tasksOf(id)).toMatchObject([{ taskDefinitionKey: 'after' }]);
  const variables = await client.get<object>(`/process-instance/${id}/variables`);
  expect(variables).toMatchObject({ childResult: { value: 'ok' } });
  expect(Object.keys(variables).sort()).toEqual(['caseId', 'childResult', 'secret']);
  expect(
    await client.get(`/history/activity-instance?processInstanceId=${id}&activityId=call`),
  ).toMatchObject([{ calledProcessInstanceId: child?.id, activityType: 'callActivity', canceled: false }]);
  expect(await client.get(`/history/process-instance/${child?.id}`)).toMatchObject({
    state: 'COMPLETED',
    superProcessInstanceId: id,
    rootProcessInstanceId: id,
  });
});

it('goes on at once when the called process never waits', async () => {
  const id = await engine.client.start('calls-instant');
  expect(await tasksOf(id)).toMatchObject([{ taskDefinitionKey: 'after' }]);
});

it('answers how an instance stands once what it calls is done', async () => {
  const started = await engine.client.post('/process-definition/key/only-calls/start', {
    withVariablesInReturn: true,
  });
  expect(started).toMatchObject({ ended: true, variables: { answer: { type: 'Long', value: 42 } } });
});

it('passes on what a called process has so far when nobody catches its error, through all that called it', async () => {
  const id = await engine.client.start('outer');
  const middle = await childOf(id);
  expect(await engine.client.get(`/process-instance/${id}/variables`)).toMatchObject({
    outer: { value: 42 },
  });
  expect(await engine.client.get(`/process-instance/${middle?.id}/variables`)).toMatchObject({
    middle: { value: 42 },
  });
});

it('hands an error nobody in the called process catches to the calling one', async () => {
  const { client } = engine;
  const id = await client.start('catching');
  const [task] = await client.fetchAndLock('failing-work', 'w');
  await client.post(`/external-task/${task?.id}/complete`, { workerId: 'w' });
  expect(await tasksOf(id)).toMatchObject([{ taskDefinitionKey: 'repair' }]);
});

it('just ends the token of an error nobody catches, in the called process nor above, as in Camunda', async () => {
  const id = await engine.client.start('not-catching');
  const [task] = await engine.client.fetchAndLock('failing-work');
  await engine.client.post(`/external-task/${task?.id}/complete`, { workerId: 'worker' });
  expect(await engine.client.get(`/task?processInstanceId=${id}`)).toMatchObject([
    { taskDefinitionKey: 'after' },
  ]);
  expect(await engine.client.get(`/history/process-instance?superProcessInstanceId=${id}`)).toMatchObject([
    { state: 'COMPLETED' },
  ]);
});

it('takes no flow out of a task whose error nobody catches, as in Camunda', async () => {
  const id = await engine.client.start('worker-fails');
  const [task] = await engine.client.fetchAndLock('fragile');
  await engine.client.post(`/external-task/${task?.id}/bpmnError`, { workerId: 'worker', errorCode: 'X' });
  expect(await engine.client.get(`/history/process-instance/${id}`)).toMatchObject({ state: 'COMPLETED' });
  expect(await engine.client.get(`/history/task/count?processInstanceId=${id}`)).toEqual({ count: 0 });
});

it('ends the called instance when the calling activity is interrupted', async () => {
  const { client } = engine;
  const id = await client.start('interrupted', {}, 'withdrawn');
  const child = await childOf(id);
  await client.post('/message', { messageName: 'Answer', businessKey: 'withdrawn' });
  expect(await tasksOf(id)).toMatchObject([{ taskDefinitionKey: 'say-goodbye' }]);
  expect(await client.get(`/history/process-instance/${child?.id}`)).toMatchObject({
    state: 'INTERNALLY_TERMINATED',
  });
  expect(await client.get(`/external-task?processInstanceId=${child?.id}`)).toEqual([]);
});

it('ends what an instance called when the instance is deleted, at any depth', async () => {
  const { client } = engine;
  const id = await client.start('parent', { caseId: 'c' });
  const child = await childOf(id);
  await client.request('DELETE', `/process-instance/${id}`);
  expect((await client.request('GET', `/process-instance/${child?.id}`)).status).toBe(404);
});

it('cancels the calling activity when an operator deletes the called instance, and all around it, as in Camunda', async () => {
  const { client } = engine;
  const id = await client.start('parent', { caseId: 'c' });
  const child = await childOf(id);
  await client.request('DELETE', `/process-instance/${child?.id}`);
  expect(await client.get(`/history/process-instance/${id}`)).toMatchObject({
    state: 'EXTERNALLY_TERMINATED',
  });
  expect(await tasksOf(id)).toEqual([]);
});

it('starts one instance for each element and goes on after the last', async () => {
  const { client } = engine;
  const { id } = await client.post<{ id: string }>('/process-definition/key/many/start', {
    variables: { referralIds: { type: 'Json', value: '["r-1","r-2","r-3"]' } },
  });
  const children = await client.get<{ id: string }[]>(`/process-instance?superProcessInstance=${id}`);
  expect(children).toHaveLength(3);
  const tasks = await client.fetchAndLock('child-work', 'w');
  const mine = tasks.filter((task) => children.some((child) => child.id === task.processInstanceId));
  expect(mine.map((task) => task.variables['referralId']?.value).sort()).toEqual(['r-1', 'r-2', 'r-3']);
  await Promise.all(mine.map((task) => client.post(`/external-task/${task.id}/complete`, { workerId: 'w' })));
  expect(await tasksOf(id)).toMatchObject([{ taskDefinitionKey: 'after' }]);
});

it('refuses a process that calls itself without end, and one that is not deployed', async () => {
  const { client } = engine;
  for (const key of ['endless', 'calls-nothing']) {
    expect((await client.request('POST', `/process-definition/key/${key}/start`, {})).status).toBe(500);
    expect(await client.get(`/process-instance/count?processDefinitionKey=${key}`)).toEqual({ count: 0 });
  }
});
