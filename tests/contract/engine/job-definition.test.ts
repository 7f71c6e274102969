import { expect, it } from 'vitest';
import { eventually, useEngine } from '../../support/engine-suite.ts';
import { processXml, sequence, userTask, waitFor } from '../../support/small-process.ts';

const asyncTask = {
  id: 'compute',
  xml: `<serviceTask id="compute" camunda:asyncBefore="true" camunda:asyncAfter="true" camunda:jobPriority="3"
    camunda:expression="\${ready}" camunda:resultVariable="result" />`,
};

const engine = useEngine(
  (client) =>
    client.deploy({
      'p.bpmn': processXml('p', sequence(asyncTask, userTask('after'))),
      'pauses.bpmn': processXml('pauses', sequence(waitFor('pause', '${pause}'), userTask('after'))),
      'every.bpmn': processXml(
        'every',
        `<startEvent id="begin"><timerEventDefinition id="c"><timeCycle>R/PT1H</timeCycle></timerEventDefinition></startEvent>
         <userTask id="todo" /><endEvent id="end" />
         <sequenceFlow id="f1" sourceRef="begin" targetRef="todo" /><sequenceFlow id="f2" sourceRef="todo" targetRef="end" />`,
      ),
    }),
  { timerPauseMs: 50 },
);

interface Definition {
  id: string;
  activityId: string;
  jobType: string;
  jobConfiguration: string;
}

interface Job {
  id: string;
  jobDefinitionId: string;
  suspended: boolean;
  priority: number;
  retries: number;
  dueDate: string;
}

const definitionsOf = (key: string, more = '') =>
  engine.client.get<Definition[]>(`/job-definition?processDefinitionKey=${key}${more}`);
const jobsOf = (id: string, more = '') => engine.client.get<Job[]>(`/job?processInstanceId=${id}${more}`);
const tasksOf = (id: string) => engine.client.get<unknown[]>(`/task?processInstanceId=${id}`);
const put = async (path: string, body: unknown) => (await engine.client.request('PUT', path, body)).status;

/** The only job of an instance. */
async function jobOf(id: string): Promise<Job> {
  const [job] = await jobsOf(id);
  if (!job) throw new Error('The instance has no job.');
  return job;
}

it('are listed with where and how a process makes jobs', async () => {
  expect(await definitionsOf('p', '&sortBy=jobConfiguration&sortOrder=desc')).toMatchObject([
    { activityId: 'compute', jobType: 'async-continuation', jobConfiguration: 'async-before' },
    { activityId: 'compute', jobType: 'async-continuation', jobConfiguration: 'async-after' },
  ]);
  expect(await definitionsOf('pauses')).toMatchObject([
    {
      activityId: 'pause',
      jobType: 'timer-intermediate-transition',
      jobConfiguration: 'DURATION: ${pause}',
      suspended: false,
      overridingJobPriority: null,
    },
  ]);
  const [start] = await definitionsOf('every');
  expect(start).toMatchObject({ jobType: 'timer-start-event', jobConfiguration: 'CYCLE: R/PT1H' });
  expect(await engine.client.get(`/job?jobDefinitionId=${start?.id}`)).toMatchObject([
    { jobDefinitionId: start?.id },
  ]);
  expect(await engine.client.get(`/job-definition/${start?.id}`)).toEqual(start);
  expect(await engine.client.get('/job-definition/count?activityIdIn=compute')).toEqual({ count: 2 });
});

it('are told apart by their jobs', async () => {
  const id = await engine.client.start('p');
  const [before] = await definitionsOf('p', '&jobConfiguration=async-before');
  expect(await jobOf(id)).toMatchObject({ jobDefinitionId: before?.id });
});

it('let the jobs to come rest while they are suspended, and those there are if asked', async () => {
  const running = await engine.client.start('pauses', { pause: 'P1D' });
  const [definition] = await definitionsOf('pauses');
  expect(await put(`/job-definition/${definition?.id}/suspended`, { suspended: true })).toBe(204);
  expect(await jobOf(running)).toMatchObject({ suspended: false });
  const id = await engine.client.start('pauses', { pause: 'PT0S' });
  expect(await jobOf(id)).toMatchObject({ suspended: true });
  await put('/job-definition/suspended', {
    suspended: true,
    includeJobs: true,
    processDefinitionKey: 'pauses',
  });
  expect(await jobOf(running)).toMatchObject({ suspended: true });
  await new Promise((resolve) => setTimeout(resolve, 200));
  expect(await tasksOf(id)).toEqual([]);

  await put(`/job-definition/${definition?.id}/suspended`, { suspended: false, includeJobs: true });
  await eventually(async () => (await tasksOf(id)).length === 1);
});

it('override the priority of the jobs to come, and of those there are if asked', async () => {
  const [definition] = await definitionsOf('p', '&jobConfiguration=async-before');
  const path = `/job-definition/${definition?.id}/jobPriority`;
  const before = await engine.client.start('p');
  expect(await jobOf(before)).toMatchObject({ priority: 3 });
  expect(await put(path, { priority: 40 })).toBe(204);
  expect(await jobOf(await engine.client.start('p'))).toMatchObject({ priority: 40 });
  expect(await definitionsOf('p', '&withOverridingJobPriority=true')).toHaveLength(1);
  await put(path, { priority: 50, includeJobs: true });
  expect(await jobOf(before)).toMatchObject({ priority: 50 });
  expect(await put(path, { priority: null, includeJobs: true })).toBe(400);
  expect(await put(path, { priority: null })).toBe(204);
  expect(await jobOf(await engine.client.start('p'))).toMatchObject({ priority: 3 });
  expect(await put('/job-definition/none/jobPriority', { priority: 1 })).toBe(404);
});

it('give their failed jobs new tries', async () => {
  const id = await engine.client.start('p');
  await eventually(async () => (await jobsOf(id, '&noRetriesLeft=true')).length === 1);
  await put(`/process-instance/${id}/variables/ready`, { value: true });
  const { jobDefinitionId } = await jobOf(id);
  expect(await put(`/job-definition/${jobDefinitionId}/retries`, { retries: 2 })).toBe(204);
  await eventually(async () => (await tasksOf(id)).length === 1);
});

it('rest with their process definition', async () => {
  const path = '/process-definition/key/every/suspended';
  const jobs = () => engine.client.get<Job[]>('/job?processDefinitionKey=every');
  await put(path, { suspended: true });
  expect(await jobs()).toMatchObject([{ suspended: true }]);
  expect(await definitionsOf('every', '&suspended=true')).toHaveLength(1);
  await put(path, { suspended: false });
  expect(await jobs()).toMatchObject([{ suspended: false }]);
});

it('refuse a request that names no definition, or several', async () => {
  expect(await put('/job-definition/suspended', { suspended: true })).toBe(400);
  const both = { suspended: true, processDefinitionKey: 'p', processDefinitionId: 'p' };
  expect(await put('/job-definition/suspended', both)).toBe(400);
  expect(await put('/job-definition/none/retries', {})).toBe(400);
  expect((await engine.client.request('GET', '/job-definition/none')).status).toBe(404);
});
