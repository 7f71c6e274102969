import { expect, it } from 'vitest';
import { eventually, useEngine } from '../../support/engine-suite.ts';
import { processXml, sequence, userTask, waitFor } from '../../support/small-process.ts';

const engine = useEngine((client) =>
  client.deploy({
    'p.bpmn': processXml(
      'p',
      sequence(
        {
          id: 'compute',
          xml: `<serviceTask id="compute" camunda:asyncBefore="true" camunda:expression="\${ready}"
            camunda:resultVariable="result" />`,
        },
        userTask('after'),
      ),
    ),
    'pauses.bpmn': processXml('pauses', sequence(waitFor('pause', 'P1D'))),
    'every.bpmn': processXml(
      'every',
      `<startEvent id="begin"><timerEventDefinition id="c"><timeCycle>R/PT1H</timeCycle></timerEventDefinition></startEvent>
       <endEvent id="end" /><sequenceFlow id="f1" sourceRef="begin" targetRef="end" />`,
    ),
  }),
);

interface Entry {
  id: string;
  jobId: string;
  jobRetries: number;
}

const logOf = (id: string, more = '') =>
  engine.client.get<Entry[]>(
    `/history/job-log?processInstanceId=${id}&sortBy=occurrence&sortOrder=asc${more}`,
  );

it('tells of the creation, each failure and the success of a job', async () => {
  const { client } = engine;
  const id = await client.start('p');
  await eventually(async () => (await logOf(id, '&failureLog=true')).length === 3);
  const [{ id: jobId } = { id: '' }] = await client.get<{ id: string }[]>(`/job?processInstanceId=${id}`);
  await client.request('PUT', `/process-instance/${id}/variables/ready`, { value: true });
  expect((await client.request('POST', `/job/${jobId}/execute`)).status).toBe(204);

  const [made, first, second, third, done] = await logOf(id);
  expect(made).toMatchObject({
    jobId,
    creationLog: true,
    failureLog: false,
    jobRetries: 3,
    jobExceptionMessage: null,
    jobDefinitionType: 'async-continuation',
    jobDefinitionConfiguration: 'async-before',
    activityId: 'compute',
    processInstanceId: id,
    rootProcessInstanceId: id,
    processDefinitionKey: 'p',
    jobDueDate: null,
  });
  expect([first, second, third].map((entry) => entry?.jobRetries)).toEqual([3, 2, 1]);
  expect(first).toMatchObject({
    failureLog: true,
    failedActivityId: 'compute',
    jobExceptionMessage: expect.stringContaining('ready') as string,
  });
  expect(done).toMatchObject({ successLog: true, jobRetries: 0, jobExceptionMessage: null });
  const stacktrace = await client.request('GET', `/history/job-log/${first?.id}/stacktrace`);
  expect(stacktrace.body).toContain('ready');
  expect(await client.get(`/history/job-log/${first?.id}`)).toEqual(first);
  expect(await client.get(`/history/job-log/count?jobId=${jobId}`)).toEqual({ count: 5 });
});

it('tells of jobs that went with their instance, or were deleted', async () => {
  const { client } = engine;
  const cancelled = await client.start('pauses');
  await client.request('DELETE', `/process-instance/${cancelled}`);
  expect(await logOf(cancelled)).toMatchObject([
    { creationLog: true },
    { deletionLog: true, activityId: 'pause' },
  ]);

  const id = await client.start('pauses');
  const [job] = await client.get<{ id: string }[]>(`/job?processInstanceId=${id}`);
  await client.request('DELETE', `/job/${job?.id}`);
  expect(await logOf(id, '&deletionLog=true')).toMatchObject([{ jobId: job?.id }]);
});

it('goes with the history of its instance', async () => {
  const { client } = engine;
  const id = await client.start('pauses');
  await client.request('DELETE', `/process-instance/${id}`);
  await client.request('DELETE', `/history/process-instance/${id}`);
  expect(await logOf(id)).toEqual([]);
});

it('tells of timers that start instances', async () => {
  const { client } = engine;
  const [job] = await client.get<{ id: string }[]>('/job?processDefinitionKey=every');
  await client.request('POST', `/job/${job?.id}/execute`);
  const entries = await client.post<object[]>('/history/job-log', {
    processDefinitionKey: 'every',
    sorting: [{ sortBy: 'occurrence', sortOrder: 'asc' }],
  });
  expect(entries).toMatchObject([
    { creationLog: true, jobId: job?.id, processInstanceId: null, jobDefinitionType: 'timer-start-event' },
    { successLog: true, jobId: job?.id },
    { creationLog: true },
  ]);
});

it('refuses filters and ids nobody has', async () => {
  const { client } = engine;
  expect((await client.request('GET', '/history/job-log?sortBy=x&sortOrder=asc')).status).toBe(400);
  expect((await client.request('GET', '/history/job-log/none')).status).toBe(404);
  expect((await client.request('GET', '/history/job-log/none/stacktrace')).status).toBe(404);
});
