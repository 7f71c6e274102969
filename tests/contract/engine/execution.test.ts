import { describe, expect, it } from 'vitest';
import { useEngine } from '../../support/engine-suite.ts';
import { externalTask, processXml, sequence, userTask, waitForAnswer } from '../../support/small-process.ts';

const receive = { id: 'wait', xml: '<receiveTask id="wait" />' };
const two = `<startEvent id="start" /><parallelGateway id="fork" /><receiveTask id="a" /><receiveTask id="b" />
  <sequenceFlow id="f1" sourceRef="start" targetRef="fork" /><sequenceFlow id="f2" sourceRef="fork" targetRef="a" />
  <sequenceFlow id="f3" sourceRef="fork" targetRef="b" />`;

const engine = useEngine((client) =>
  client.deploy({
    'waits.bpmn': processXml('waits', sequence(waitForAnswer('wait'), userTask('after'))),
    'receive.bpmn': processXml('receive', sequence(receive, userTask('after'))),
    'work.bpmn': processXml('work', sequence(externalTask('wait'), userTask('after'))),
    'two.bpmn': processXml('two', two),
  }),
);

interface Execution {
  id: string;
  processInstanceId: string;
}

const executions = (query: string) => engine.client.get<Execution[]>(`/execution?${query}`);

it('lists the instance and the activity it stands at, and only while it stands there', async () => {
  // given
  const id = await engine.client.start('waits', {}, 'case-1');
  const [root, waiting] = await executions(`processInstanceId=${id}`);
  expect(root).toMatchObject({ id, processInstanceId: id, ended: false, tenantId: null });
  expect(await executions(`businessKey=case-1&activityId=wait`)).toEqual([waiting]);
  expect(await executions(`processInstanceId=${id}&messageEventSubscriptionName=Answer`)).toEqual([waiting]);
  expect(await executions(`processInstanceId=${id}&signalEventSubscriptionName=Answer`)).toEqual([]);
  expect(await engine.client.get(`/execution/count?processInstanceId=${id}`)).toEqual({ count: 2 });

  // when
  await engine.client.request('POST', '/message', { messageName: 'Answer', processInstanceId: id });

  // then
  expect(await executions(`processInstanceId=${id}&activityId=wait`)).toEqual([]);
  expect(await executions(`processInstanceId=${id}&activityId=after`)).toHaveLength(1);
  expect((await engine.client.request('GET', `/execution/${waiting?.id}`)).status).toBe(404);
});

it('shows one execution and the message it waits for', async () => {
  const id = await engine.client.start('waits');
  const [waiting] = await executions(`processInstanceId=${id}&activityId=wait`);
  expect(await engine.client.get(`/execution/${waiting?.id}`)).toEqual(waiting);
  expect(await engine.client.get(`/execution/${waiting?.id}/messageSubscriptions/Answer`)).toMatchObject({
    eventType: 'message',
    eventName: 'Answer',
    executionId: waiting?.id,
    activityId: 'wait',
  });
  const other = await engine.client.request('GET', `/execution/${waiting?.id}/messageSubscriptions/Other`);
  expect(other.status).toBe(404);
});

describe('an execution sent on from outside', () => {
  const waitingOf = async (id: string, activityId: string): Promise<string> => {
    const [waiting] = await executions(`processInstanceId=${id}&activityId=${activityId}`);
    if (!waiting) throw new Error(`nothing waits at ${activityId}`);
    return waiting.id;
  };
  const variables = { answer: { value: 'yes' } };

  it('leaves a receive task, whether or not it waits for a message, and the task of a worker', async () => {
    const { client } = engine;
    for (const key of ['receive', 'waits', 'work']) {
      const id = await client.start(key);
      const waiting = await waitingOf(id, 'wait');
      expect((await client.request('POST', `/execution/${waiting}/signal`, { variables })).status).toBe(204);
      expect(await executions(`processInstanceId=${id}&activityId=after`)).toHaveLength(1);
      expect(await client.get(`/process-instance/${id}/variables`)).toMatchObject(variables);
      const task = await waitingOf(id, 'after');
      expect((await client.request('POST', `/execution/${task}/signal`, {})).status).toBe(204);
      expect(await client.get(`/history/process-instance/${id}`)).toMatchObject({ state: 'COMPLETED' });
      for (const wait of ['event-subscription', 'external-task', 'task']) {
        expect(await client.get(`/${wait}?processInstanceId=${id}`)).toEqual([]);
      }
    }
  });

  it('is found by the id of its instance, where that has no other', async () => {
    const { client } = engine;
    const id = await client.start('receive');
    expect((await client.request('POST', `/execution/${id}/signal`)).status).toBe(204);
    const both = await client.start('two');
    expect((await client.request('POST', `/execution/${both}/signal`, {})).status).toBe(500);
  });

  it('takes the message it waits for, once', async () => {
    const { client } = engine;
    const id = await client.start('waits');
    const path = `/execution/${await waitingOf(id, 'wait')}/messageSubscriptions/Answer/trigger`;
    expect((await client.request('POST', path, { variables })).status).toBe(204);
    expect(await client.get(`/process-instance/${id}/variables`)).toMatchObject(variables);
    expect((await client.request('POST', path, {})).status).toBe(500);
  });

  it('refuses what it does not wait for, as Camunda does', async () => {
    const { client } = engine;
    const id = await client.start('waits');
    const waiting = await waitingOf(id, 'wait');
    const refused = (message: string) => ({ status: 500, body: { type: 'RestException', message, code: 0 } });
    const send = (path: string, body: object = {}) => client.request('POST', `/execution/${path}`, body);
    expect(await send('none/signal')).toMatchObject(
      refused("Cannot signal execution none: execution none doesn't exist: execution is null"),
    );
    const noMessage = `Execution with id '${waiting}' does not have a subscription to a message event with name 'Other': eventSubscriptions is empty`;
    expect(await send(`${waiting}/messageSubscriptions/Other/trigger`)).toMatchObject(
      refused(`Cannot trigger message Other for execution ${waiting}: ${noMessage}`),
    );
    const wrong = { variables: { x: { value: 'y', type: 'Integer' } } };
    expect((await send(`${waiting}/signal`, wrong)).status).toBe(400);
    expect((await send(`${waiting}/messageSubscriptions/Answer/trigger`, wrong)).status).toBe(400);
    await client.request('PUT', `/process-instance/${id}/suspended`, { suspended: true });
    expect((await send(`${waiting}/signal`)).status).toBe(500);
    await client.request('PUT', `/process-instance/${id}/suspended`, { suspended: false });
  });
});

describe('one variable of an instance', () => {
  it('is shown by its own id, its bytes beside it', async () => {
    // given
    const { client } = engine;
    const id = await client.start('waits', { n: 1 });
    const json = {
      value: '{"a":1}',
      type: 'Object',
      valueInfo: { serializationDataFormat: 'application/json', objectTypeName: 'x' },
    };
    const bytes = { value: Buffer.from('hello').toString('base64'), type: 'Bytes' };
    await client.post(`/process-instance/${id}/variables`, { modifications: { json, bytes } });
    const rows = await client.get<{ id: string; name: string }[]>(
      `/variable-instance?processInstanceIdIn=${id}`,
    );
    const path = (name: string) => `/variable-instance/${rows.find((row) => row.name === name)?.id}`;

    // then
    expect(await client.get(path('n'))).toMatchObject({
      name: 'n',
      value: 1,
      type: 'Integer',
      processInstanceId: id,
    });
    expect(await client.get(path('json'))).toMatchObject({ value: { a: 1 } });
    expect(await client.get(`${path('json')}?deserializeValue=false`)).toMatchObject({ value: '{"a":1}' });
    expect(await client.get(path('bytes'))).toMatchObject({ value: null });
    expect((await client.request('GET', `${path('bytes')}/data`)).body).toBe('hello');
    expect(await client.request('GET', `${path('n')}/data`)).toMatchObject({ status: 400 });
    expect(await client.request('GET', '/variable-instance/none')).toMatchObject({
      status: 404,
      body: { message: "Variable instance with Id 'none' does not exist." },
    });
  });
});
