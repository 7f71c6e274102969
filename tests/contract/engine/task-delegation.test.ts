import { expect, it } from 'vitest';
import { useEngine } from '../../support/engine-suite.ts';
import { processXml, sequence, userTask } from '../../support/small-process.ts';

const engine = useEngine((client) =>
  client.deploy({ 'p.bpmn': processXml('p', sequence(userTask('look'))) }),
);

async function freshTask(): Promise<{ id: string; processInstanceId: string }> {
  const processInstanceId = await engine.client.start('p');
  const [task] = await engine.client.get<{ id: string }[]>(`/task?processInstanceId=${processInstanceId}`);
  if (!task) throw new Error('no task');
  return { id: task.id, processInstanceId };
}

it('lets an owner have a task done by someone else and hands it back', async () => {
  // given
  const { client } = engine;
  const { id, processInstanceId } = await freshTask();
  await client.post(`/task/${id}/assignee`, { userId: 'ann' });
  const found = async (state: string) =>
    client.get(`/task?delegationState=${state}&processInstanceId=${processInstanceId}`);

  // when
  await client.post(`/task/${id}/delegate`, { userId: 'bob' });

  // then
  expect(await client.get(`/task/${id}`)).toMatchObject({
    assignee: 'bob',
    owner: 'ann',
    delegationState: 'PENDING',
  });
  expect(await found('pending')).toMatchObject([{ id }]);

  // when
  await client.post(`/task/${id}/resolve`, { variables: { seen: { value: true } } });

  // then
  expect(await client.get(`/task/${id}`)).toMatchObject({ assignee: 'ann', delegationState: 'RESOLVED' });
  expect(await found('PENDING')).toEqual([]);
  expect(await client.get(`/process-instance/${processInstanceId}/variables`)).toMatchObject({
    seen: { value: true },
  });
  expect(await client.get(`/history/task?taskId=${id}`)).toMatchObject([{ assignee: 'ann', owner: 'ann' }]);
});

it('takes the form of a delegated task as its resolution', async () => {
  const { client } = engine;
  const { id, processInstanceId } = await freshTask();
  await client.post(`/task/${id}/delegate`, { userId: 'bob' });
  const form = { variables: { seen: { value: 1 } }, withVariablesInReturn: true };
  expect(await client.post(`/task/${id}/submit-form`, form)).toMatchObject({ seen: { value: 1 } });
  expect(await client.get(`/task/${id}`)).toMatchObject({ assignee: null, delegationState: 'RESOLVED' });
  expect((await client.request('POST', `/task/${id}/submit-form`, {})).status).toBe(204);
  expect(await client.get(`/history/process-instance/${processInstanceId}`)).toMatchObject({
    state: 'COMPLETED',
  });
});

it('completes a delegated task that nobody resolved, as Camunda does', async () => {
  const { client } = engine;
  const { id } = await freshTask();
  await client.post(`/task/${id}/delegate`, { userId: 'bob' });
  expect((await client.request('POST', `/task/${id}/complete`, {})).status).toBe(204);
});

it('takes the delegation state with the other fields of a task, and no other word for it', async () => {
  const { client } = engine;
  const { id } = await freshTask();
  await client.request('PUT', `/task/${id}`, { delegationState: 'resolved', priority: 7 });
  expect(await client.get(`/task/${id}`)).toMatchObject({ delegationState: 'RESOLVED', priority: 7 });
  await client.request('PUT', `/task/${id}`, { name: 'Look' });
  expect(await client.get(`/task/${id}`)).toMatchObject({ delegationState: null, name: 'Look', priority: 0 });
  expect(await client.request('PUT', `/task/${id}`, { delegationState: 'LATER' })).toMatchObject({
    status: 400,
    body: { message: "Parameter 'delegationState': valid values are 'PENDING' and 'RESOLVED'" },
  });
});

it('answers for tasks that are not there as Camunda does', async () => {
  const { client } = engine;
  const isNull = { status: 500, body: { type: 'NullValueException', code: 0 } };
  expect(await client.request('POST', '/task/none/delegate', { userId: 'bob' })).toMatchObject(isNull);
  expect(await client.request('POST', '/task/none/resolve', {})).toMatchObject(isNull);
  expect(await client.request('PUT', '/task/none', {})).toMatchObject({
    status: 404,
    body: { message: 'No matching task with id none' },
  });
  const { id } = await freshTask();
  for (const [what, command] of [
    ['complete task', 'complete'],
    ['submit task form', 'submit-form'],
    ['resolve task', 'resolve'],
  ]) {
    const body = { variables: { n: { value: 'x', type: 'Integer' } } };
    expect(await client.request('POST', `/task/${id}/${command}`, body)).toMatchObject({
      status: 400,
      body: {
        type: 'InvalidRequestException',
        message: expect.stringMatching(`^Cannot ${what} ${id}: .*Cannot convert value 'x'`),
      },
    });
  }
  expect(await client.request('POST', '/task/none/submit-form', {})).toMatchObject({
    status: 500,
    body: { message: 'Cannot submit task form none: Cannot find task with id none: task is null' },
  });
});
