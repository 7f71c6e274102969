import { expect, it } from 'vitest';
import { useEngine } from '../../support/engine-suite.ts';
import { externalTask, processXml, sequence } from '../../support/small-process.ts';

const engine = useEngine((client) =>
  client.deploy({ 'p.bpmn': processXml('p', sequence(externalTask('write'), externalTask('read'))) }),
);

const bean = {
  type: 'Object',
  value: '{"name":"x","n":3}',
  valueInfo: { objectTypeName: 'org.example.Bean', serializationDataFormat: 'application/json' },
};
const javaBean = {
  type: 'Object',
  value: 'rO0ABXNyAAR4AAAA',
  valueInfo: {
    objectTypeName: 'org.example.Bean',
    serializationDataFormat: 'application/x-java-serialized-object',
  },
};
const written = {
  bean,
  javaBean,
  xml: { type: 'Xml', value: '<a>b</a>', valueInfo: {} },
  json: { type: 'Json', value: '{"a":[1,2]}', valueInfo: {} },
  small: { type: 'Short', value: 3, valueInfo: {} },
  whole: { type: 'Double', value: 2.0, valueInfo: {} },
  bytes: { type: 'Bytes', value: 'AQID/w==', valueInfo: {} },
};

async function readTask() {
  const { client } = engine;
  const processInstanceId = await client.start('p');
  const [write] = await client.fetchAndLock('write', 'jw');
  await client.post(`/external-task/${write?.id}/complete`, {
    workerId: 'jw',
    variables: written,
  });
  const [task] = await client.fetchAndLock('read', 'jw');
  if (!task) throw new Error('no task');
  return { ...task, processInstanceId };
}

it('gives a worker every type back as it was written, objects as text', async () => {
  const task = await readTask();
  expect(task.variables).toMatchObject(written);
});

it('gives a worker objects as what they say where it asks for that', async () => {
  const { client } = engine;
  const { id } = await readTask();
  await client.post(`/external-task/${id}/unlock`);
  const fetch = (deserializeValues: boolean) =>
    client.post<Record<string, unknown>[]>('/external-task/fetchAndLock', {
      workerId: 'jw',
      maxTasks: 10,
      topics: [{ topicName: 'read', lockDuration: 60_000, deserializeValues }],
    });
  expect((await fetch(true)).find((task) => task['id'] === id)).toMatchObject({
    variables: { ...written, bean: { ...bean, value: { name: 'x', n: 3 } } },
  });
  await client.post(`/external-task/${id}/unlock`);
  expect((await fetch(false)).find((task) => task['id'] === id)).toMatchObject({ variables: written });
});

it('sends an object as what it says unless told not to', async () => {
  const { client } = engine;
  const { processInstanceId: id } = await readTask();
  const variables = (more: string) => client.get(`/process-instance/${id}/variables${more}`);
  expect(await variables('')).toMatchObject({ bean: { value: { name: 'x', n: 3 } }, javaBean });
  expect(await variables('?deserializeValues=false')).toMatchObject({ bean, javaBean });
  expect(await variables('/bean')).toMatchObject({ value: { name: 'x', n: 3 } });
  expect(await variables('/bean?deserializeValue=false')).toMatchObject(bean);
  for (const list of [
    '/variable-instance?processInstanceIdIn',
    '/history/variable-instance?processInstanceId',
  ]) {
    const named = async (name: string, more = '') =>
      (await client.get<{ name: string }[]>(`${list}=${id}${more}`)).find((row) => row.name === name);
    expect(await named('bean')).toMatchObject({ value: { name: 'x', n: 3 } });
    expect(await named('bean', '&deserializeValues=false')).toMatchObject(bean);
    expect(await named('bytes')).toMatchObject({ type: 'Bytes', value: null });
  }
  expect(
    await client.request('GET', `/process-instance/${id}/variables?deserializeValues=maybe`),
  ).toMatchObject({
    status: 400,
    body: { type: 'InvalidRequestException' },
  });
});
