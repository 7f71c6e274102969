import { expect, it } from 'vitest';
import { useEngine } from '../../support/engine-suite.ts';
import { processXml, sequence, userTask } from '../../support/small-process.ts';

const engine = useEngine((client) =>
  client.deploy({ 'p.bpmn': processXml('p', sequence(userTask('look'))) }),
);

interface Detail {
  id: string;
  variableName: string;
  variableInstanceId: string;
  value: unknown;
  revision: number;
}

const detailsOf = (id: string, more = '') =>
  engine.client.get<Detail[]>(
    `/history/detail?processInstanceId=${id}&sortBy=occurrence&sortOrder=asc${more}`,
  );

it('shows every value a variable got, with what it began with', async () => {
  const { client } = engine;
  const id = await client.start('p', { count: 1, note: 'a' });
  await client.request('PUT', `/process-instance/${id}/variables/count`, { value: 'two' });
  const [task] = await client.get<{ id: string }[]>(`/task?processInstanceId=${id}`);
  await client.post(`/task/${task?.id}/localVariables`, { modifications: { mine: { value: true } } });
  await client.post(`/task/${task?.id}/complete`, { variables: { count: { value: 3 } } });

  const counts = await detailsOf(id, '&variableNameLike=coun%25');
  expect(counts).toMatchObject([
    { type: 'variableUpdate', value: 1, variableType: 'Integer', revision: 0, initial: true },
    { value: 'two', variableType: 'String', revision: 1, initial: false, executionId: id },
    { value: 3, revision: 2, initial: false, taskId: null, rootProcessInstanceId: id },
  ]);
  expect(await detailsOf(id, '&initial=true')).toHaveLength(2);
  expect(await detailsOf(id, `&taskId=${task?.id}`)).toMatchObject([{ variableName: 'mine' }]);
  expect(await detailsOf(id, '&excludeTaskDetails=true')).toHaveLength(4);
  expect(await detailsOf(id, `&variableInstanceId=${counts[0]?.variableInstanceId}`)).toEqual(counts);
  expect(await detailsOf(id, '&variableTypeIn=string')).toHaveLength(2);
  expect(await detailsOf(id, '&formFields=true')).toEqual([]);
  expect(await client.get(`/history/detail/${counts[1]?.id}`)).toEqual(counts[1]);
  expect(await client.post('/history/detail/count', { processInstanceId: id })).toEqual({ count: 5 });
});

it('goes with its variable, and with the history of its instance', async () => {
  const { client } = engine;
  const id = await client.start('p', { count: 1, note: 'a' });
  const [first] = await detailsOf(id, '&variableNameLike=count');
  await client.request('DELETE', `/history/variable-instance/${first?.variableInstanceId}`);
  expect(await detailsOf(id)).toMatchObject([{ variableName: 'note' }]);
  await client.request('DELETE', `/process-instance/${id}`);
  await client.request('DELETE', `/history/process-instance/${id}`);
  expect(await detailsOf(id)).toEqual([]);
});

it('gives the bytes of files, and refuses what it does not know', async () => {
  const { client } = engine;
  const file = {
    type: 'File',
    value: Buffer.from('one').toString('base64'),
    valueInfo: { filename: 'a.txt' },
  };
  const { id } = await client.post<{ id: string }>('/process-definition/key/p/start', {
    variables: { file },
  });
  const [detail] = await detailsOf(id);
  expect(detail?.value).toBeNull();
  expect((await client.request('GET', `/history/detail/${detail?.id}/data`)).body).toBe('one');
  expect((await client.request('GET', '/history/detail/none')).status).toBe(404);
  expect((await client.request('GET', '/history/detail/none/data')).status).toBe(404);
  expect((await client.request('GET', '/history/detail?sortBy=x&sortOrder=asc')).status).toBe(400);
});
