import { expect, it } from 'vitest';
import { useEngine } from '../../support/engine-suite.ts';
import { processXml, sequence, userTask } from '../../support/small-process.ts';

const engine = useEngine((client) =>
  client.deploy({ 'p.bpmn': processXml('p', sequence(userTask('look'))) }),
);

interface Comment {
  id: string;
  message: string;
  links: { href: string; rel: string }[];
}

async function freshTask(): Promise<{ id: string; processInstanceId: string }> {
  const processInstanceId = await engine.client.start('p');
  const [task] = await engine.client.get<{ id: string }[]>(`/task?processInstanceId=${processInstanceId}`);
  if (!task) throw new Error('no task');
  return { id: task.id, processInstanceId };
}

const write = (taskId: string, message: string, processInstanceId?: string) =>
  engine.client.post<Comment>(`/task/${taskId}/comment/create`, { message, processInstanceId });
const messages = async (path: string) =>
  (await engine.client.get<Comment[]>(path)).map(({ message }) => message);

it('keeps what people write beside a task, the newest first, also when it ended', async () => {
  // given
  const { client } = engine;
  const { id, processInstanceId } = await freshTask();

  // when
  const first = await write(id, 'Called', processInstanceId);
  await write(id, 'Called again');

  // then
  expect(first).toMatchObject({
    taskId: id,
    processInstanceId,
    rootProcessInstanceId: processInstanceId,
    userId: null,
    links: [{ method: 'GET', rel: 'self', href: `${engine.url}/task/${id}/comment/${first.id}` }],
  });
  expect(await messages(`/task/${id}/comment`)).toEqual(['Called again', 'Called']);
  expect(await messages(`/process-instance/${processInstanceId}/comment`)).toEqual(['Called']);
  expect(await client.get(`/task/${id}/comment/${first.id}`)).toMatchObject({ message: 'Called', links: [] });
  expect(await client.get(`/task/${id}`)).toMatchObject({ taskState: 'Updated' });

  // when
  await client.post(`/task/${id}/complete`);

  // then
  expect(await messages(`/task/${id}/comment`)).toHaveLength(2);
  expect(await messages(`/process-instance/${processInstanceId}/comment`)).toEqual(['Called']);
  expect(await client.request('DELETE', `/task/${id}/comment/${first.id}`)).toMatchObject({
    status: 400,
    body: { message: `No task exists with taskId: ${id}: task is null` },
  });
  expect((await client.request('DELETE', `/process-instance/${processInstanceId}/comment`)).status).toBe(400);

  // when
  expect((await client.request('DELETE', `/history/process-instance/${processInstanceId}`)).status).toBe(204);

  // then
  expect((await client.request('GET', `/task/${id}/comment/${first.id}`)).status).toBe(404);
});

it('lets people write a comment anew and remove it', async () => {
  const { client } = engine;
  const { id, processInstanceId } = await freshTask();
  const [one, two] = [await write(id, 'One', processInstanceId), await write(id, 'Two', processInstanceId)];
  const change = (path: string, body: object) => client.request('PUT', path, body);
  const remove = async (path: string) => (await client.request('DELETE', path)).status;

  expect((await change(`/task/${id}/comment`, { id: one.id, message: 'Uno' })).status).toBe(204);
  const onInstance = `/process-instance/${processInstanceId}/comment`;
  expect((await change(onInstance, { id: two.id, message: 'Due' })).status).toBe(204);
  expect((await messages(`/task/${id}/comment`)).sort()).toEqual(['Due', 'Uno']);

  expect(await remove(`/task/${id}/comment/${one.id}`)).toBe(204);
  expect(await remove(`/task/${id}/comment/${one.id}`)).toBe(204);
  expect(await messages(onInstance)).toEqual(['Due']);
  await write(id, 'Three');
  expect(await remove(`${onInstance}/${two.id}`)).toBe(204);
  expect(await messages(`/task/${id}/comment`)).toEqual(['Three']);
  expect(await remove(`/task/${id}/comment`)).toBe(204);
  expect(await remove(onInstance)).toBe(204);
  expect(await messages(`/task/${id}/comment`)).toEqual([]);
});

it('refuses comments on nothing and without words, as Camunda words it', async () => {
  const { client } = engine;
  const { id, processInstanceId } = await freshTask();
  const refused = async (method: string, path: string, body: object | undefined, expected: object) =>
    expect(await client.request(method, path, body)).toMatchObject(expected);
  const because = (status: number, message: string) => ({
    status,
    body: { type: 'InvalidRequestException', message },
  });
  const missing = because(404, 'No task found for task id none');
  await refused('GET', '/task/none/comment', undefined, missing);
  await refused('DELETE', '/task/none/comment', undefined, missing);
  await refused('PUT', '/task/none/comment', { id: 'x', message: 'y' }, missing);
  await refused('POST', '/task/none/comment/create', { message: 'x' }, { ...missing, status: 400 });
  const noInstance = because(404, 'No process instance found for id none');
  await refused('GET', '/process-instance/none/comment', undefined, noInstance);
  await refused('POST', `/task/${id}/comment/create`, {}, because(400, 'Not enough parameters submitted'));
  await refused('POST', `/task/${id}/comment/create`, { message: 'a\u0000' }, { status: 400 });
  await refused('PUT', `/task/${id}/comment`, { message: 'x' }, because(400, 'commentId is null'));
  await refused('PUT', `/task/${id}/comment`, { id: 'x' }, because(400, 'message is null'));
  const text = { id: 'x', message: 'y' };
  const unknown = `No comment exists with commentId: x and processInstanceId: ${processInstanceId}: comment is null`;
  await refused('PUT', `/process-instance/${processInstanceId}/comment`, text, because(400, unknown));
  const gone = `Task comment with id x does not exist for task id '${id}'.`;
  await refused('GET', `/task/${id}/comment/x`, undefined, because(404, gone));
});
