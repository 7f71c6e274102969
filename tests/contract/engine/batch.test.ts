import { expect, it } from 'vitest';
import { eventually, useEngine } from '../../support/engine-suite.ts';
import {
  externalTask,
  processXml,
  sequence,
  userTask,
  waitFor,
  waitForAnswer,
} from '../../support/small-process.ts';

interface Batch {
  id: string;
  type: string;
  totalJobs: number;
  remainingJobs: number;
  completedJobs: number;
  failedJobs: number;
}

const suite = useEngine(
  (client) =>
    client.deploy({
      'two.bpmn': processXml('two', sequence(userTask('first'), userTask('second'))),
      'work.bpmn': processXml('work', sequence(externalTask('batch-topic'))),
      'pause.bpmn': processXml('pause', sequence(waitFor('later', 'P1D'))),
    }),
  { executor: 'token-core' },
);

const start = (key: string, count: number) =>
  Promise.all(Array.from({ length: count }, () => suite.client.start(key)));

const definitionOf = async (key: string) =>
  (await suite.client.get<{ id: string }>(`/process-definition/key/${key}`)).id;

/** The record of a batch, once everything is done. */
const ended = (id: string) =>
  eventually(async () => {
    const batch = await suite.client.get<{ endTime: string | null }>(`/history/batch/${id}`);
    return batch.endTime !== null && batch;
  });

const statistics = async (id: string): Promise<Batch | undefined> =>
  (await suite.client.get<Batch[]>(`/batch/statistics?batchId=${id}`))[0];

it('deletes instances in the background and keeps a record of it', async () => {
  // given
  const ids = await start('two', 5);
  // when
  const batch = await suite.client.post<Batch>('/process-instance/delete', {
    processInstanceIds: ids.slice(0, 2),
    processInstanceQuery: { processDefinitionKey: 'two' },
    deleteReason: 'ended by mistake',
  });
  // then
  expect(batch).toMatchObject({
    type: 'instance-deletion',
    totalJobs: 5,
    jobsCreated: 5,
    invocationsPerBatchJob: 1,
    suspended: false,
    startTime: expect.stringMatching(/\+0000$/),
  });
  expect(await ended(batch.id)).toMatchObject({ id: batch.id, type: 'instance-deletion', totalJobs: 5 });
  const count = (completed: boolean) =>
    suite.client.get(`/history/batch/count?batchId=${batch.id}&completed=${completed}`);
  expect([await count(true), await count(false)]).toEqual([{ count: 1 }, { count: 0 }]);
  expect(await suite.client.get('/history/batch/cleanable-batch-report')).toContainEqual({
    batchType: 'instance-deletion',
    historyTimeToLive: null,
    finishedBatchesCount: 1,
    cleanableBatchesCount: 0,
  });
  expect(await suite.client.get('/process-instance/count?processDefinitionKey=two')).toEqual({ count: 0 });
  expect(await suite.client.get(`/history/process-instance/${ids[0]}`)).toMatchObject({
    state: 'EXTERNALLY_TERMINATED',
    deleteReason: 'ended by mistake',
  });
  expect((await suite.client.request('GET', `/batch/${batch.id}`)).status).toBe(404);
});

it('modifies instances at once, or in the background', async () => {
  // given
  const processInstanceIds = await start('two', 3);
  const processDefinitionId = await definitionOf('two');
  const instructions = [
    { type: 'cancel', activityId: 'first' },
    { type: 'startBeforeActivity', activityId: 'second' },
  ];
  const request = { processDefinitionId, instructions };
  // when
  const [at, ...later] = processInstanceIds;
  const once = await suite.client.request('POST', '/modification/execute', {
    ...request,
    processInstanceIds: [at],
  });
  const batch = await suite.client.post<Batch>('/modification/executeAsync', {
    ...request,
    processInstanceIds: later,
  });
  await ended(batch.id);
  const [single] = await start('two', 1);
  const alone = await suite.client.post<Batch>(`/process-instance/${single}/modification-async`, {
    instructions,
  });
  await ended(alone.id);
  processInstanceIds.push(single ?? '');
  // then
  expect(once.status).toBe(204);
  for (const id of processInstanceIds)
    expect(await suite.client.get(`/task?processInstanceId=${id}`)).toMatchObject([
      { taskDefinitionKey: 'second' },
    ]);
});

const incidents = () =>
  suite.client.get<{ id: string; configuration: string; incidentMessage: string }[]>(
    '/incident?incidentType=failedJob',
  );

it('shows what failed as an incident with its reason, goes on with the rest, and tries again when told', async () => {
  // given
  const [id] = await start('two', 1);
  const batch = await suite.client.post<Batch>('/modification/executeAsync', {
    processDefinitionId: await definitionOf('two'),
    instructions: [{ type: 'startBeforeActivity', activityId: 'second' }],
    processInstanceIds: [id, 'gone'],
  });
  // when
  const seen = await eventually(async () => {
    const found = await statistics(batch.id);
    return found?.failedJobs === 1 && found.remainingJobs === 1 && found;
  });
  // then
  expect(seen).toMatchObject({ totalJobs: 2, completedJobs: 1, failedJobs: 1 });
  expect(await suite.client.get(`/batch/count?withFailures=true&batchId=${batch.id}`)).toEqual({ count: 1 });
  const [incident, ...more] = await incidents();
  expect(more).toEqual([]);
  expect(incident).toMatchObject({
    incidentType: 'failedJob',
    processInstanceId: null,
    incidentMessage: expect.stringContaining('gone'),
  });
  expect(await suite.client.get(`/job/${incident?.configuration}`)).toMatchObject({
    retries: 0,
    batchId: batch.id,
    processInstanceId: null,
    exceptionMessage: incident?.incidentMessage,
  });
  expect(await suite.client.get('/job/count?noRetriesLeft=true&withException=true')).toEqual({ count: 1 });
  const { body } = await suite.client.request('GET', `/job/${incident?.configuration}/stacktrace`);
  expect(body).toBe(incident?.incidentMessage);
  // when: it is tried again, which cannot help here
  await suite.client.request('PUT', `/job/${incident?.configuration}/retries`, { retries: 1 });
  await eventually(async () => (await incidents()).some(({ id: one }) => one !== incident?.id));
  const past = await suite.client.get(`/history/incident?incidentId=${incident?.id}`);
  expect(past).toMatchObject([{ resolved: true }]);
  // when: it is given up
  expect((await suite.client.request('DELETE', `/batch/${batch.id}`)).status).toBe(204);
  expect(await incidents()).toEqual([]);
  expect(await statistics(batch.id)).toBeUndefined();
  expect((await suite.client.request('DELETE', `/history/batch/${batch.id}`)).status).toBe(204);
  expect((await suite.client.request('GET', `/history/batch/${batch.id}`)).status).toBe(404);
});

it('lets what failed be executed, given other tries and deleted as the job it is shown as', async () => {
  // given: the second task can only be opened where it is known for whom
  const second = userTask('second', 'camunda:assignee="${who}"');
  await suite.client.deploy({ 'whom.bpmn': processXml('whom', sequence(userTask('first'), second)) });
  const ids = await start('whom', 2);
  const batch = await suite.client.post<Batch>('/modification/executeAsync', {
    processDefinitionId: await definitionOf('whom'),
    instructions: [{ type: 'startBeforeActivity', activityId: 'second' }],
    processInstanceIds: ids,
  });
  const jobs = () => suite.client.get<{ id: string }[]>('/job?noRetriesLeft=true&sortBy=jobId&sortOrder=asc');
  await eventually(async () => (await jobs()).length === 2);
  const [one, other] = await jobs();
  const { batchJobDefinitionId } = await suite.client.get<{ batchJobDefinitionId: string }>(
    `/batch/${batch.id}`,
  );
  expect(await suite.client.get(`/job/count?jobDefinitionId=${batchJobDefinitionId}`)).toEqual({ count: 2 });
  expect(await suite.client.get(`/incident?jobDefinitionIdIn=${batchJobDefinitionId}`)).toMatchObject([
    { jobDefinitionId: batchJobDefinitionId },
    { jobDefinitionId: batchJobDefinitionId },
  ]);

  // when: they are tried again while the batch rests
  await suite.client.request('PUT', `/batch/${batch.id}/suspended`, { suspended: true });
  await suite.client.request('PUT', `/job-definition/${batchJobDefinitionId}/retries`, { retries: 1 });
  // then: what is left to do are jobs
  expect(await suite.client.get(`/job?jobDefinitionId=${batchJobDefinitionId}`)).toMatchObject([
    { batchId: batch.id, retries: 1, suspended: true },
    { batchId: batch.id, retries: 1, suspended: true },
  ]);
  await suite.client.request('PUT', `/batch/${batch.id}/suspended`, { suspended: false });
  await eventually(async () => (await jobs()).length === 2);

  // when: the cause is still there
  const refused = await suite.client.request('POST', `/job/${one?.id}/execute`);
  // then
  expect(refused).toMatchObject({ status: 404, body: { message: expect.stringContaining('who') } });
  expect(await jobs()).toHaveLength(2);
  expect(await incidents()).toHaveLength(2);

  // when: it is gone
  for (const id of ids)
    await suite.client.request('PUT', `/process-instance/${id}/variables/who`, { value: 'ann' });
  expect((await suite.client.request('POST', `/job/${one?.id}/execute`)).status).toBe(204);
  // then
  expect(await statistics(batch.id)).toMatchObject({ remainingJobs: 1, completedJobs: 1, failedJobs: 1 });
  expect(await suite.client.get('/task/count?taskDefinitionKey=second&assignee=ann')).toEqual({ count: 1 });
  expect((await incidents()).map(({ configuration }) => configuration)).toEqual([other?.id]);

  // when
  expect((await suite.client.request('PUT', `/job/${other?.id}/retries`, { retries: 0 })).status).toBe(204);
  expect(await incidents()).toHaveLength(1);
  expect((await suite.client.request('DELETE', `/job/${other?.id}`)).status).toBe(204);
  // then: nothing is left to do
  await ended(batch.id);
  expect(await incidents()).toEqual([]);
  expect(await suite.client.get('/task/count?taskDefinitionKey=second&assignee=ann')).toEqual({ count: 1 });
  for (const [method, path] of [
    ['POST', `/job/${one?.id}/execute`],
    ['DELETE', `/job/${other?.id}`],
  ] as const)
    expect((await suite.client.request(method, path)).status).toBe(404);
});

it('gives external tasks and timers new tries', async () => {
  // given
  const [instance] = await start('work', 1);
  const [task] = await suite.client.fetchAndLock('batch-topic', 'w');
  await suite.client.post(`/external-task/${task?.id}/failure`, { workerId: 'w', retries: 0 });
  const [paused] = await start('pause', 1);
  const [job] = await suite.client.get<{ id: string }[]>(`/job?processInstanceId=${paused}`);
  // when
  const tasks = await suite.client.post<Batch>('/external-task/retries-async', {
    retries: 4,
    processInstanceIds: [instance],
  });
  const jobs = await suite.client.post<Batch>('/job/retries', { retries: 7, jobIds: [job?.id] });
  await ended(tasks.id);
  await ended(jobs.id);
  // then
  expect(await suite.client.get(`/external-task/${task?.id}`)).toMatchObject({ retries: 4 });
  expect(await suite.client.get(`/incident?processInstanceId=${instance}`)).toEqual([]);
  expect(await suite.client.get(`/job/${job?.id}`)).toMatchObject({ retries: 7 });
});

it('lets instances rest, sets their variables and forgets them in the background', async () => {
  // given
  const processInstanceIds = await start('two', 2);
  const done = async (path: string, body: object) => {
    const { id, type } = await suite.client.post<Batch>(path, { processInstanceIds, ...body });
    await ended(id);
    return type;
  };
  const count = (filter: string) =>
    suite.client.get(`/process-instance/count?processInstanceIds=${processInstanceIds.join(',')}&${filter}`);

  // then
  const path = '/process-instance';
  expect(await done(`${path}/suspended-async`, { suspended: true })).toBe('instance-update-suspension-state');
  expect(await count('suspended=true')).toEqual({ count: 2 });
  await done(`${path}/suspended-async`, { suspended: false });
  const variables = { code: { value: 7, type: 'Integer' } };
  expect(await done(`${path}/variables-async`, { variables })).toBe('set-variables');
  expect(await count('variables=code_eq_7')).toEqual({ count: 2 });
  const wrong = { processInstanceIds, variables: { code: { value: 'x', type: 'Integer' } } };
  expect(await suite.client.request('POST', `${path}/variables-async`, wrong)).toMatchObject({
    status: 400,
    body: { message: expect.stringMatching(/^Cannot set variables: /) },
  });
  const query = { historicProcessInstanceQuery: { processInstanceIds } };
  expect(await done(`${path}/delete-historic-query-based`, query)).toBe('instance-deletion');
  expect(await count('')).toEqual({ count: 0 });
  const forgotten = await suite.client.post<Batch>('/history/process-instance/delete', query);
  expect(await ended(forgotten.id)).toMatchObject({ type: 'historic-instance-deletion', totalJobs: 2 });
  expect(
    (await suite.client.request('GET', `/history/process-instance/${processInstanceIds[0]}`)).status,
  ).toBe(404);
});

it('delivers a message to instances, and gives their jobs new tries, in the background', async () => {
  // given
  const hears = [waitForAnswer('hear'), userTask('heard')];
  await suite.client.deploy({ 'hears.bpmn': processXml('hears', sequence(...hears)) });
  const [meant, other] = await start('hears', 2);
  const [paused] = await start('pause', 1);

  // when
  const message = await suite.client.post<Batch>('/process-instance/message-async', {
    messageName: 'Answer',
    processInstanceIds: [meant],
    variables: { code: { value: 'x' } },
  });
  const jobs = await suite.client.post<Batch>('/process-instance/job-retries', {
    retries: 9,
    processInstances: [paused],
  });
  await ended(message.id);
  await ended(jobs.id);

  // then
  expect([message.type, jobs.type]).toEqual(['correlate-message', 'set-job-retries']);
  expect(await suite.client.get(`/process-instance/${meant}/variables/code`)).toMatchObject({ value: 'x' });
  expect(await suite.client.get(`/task?processInstanceIdIn=${meant},${other}`)).toMatchObject([
    { taskDefinitionKey: 'heard', processInstanceId: meant },
  ]);
  expect(await suite.client.get(`/job?processInstanceId=${paused}`)).toMatchObject([{ retries: 9 }]);
});

it('lets instances rest that a query finds, and those of a key of one tenant', async () => {
  await suite.client.deploy({ 'rests.bpmn': processXml('rests', sequence(userTask('look'))) });
  await start('rests', 2);
  const suspended = () =>
    suite.client.get('/process-instance/count?processDefinitionKey=rests&suspended=true');
  const suspend = async (body: object) =>
    (await suite.client.request('PUT', '/process-instance/suspended', { suspended: true, ...body })).status;
  expect(await suspend({ processInstanceQuery: { processDefinitionKey: 'none' } })).toBe(400);
  expect(await suspend({ processDefinitionKey: 'rests', processDefinitionTenantId: 'a' })).toBe(204);
  expect(await suspended()).toEqual({ count: 0 });
  expect(await suspend({ processInstanceQuery: { processDefinitionKey: 'rests' } })).toBe(204);
  expect(await suspended()).toEqual({ count: 2 });
  await suspend({ processDefinitionKey: 'rests', processDefinitionWithoutTenantId: true, suspended: false });
  expect(await suspended()).toEqual({ count: 0 });
});

it('starts ended instances again with what they had', async () => {
  // given
  const id = await suite.client.start('two', { caseId: 'c-9' }, 'c-9');
  await suite.client.request('DELETE', `/process-instance/${id}`);
  const definitionId = await definitionOf('two');
  const request = {
    processInstanceIds: [id],
    instructions: [{ type: 'startBeforeActivity', activityId: 'second' }],
  };
  // when
  const answer = await suite.client.request('POST', `/process-definition/${definitionId}/restart`, request);
  const batch = await suite.client.post<Batch>(`/process-definition/${definitionId}/restart-async`, request);
  await ended(batch.id);
  // then
  expect(answer.status).toBe(204);
  const restarted = await suite.client.get<{ id: string }[]>('/process-instance?businessKey=c-9');
  expect(restarted).toHaveLength(2);
  expect(await suite.client.get(`/process-instance/${restarted[0]?.id}/variables/caseId`)).toMatchObject({
    value: 'c-9',
  });
  expect(await suite.client.get(`/task?processInstanceId=${restarted[0]?.id}`)).toMatchObject([
    { taskDefinitionKey: 'second' },
  ]);
});

it('refuses to restart what still runs, and batches over nothing', async () => {
  const [id] = await start('two', 1);
  const definitionId = await definitionOf('two');
  const answer = await suite.client.request('POST', `/process-definition/${definitionId}/restart`, {
    processInstanceIds: [id],
    instructions: [{ type: 'startBeforeActivity', activityId: 'second' }],
  });
  expect(answer).toMatchObject({ status: 400, body: { message: expect.stringContaining('still running') } });
  expect(await suite.client.request('POST', '/process-instance/delete', {})).toMatchObject({
    status: 400,
    body: { type: 'BadUserRequestException' },
  });
});
