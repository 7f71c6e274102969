import { expect, it } from 'vitest';
import { useEngine } from '../../support/engine-suite.ts';
import { processXml, sequence, userTask } from '../../support/small-process.ts';

const engine = useEngine((client) =>
  client.deploy({ 'p.bpmn': processXml('p', sequence(userTask('look'))) }),
);

interface Attachment {
  id: string;
  name: string | null;
  url: string | null;
  links: { href: string }[];
}

async function freshTask(): Promise<{ id: string; processInstanceId: string }> {
  const processInstanceId = await engine.client.start('p');
  const [task] = await engine.client.get<{ id: string }[]>(`/task?processInstanceId=${processInstanceId}`);
  if (!task) throw new Error('no task');
  return { id: task.id, processInstanceId };
}

async function attach(taskId: string, parts: Record<string, string | Blob>) {
  const form = new FormData();
  for (const [name, value] of Object.entries(parts)) {
    if (typeof value === 'string') form.set(name, value);
    else form.set(name, value, 'file.bin');
  }
  const path = `/task/${taskId}/attachment/create`;
  const answer = await fetch(`${engine.url}${path}`, { method: 'POST', body: form });
  return { status: answer.status, body: (await answer.json()) as Attachment & { message?: string } };
}

const list = (taskId: string) => engine.client.get<Attachment[]>(`/task/${taskId}/attachment`);
const data = (taskId: string, id: string) => fetch(`${engine.url}/task/${taskId}/attachment/${id}/data`);

it('keeps a file beside a task, and tells lists of tasks that there is one', async () => {
  // given
  const { client } = engine;
  const { id: taskId, processInstanceId } = await freshTask();
  const flag = async () =>
    client.get(`/task?processInstanceId=${processInstanceId}&withCommentAttachmentInfo=true`);
  expect(await flag()).toMatchObject([{ attachment: false }]);

  // when
  const made = await attach(taskId, {
    'attachment-name': 'Letter',
    'attachment-description': 'Of the court',
    'attachment-type': 'text/html',
    content: new Blob(['<b>hi</b>']),
  });

  // then
  expect(made).toMatchObject({
    status: 200,
    body: {
      name: 'Letter',
      description: 'Of the court',
      type: 'text/html',
      taskId,
      url: null,
      rootProcessInstanceId: processInstanceId,
      removalTime: null,
    },
  });
  expect(made.body.links[0]?.href).toBe(`${engine.url}/task/${taskId}/attachment/${made.body.id}`);
  expect(await list(taskId)).toEqual([{ ...made.body, links: [] }]);
  expect(await client.get(`/task/${taskId}/attachment/${made.body.id}`)).toMatchObject({ name: 'Letter' });
  expect(await flag()).toMatchObject([{ attachment: true }]);
  const bytes = await data(taskId, made.body.id);
  // Never as a page that a browser would run.
  expect(bytes.headers.get('content-type')).toBe('application/octet-stream');
  expect(bytes.headers.get('content-disposition')).toBe('attachment');
  expect(await bytes.text()).toBe('<b>hi</b>');
});

it('keeps the address of something elsewhere, also beside a task that is over', async () => {
  const { id: taskId } = await freshTask();
  await engine.client.post(`/task/${taskId}/complete`);
  const made = await attach(taskId, { url: 'https://files.example/1' });
  expect(made).toMatchObject({ status: 200, body: { url: 'https://files.example/1', name: null } });
  const bytes = await data(taskId, made.body.id);
  expect(bytes.status).toBe(404);
  await bytes.text();
});

it('is removed with its bytes, once', async () => {
  const { id: taskId } = await freshTask();
  const { body } = await attach(taskId, { content: new Blob(['x']) });
  const remove = () => engine.client.request('DELETE', `/task/${taskId}/attachment/${body.id}`);
  expect((await remove()).status).toBe(204);
  expect(await remove()).toMatchObject({
    status: 404,
    body: {
      message: `Deletion is not possible. No attachment exists for task id '${taskId}' and attachment id '${body.id}'.`,
    },
  });
  expect(await list(taskId)).toEqual([]);
});

it('refuses what is no attachment', async () => {
  const { id: taskId } = await freshTask();
  expect(await attach(taskId, { 'attachment-name': 'nothing' })).toMatchObject({
    status: 400,
    body: { message: 'No content or url to remote content exists to create the task attachment.' },
  });
  expect(await attach('none', { url: 'x' })).toMatchObject({
    status: 400,
    body: { message: 'No task found for task id none' },
  });
  const tooLarge = { content: new Blob([new Uint8Array(10 * 1024 * 1024 + 1)]) };
  expect((await attach(taskId, tooLarge)).status).toBe(413);
  expect((await engine.client.request('GET', '/task/none/attachment')).status).toBe(404);
  expect((await engine.client.request('GET', `/task/${taskId}/attachment/none`)).status).toBe(404);
});

it('goes with the history of the instance', async () => {
  const { id: taskId, processInstanceId } = await freshTask();
  const { body } = await attach(taskId, { content: new Blob(['x']) });
  await engine.client.request('DELETE', `/process-instance/${processInstanceId}`);
  await engine.client.request('DELETE', `/history/process-instance/${processInstanceId}`);
  expect((await engine.client.request('GET', `/task/${taskId}/attachment/${body.id}`)).status).toBe(404);
});
