import { expect, it } from 'vitest';
import { eventually, useEngine } from '../../support/engine-suite.ts';
import { processXml, sequence, userTask } from '../../support/small-process.ts';

const retry = (cycle: string) =>
  `<extensionElements><camunda:failedJobRetryTimeCycle>${cycle}</camunda:failedJobRetryTimeCycle></extensionElements>`;

/** Fails as long as the variable `ready` is missing. */
const compute = (inside = '', attributes = '') => ({
  id: 'compute',
  xml: `<serviceTask id="compute" name="Compute" camunda:asyncBefore="true" camunda:expression="\${ready}"
    camunda:resultVariable="result" ${attributes}>${inside}</serviceTask>`,
});

/** The scanner looks once a minute only: jobs run because they are made. */
const engine = useEngine(
  (client) =>
    client.deploy({
      'plain.bpmn': processXml('plain', sequence(compute(), userTask('after'))),
      'patient.bpmn': processXml('patient', sequence(compute(retry('R5/PT10M'), 'camunda:jobPriority="8"'))),
      'chain.bpmn': processXml(
        'chain',
        sequence(
          ...['a', 'b', 'c', 'd'].map((id) => ({
            id,
            xml: `<task id="${id}" camunda:asyncBefore="true" camunda:asyncAfter="true" />`,
          })),
        ),
      ),
    }),
  { timerPauseMs: 60_000 },
);

interface Job {
  id: string;
  retries: number;
  exceptionMessage: string | null;
  dueDate: string | null;
}

const jobsOf = (id: string, more = '') => engine.client.get<Job[]>(`/job?processInstanceId=${id}${more}`);

/** The job of an instance once it has been tried and has so many tries left. */
const triedJob = (id: string, retries: number) =>
  eventually(async () =>
    (await jobsOf(id)).find((job) => job.retries === retries && job.exceptionMessage !== null),
  );

it('answers the caller before the work is done, and does it in the background', async () => {
  const id = await engine.client.start('plain', { ready: true });
  await eventually(
    async () => (await engine.client.get<unknown[]>(`/task?processInstanceId=${id}`)).length === 1,
  );
  expect(await jobsOf(id)).toEqual([]);
});

it('runs a chain of jobs one after the other', async () => {
  const id = await engine.client.start('chain');
  await eventually(
    async () =>
      (await engine.client.get<unknown[]>(`/process-instance?processInstanceIds=${id}`)).length === 0,
  );
  const done = await engine.client.get<{ activityId: string }[]>(
    `/history/activity-instance?processInstanceId=${id}&activityType=task`,
  );
  expect(done.map(({ activityId }) => activityId).sort()).toEqual(['a', 'b', 'c', 'd']);
});

it('fails the job and not the request, three times, then opens an incident', async () => {
  const id = await engine.client.start('plain');
  const job = await triedJob(id, 0);
  expect(job).toMatchObject({
    jobDefinitionId: expect.any(String) as string,
    processInstanceId: id,
    processDefinitionKey: 'plain',
    executionId: expect.stringContaining(id) as string,
    failedActivityId: 'compute',
    dueDate: null,
    suspended: false,
    priority: 0,
    createTime: expect.stringMatching(/\+0000$/) as string,
  });
  expect(job.exceptionMessage).toContain('ready');
  const stacktrace = await engine.client.request('GET', `/job/${job.id}/stacktrace`);
  expect(String(stacktrace.body)).toContain('ready');
  expect(await engine.client.get(`/incident?processInstanceId=${id}`)).toMatchObject([
    { incidentType: 'failedJob', configuration: job.id, activityId: 'compute' },
  ]);
  expect(await engine.client.get(`/task?processInstanceId=${id}`)).toEqual([]);
});

it('shows the job as a transition instance of the activity', async () => {
  const id = await engine.client.start('plain');
  await triedJob(id, 0);
  const tree = await engine.client.get(`/process-instance/${id}/activity-instances`);
  expect(tree).toMatchObject({
    childActivityInstances: [],
    childTransitionInstances: [
      {
        activityId: 'compute',
        activityName: 'Compute',
        activityType: 'serviceTask',
        parentActivityInstanceId: id,
        processInstanceId: id,
      },
    ],
  });
});

it('is tried again when its retries are set, and the incident is resolved', async () => {
  const id = await engine.client.start('plain');
  const job = await triedJob(id, 0);
  await engine.client.request('PUT', `/process-instance/${id}/variables/ready`, { value: true });
  await engine.client.request('PUT', `/job/${job.id}/retries`, { retries: 1 });
  await eventually(
    async () => (await engine.client.get<unknown[]>(`/task?processInstanceId=${id}`)).length === 1,
  );
  expect(await engine.client.get(`/incident?processInstanceId=${id}`)).toEqual([]);
  expect(await engine.client.get(`/history/incident?processInstanceId=${id}`)).toMatchObject([
    { resolved: true },
  ]);
});

it('can be executed by hand, and says then what fails', async () => {
  const id = await engine.client.start('plain');
  const job = await triedJob(id, 0);
  const failed = await engine.client.request('POST', `/job/${job.id}/execute`);
  // As in Camunda, where the resource takes any failure of the engine for a job that is not there.
  expect(failed.status).toBe(404);
  expect(failed.body).toMatchObject({ message: expect.stringContaining('ready') as string });
  await engine.client.request('PUT', `/process-instance/${id}/variables/ready`, { value: true });
  expect((await engine.client.request('POST', `/job/${job.id}/execute`)).status).toBe(204);
  expect(await engine.client.get(`/task?processInstanceId=${id}`)).toHaveLength(1);
});

it('waits between its tries as failedJobRetryTimeCycle says', async () => {
  const id = await engine.client.start('patient');
  const job = await triedJob(id, 4);
  expect(job).toMatchObject({ priority: 8 });
  const pause = new Date(job.dueDate?.replace('+0000', 'Z') ?? 0).getTime() - Date.now();
  expect(pause).toBeGreaterThan(9 * 60_000);
  expect(pause).toBeLessThan(11 * 60_000);
});

it('tells timers and jobs between activities apart', async () => {
  const id = await engine.client.start('patient');
  await triedJob(id, 4);
  expect(await jobsOf(id, '&messages=true')).toHaveLength(1);
  expect(await jobsOf(id, '&timers=true')).toHaveLength(0);
});
