import { expect, it } from 'vitest';
import { eventually, useEngine } from '../../support/engine-suite.ts';
import { processXml, sequence, userTask, waitFor } from '../../support/small-process.ts';

/** Turns into an expression failure once its timer fired, as long as the variable `ready` is missing. */
const failing = processXml(
  'failing',
  `<startEvent id="start" /><endEvent id="end" /><endEvent id="end2" />
   <intermediateCatchEvent id="pause"><timerEventDefinition id="t"><timeDuration>PT1H</timeDuration></timerEventDefinition></intermediateCatchEvent>
   <exclusiveGateway id="gate" default="no" />
   <sequenceFlow id="f1" sourceRef="start" targetRef="pause" />
   <sequenceFlow id="f2" sourceRef="pause" targetRef="gate" />
   <sequenceFlow id="yes" sourceRef="gate" targetRef="end"><conditionExpression xsi:type="tFormalExpression">\${ready}</conditionExpression></sequenceFlow>
   <sequenceFlow id="no" sourceRef="gate" targetRef="end2" />`,
);

const engine = useEngine((client) =>
  client.deploy({
    'p.bpmn': processXml('p', sequence(waitFor('pause', '${pause}'), userTask('after'))),
    'failing.bpmn': failing,
    'every.bpmn': processXml(
      'every',
      `<startEvent id="begin"><timerEventDefinition id="c"><timeCycle>R/PT1H</timeCycle></timerEventDefinition></startEvent>
       <userTask id="todo" /><endEvent id="end" />
       <sequenceFlow id="f1" sourceRef="begin" targetRef="todo" /><sequenceFlow id="f2" sourceRef="todo" targetRef="end" />`,
    ),
  }),
);

interface Job {
  id: string;
  dueDate: string;
  retries: number;
}

const jobsOf = (id: string) => engine.client.get<Job[]>(`/job?processInstanceId=${id}`);

it('fires when it is due', async () => {
  const id = await engine.client.start('p', { pause: 'PT2S' });
  expect(await jobsOf(id)).toMatchObject([{ retries: 3, processDefinitionKey: 'p', exceptionMessage: null }]);
  await eventually(
    async () => (await engine.client.get<unknown[]>(`/task?processInstanceId=${id}`)).length === 1,
  );
  expect(await jobsOf(id)).toEqual([]);
});

it('fires now when it is executed, and once', async () => {
  const id = await engine.client.start('p', { pause: 'P1D' });
  const [job] = await jobsOf(id);
  expect(await engine.client.get('/job?timers=true&dueDates=lt_2000-01-01T00:00:00.000%2B0000')).toEqual([]);
  expect((await engine.client.request('POST', `/job/${job?.id}/execute`)).status).toBe(204);
  expect((await engine.client.request('POST', `/job/${job?.id}/execute`)).status).toBe(404);
  expect(await engine.client.get(`/task?processInstanceId=${id}`)).toHaveLength(1);
});

it('fires earlier when its due date is moved', async () => {
  const id = await engine.client.start('p', { pause: 'P90D' });
  const [job] = await jobsOf(id);
  const answer = await engine.client.request('PUT', `/job/${job?.id}/duedate`, {
    duedate: '2020-01-01T00:00:00.000+0000',
  });
  expect(answer.status).toBe(204);
  await eventually(
    async () => (await engine.client.get<unknown[]>(`/task?processInstanceId=${id}`)).length === 1,
  );
});

it('that fails is tried three times and then waits for an operator', async () => {
  const { client } = engine;
  const id = await client.start('failing');
  const [job] = await jobsOf(id);
  // As in Camunda, whose resource calls any failure "not found".
  expect(await client.request('POST', `/job/${job?.id}/execute`)).toMatchObject({
    status: 404,
    body: { type: 'InvalidRequestException' },
  });
  expect(await jobsOf(id)).toMatchObject([{ id: job?.id, retries: 2, failedActivityId: 'gate' }]);

  await client.request('PUT', `/job/${job?.id}/duedate`, { duedate: null });
  const [incident] = await eventually(async () => {
    const incidents = await client.get<object[]>(`/incident?processInstanceId=${id}`);
    return incidents.length > 0 && incidents;
  });
  expect(incident).toMatchObject({ incidentType: 'failedJob', configuration: job?.id });
  expect(await jobsOf(id)).toMatchObject([{ retries: 0 }]);

  await client.request('PUT', `/process-instance/${id}/variables/ready`, { value: true });
  expect((await client.request('PUT', `/job/${job?.id}/retries`, { retries: 1 })).status).toBe(204);
  await eventually(async () => (await client.request('GET', `/process-instance/${id}`)).status === 404);
  expect(await client.get(`/history/incident?processInstanceId=${id}`)).toMatchObject([{ resolved: true }]);
});

it('that starts a process starts one and is set again', async () => {
  const { client } = engine;
  const startJobs = () => client.get<Job[]>('/job?processDefinitionKey=every');
  const [job] = await startJobs();
  await client.request('POST', `/job/${job?.id}/execute`);
  const next = await startJobs();
  expect(next).toHaveLength(1);
  expect(next[0]?.id).not.toBe(job?.id);
  expect(await client.get('/process-instance/count?processDefinitionKey=every')).toEqual({ count: 1 });
});

it('finds instances and incidents by their jobs', async () => {
  const id = await engine.client.start('failing');
  const [job] = await engine.client.get<{ id: string; jobDefinitionId: string }[]>(
    `/job?processInstanceId=${id}`,
  );
  await engine.client.request('POST', `/job/${job?.id}/execute`);
  const found = async (filter: string) =>
    (await engine.client.get<object[]>(`/history/process-instance?processInstanceId=${id}&${filter}`)).length;
  const moment = (ms: number) =>
    encodeURIComponent(new Date(Date.now() + ms).toISOString().replace('Z', '+0000'));
  expect(await found('withJobsRetrying=true')).toBe(1);
  expect(await found(`executedJobAfter=${moment(-60_000)}&executedJobBefore=${moment(60_000)}`)).toBe(1);
  expect(await found(`executedJobAfter=${moment(60_000)}`)).toBe(0);

  await engine.client.request('PUT', `/job/${job?.id}/retries`, { retries: 0 });
  expect(await found('withJobsRetrying=true')).toBe(0);
  const { jobDefinitionId } = job ?? {};
  for (const path of ['/incident', '/history/incident']) {
    const filter = `processInstanceId=${id}&jobDefinitionIdIn=${jobDefinitionId}`;
    expect(await engine.client.get(`${path}?${filter}`), path).toMatchObject([{ jobDefinitionId }]);
    expect(await engine.client.get(`${path}?processInstanceId=${id}&jobDefinitionIdIn=none`), path).toEqual(
      [],
    );
  }
});
