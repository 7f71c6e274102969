import { expect, it } from 'vitest';
import { useEngine } from '../../support/engine-suite.ts';
import { externalTask, processXml, sequence, userTask } from '../../support/small-process.ts';

const both = processXml(
  'both',
  `<startEvent id="start" /><parallelGateway id="fork" /><sequenceFlow id="f" sourceRef="start" targetRef="fork" />
   <userTask id="one" /><sequenceFlow id="to-one" sourceRef="fork" targetRef="one" />
   <userTask id="two" /><sequenceFlow id="to-two" sourceRef="fork" targetRef="two" />`,
);
const engine = useEngine((client) =>
  client.deploy({
    'p.bpmn': processXml('p', sequence(userTask('look'))),
    'both.bpmn': both,
    'work.bpmn': processXml('work', sequence(externalTask('fail-it'))),
  }),
);

interface Incident {
  id: string;
  incidentType: string;
}

const open = (executionId: string, body: object) =>
  engine.client.request('POST', `/execution/${executionId}/create-incident`, body);

it('is opened by hand at an execution, and resolved by hand', async () => {
  // given
  const { client } = engine;
  const instance = await client.start('both');
  const [task] = await client.get<{ executionId: string }[]>(
    `/task?processInstanceId=${instance}&taskDefinitionKey=two`,
  );

  // when
  const made = await open(task?.executionId ?? '', {
    incidentType: 'waitsForCourt',
    configuration: 'hearing-7',
    message: 'postponed',
  });

  // then
  expect(made).toMatchObject({
    status: 200,
    body: {
      incidentType: 'waitsForCourt',
      configuration: 'hearing-7',
      incidentMessage: 'postponed',
      activityId: 'two',
      processInstanceId: instance,
      executionId: task?.executionId,
    },
  });
  const { id } = made.body as Incident;
  expect(await client.get(`/incident?processInstanceId=${instance}`)).toMatchObject([{ id }]);
  expect((await client.request('DELETE', `/incident/${id}`)).status).toBe(204);
  expect(await client.get(`/incident?processInstanceId=${instance}`)).toEqual([]);
  expect(await client.get(`/history/incident?incidentId=${id}`)).toMatchObject([{ resolved: true }]);
  expect((await client.request('DELETE', `/incident/${id}`)).status).toBe(404);
});

it('stands at the only activity of an instance, without more than a type, until the instance ends', async () => {
  const { client } = engine;
  const instance = await client.start('p');
  const made = await open(instance, { incidentType: 'odd' });
  expect(made).toMatchObject({ status: 200, body: { activityId: 'look', configuration: null } });
  await client.request('DELETE', `/process-instance/${instance}`);
  const { id } = made.body as Incident;
  expect(await client.get(`/history/incident?incidentId=${id}`)).toMatchObject([{ deleted: true }]);
});

it('is not opened without a type or a place, and not resolved when the engine opened it', async () => {
  const { client } = engine;
  const instance = await client.start('both');
  expect((await open(instance, {})).status).toBe(400);
  expect((await open(instance, { incidentType: 'odd' })).status).toBe(400);
  expect((await open('none', { incidentType: 'odd' })).status).toBe(400);
  expect((await open(`${instance}:none`, { incidentType: 'odd' })).status).toBe(400);

  await client.start('work');
  const [task] = await client.fetchAndLock('fail-it');
  await client.post(`/external-task/${task?.id}/failure`, { workerId: 'worker', retries: 0 });
  const [found] = await client.get<Incident[]>('/incident?incidentType=failedExternalTask');
  expect(await client.request('DELETE', `/incident/${found?.id}`)).toMatchObject({
    status: 400,
    body: { message: expect.stringContaining('Cannot resolve an incident of type failedExternalTask') },
  });
});
