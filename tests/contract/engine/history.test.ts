import { expect, it } from 'vitest';
import { useEngine } from '../../support/engine-suite.ts';
import { externalTask, processXml, sequence, userTask } from '../../support/small-process.ts';

const engine = useEngine((client) =>
  client.deploy({ 'p.bpmn': processXml('p', sequence(externalTask('work'), userTask('look'))) }),
);

it('tells every activity of an instance in order', async () => {
  const { client } = engine;
  const id = await client.start('p');
  const path = `/history/activity-instance?processInstanceId=${id}&sortBy=occurrence&sortOrder=asc`;
  expect(await client.get(path)).toMatchObject([
    { activityId: 'start', activityType: 'startEvent', endTime: expect.any(String), canceled: false },
    { activityId: 'work', activityType: 'serviceTask', endTime: null },
  ]);
  expect(await client.get(`/process-instance/${id}/activity-instances`)).toMatchObject({
    id,
    activityType: 'processDefinition',
    childActivityInstances: [{ activityId: 'work', activityType: 'serviceTask' }],
  });
  const counts = expect.objectContaining({ id: 'work', failedJobs: 0, incidents: [] });
  expect(await client.get('/process-definition/key/p/statistics')).toContainEqual(counts);
  const all = '/process-definition/statistics';
  expect(await client.get(`${all}?failedJobs=true&incidents=true`)).toMatchObject([
    { instances: expect.any(Number), incidents: [], definition: { key: 'p' } },
  ]);
  for (const both of ['incidents=true&incidentsForType=x', 'incidents=true&rootIncidents=true'])
    expect((await client.request('GET', `${all}?${both}`)).status).toBe(400);
});

it('tells how an instance that was deleted ended', async () => {
  const { client } = engine;
  const id = await client.start('p', { a: 1 });
  expect((await client.request('DELETE', `/history/process-instance/${id}`)).status).toBe(400);
  expect((await client.request('DELETE', `/process-instance/${id}`)).status).toBe(204);
  expect(await client.get(`/history/process-instance?processInstanceId=${id}&finished=true`)).toMatchObject([
    { state: 'EXTERNALLY_TERMINATED', deleteReason: 'deleted', processDefinitionVersion: 1 },
  ]);
  expect(await client.get(`/history/activity-instance?processInstanceId=${id}&canceled=true`)).toMatchObject([
    { activityId: 'work', canceled: true },
  ]);
  expect(
    await client.get(`/history/external-task-log?processInstanceId=${id}&deletionLog=true`),
  ).toHaveLength(1);
  expect(await client.post('/history/variable-instance', { processInstanceId: id })).toMatchObject([
    { name: 'a', type: 'Integer', value: 1, state: 'CREATED' },
  ]);
  expect((await client.request('DELETE', `/history/process-instance/${id}`)).status).toBe(204);
  expect((await client.request('GET', `/history/process-instance/${id}`)).status).toBe(404);
});

it('tells visits that ended their scope from others', async () => {
  // given
  const { client } = engine;
  const id = await client.start('p');
  const [work] = (await client.fetchAndLock('work', 'scope')).filter((task) => task.processInstanceId === id);
  await client.post(`/external-task/${work?.id}/complete`, { workerId: 'scope' });
  const [task] = await client.get<{ id: string }[]>(`/task?processInstanceId=${id}`);
  await client.post(`/task/${task?.id}/complete`);
  const visited = async (filter: string) =>
    (
      await client.get<{ activityId: string }[]>(
        `/history/activity-instance?processInstanceId=${id}&sortBy=occurrence&sortOrder=asc&${filter}`,
      )
    ).map(({ activityId }) => activityId);

  // then
  expect(await visited('completeScope=true')).toEqual(['end']);
  expect(await visited('completeScope=false')).toEqual(['start', 'work', 'look', 'end']);
  const { id: definition } = await client.get<{ id: string }>('/process-definition/key/p');
  const counted = (flag: string) =>
    client.get(
      `/history/process-definition/${definition}/statistics?finished=true&processInstanceIdIn=${id}&${flag}`,
    );
  const counts = (ended: number) => [
    { id: 'end', completeScope: ended },
    { id: 'look', completeScope: 0 },
    { id: 'start', completeScope: 0 },
    { id: 'work', completeScope: 0 },
  ];
  expect(await counted('completeScope=true')).toMatchObject(counts(1));
  expect(await counted('completeScope=false')).toMatchObject(counts(0));
});

it('lists running instances by what they are about', async () => {
  const { client } = engine;
  const id = await client.start('p', { riskLevel: 'high', score: 7 }, 'case-9');
  const ids = async (query: string) =>
    (await client.get<{ id: string }[]>(`/process-instance?businessKey=case-9&${query}`)).map(
      (row) => row.id,
    );
  expect(await ids('variables=riskLevel_eq_high,score_gt_5')).toEqual([id]);
  expect(await ids('variables=score_gt_7')).toEqual([]);
  expect(await ids('activityIdIn=work')).toEqual([id]);
  expect(await ids('activityIdIn=look')).toEqual([]);
  expect(await ids('active=true&rootProcessInstances=true&leafProcessInstances=true')).toEqual([id]);
  expect(await client.get(`/variable-instance?processInstanceIdIn=${id}&variableName=score`)).toMatchObject([
    { name: 'score', type: 'Integer', value: 7, executionId: id },
  ]);
});

it('lets a suspended instance rest', async () => {
  const { client } = engine;
  const id = await client.start('p');
  await client.request('PUT', `/process-instance/${id}/suspended`, { suspended: true });
  const offered = await client.fetchAndLock('work');
  expect(offered.map((task) => task.processInstanceId)).not.toContain(id);
  await client.request('PUT', `/process-instance/${id}/suspended`, { suspended: false });
  expect((await client.fetchAndLock('work', 'other')).map((task) => task.processInstanceId)).toContain(id);
});

it('finds instances of the past by incidents and by when something happened in them', async () => {
  // given
  const { client } = engine;
  const id = await client.start('p', {}, 'past-1');
  const [task] = await client.fetchAndLock('work', 'worker');
  const failure = { workerId: 'worker', errorMessage: 'Printer on fire', retries: 0 };
  await client.post(`/external-task/${task?.id}/failure`, failure);
  const [incident] = await client.get<{ id: string }[]>(`/history/incident?processInstanceId=${id}`);
  const found = async (query: string) =>
    (
      await client.get<{ count: number }>(
        `/history/process-instance/count?processInstanceBusinessKey=past-1&${query}`,
      )
    ).count;
  const moment = (ms: number) => encodeURIComponent(new Date(ms).toISOString().replace('Z', '+0000'));

  // then
  expect(await found('incidentStatus=open&incidentMessageLike=Printer%25&withRootIncidents=true')).toBe(1);
  expect(await found(`incidentIdIn=${incident?.id}&activityIdIn=work`)).toBe(1);
  expect(await found('incidentStatus=resolved')).toBe(0);
  expect(await found('incidentIdIn=none')).toBe(0);
  expect(await found(`executedActivityAfter=${moment(Date.now() - 60_000)}`)).toBe(1);
  expect(await found(`executedActivityAfter=${moment(Date.now() + 60_000)}`)).toBe(0);
  expect(await found(`executedActivityBefore=${moment(Date.now() - 60_000)}`)).toBe(0);
  expect(await found('caseInstanceId=x')).toBe(0);
});
