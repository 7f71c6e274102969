import { expect, it } from 'vitest';
import { eventually, useEngine } from '../../support/engine-suite.ts';
import { processXml, sequence, userTask, waitFor } from '../../support/small-process.ts';

const boundary = processXml(
  'reminded',
  `<startEvent id="start" /><userTask id="todo" /><endEvent id="end" /><endEvent id="late" />
   <boundaryEvent id="reminder" attachedToRef="todo" cancelActivity="false">
     <timerEventDefinition id="r"><timeDuration>\${wait}</timeDuration></timerEventDefinition></boundaryEvent>
   <sequenceFlow id="f1" sourceRef="start" targetRef="todo" /><sequenceFlow id="f2" sourceRef="todo" targetRef="end" />
   <sequenceFlow id="f3" sourceRef="reminder" targetRef="late" />`,
);

const engine = useEngine(
  (client) =>
    client.deploy({
      'p.bpmn': processXml('p', sequence(waitFor('pause', '${pause}'), userTask('after'))),
      'reminded.bpmn': boundary,
      'async.bpmn': processXml(
        'async',
        sequence({
          id: 'compute',
          xml: '<serviceTask id="compute" camunda:asyncBefore="true" camunda:expression="${missing}" />',
        }),
      ),
    }),
  { timerPauseMs: 50 },
);

interface Job {
  id: string;
  suspended: boolean;
  dueDate: string;
  createTime: string;
}

const jobsOf = (id: string, more = '') => engine.client.get<Job[]>(`/job?processInstanceId=${id}${more}`);
const tasksOf = (id: string) => engine.client.get<unknown[]>(`/task?processInstanceId=${id}`);
const put = async (path: string, body: unknown) => (await engine.client.request('PUT', path, body)).status;
const millis = (date = '') => new Date(date.replace('+0000', 'Z')).getTime();

async function jobOf(id: string): Promise<Job> {
  const [job] = await jobsOf(id);
  if (!job) throw new Error('The instance has no job.');
  return job;
}

it('that is suspended rests when it is due, and runs once it is activated', async () => {
  const id = await engine.client.start('p', { pause: 'P1D' });
  const job = await jobOf(id);
  expect(await put(`/job/${job.id}/suspended`, { suspended: true })).toBe(204);
  expect(await put(`/job/${job.id}/duedate`, { duedate: '2020-01-01T00:00:00.000+0000' })).toBe(204);
  expect(await jobsOf(id, '&suspended=true')).toHaveLength(1);
  expect(await jobsOf(id, '&active=true')).toEqual([]);
  await new Promise((resolve) => setTimeout(resolve, 600));
  expect(await tasksOf(id)).toEqual([]);
  await put(`/job/${job.id}/suspended`, { suspended: false });
  await eventually(async () => (await tasksOf(id)).length === 1);
});

it('rests with all of an instance, a definition or a key', async () => {
  const id = await engine.client.start('p', { pause: 'P1D' });
  const isSuspended = async () => (await jobOf(id)).suspended;
  const [instance] = await engine.client.get<{ definitionId: string }[]>(
    `/process-instance?processInstanceIds=${id}`,
  );
  const selections = [
    { processInstanceId: id },
    { processDefinitionId: instance?.definitionId },
    { processDefinitionKey: 'p' },
    { processDefinitionKey: 'p', processDefinitionWithoutTenantId: true },
  ];
  for (const selection of selections) {
    expect(await put('/job/suspended', { ...selection, suspended: true })).toBe(204);
    expect(await isSuspended()).toBe(true);
    expect(await put('/job/suspended', { ...selection, suspended: false })).toBe(204);
    expect(await isSuspended()).toBe(false);
  }
  await put('/job/suspended', { suspended: true, processDefinitionKey: 'p', processDefinitionTenantId: 'x' });
  expect(await isSuspended()).toBe(false);
});

it('refuses a suspension that names nothing, or too much', async () => {
  expect(await put('/job/suspended', { suspended: true })).toBe(400);
  expect(await put('/job/suspended', { suspended: true, jobId: 'x' })).toBe(400);
  const both = { suspended: true, processInstanceId: 'x', processDefinitionKey: 'p' };
  expect(await put('/job/suspended', both)).toBe(400);
  expect(await put('/job/none/suspended', {})).toBe(400);
});

it('is due as the variables are now, once that is calculated again', async () => {
  const { client } = engine;
  for (const [key, name] of [
    ['p', 'pause'],
    ['reminded', 'wait'],
  ] as const) {
    const id = await client.start(key, { [name]: 'P1D' });
    const { id: jobId, createTime } = await jobOf(id);
    await put(`/process-instance/${id}/variables/${name}`, { value: 'P2D' });
    const recalculate = `/job/${jobId}/duedate/recalculate`;
    expect((await client.request('POST', `${recalculate}?creationDateBased=true`)).status).toBe(204);
    const dueDate = millis((await jobOf(id)).dueDate);
    expect(dueDate - millis(createTime)).toBe(2 * 86_400_000);
    await client.request('POST', `${recalculate}?creationDateBased=false`);
    expect(millis((await jobOf(id)).dueDate)).toBeGreaterThan(dueDate);
  }
});

it('cannot be calculated when it is no timer, or when the expression gives no time', async () => {
  const { client } = engine;
  const id = await client.start('async');
  const { id: jobId } = await jobOf(id);
  const refused = await client.request('POST', `/job/${jobId}/duedate/recalculate`);
  expect(refused).toMatchObject({ status: 500, body: { type: 'InvalidRequestException' } });
  const waiting = await client.start('p', { pause: 'P1D' });
  await put(`/process-instance/${waiting}/variables/pause`, { value: 'soon' });
  const failed = await client.request('POST', `/job/${(await jobOf(waiting)).id}/duedate/recalculate`);
  expect(failed.status).toBe(500);
  expect((await client.request('POST', '/job/none/duedate/recalculate')).status).toBe(404);
  expect((await client.request('POST', `/job/${jobId}/duedate/recalculate?creationDateBased=x`)).status).toBe(
    400,
  );
});

it('has a priority that can be set and searched for', async () => {
  const id = await engine.client.start('p', { pause: 'P1D' });
  const { id: jobId } = await jobOf(id);
  expect(await put(`/job/${jobId}/priority`, { priority: 77 })).toBe(204);
  expect(await jobsOf(id, '&priorityHigherThanOrEquals=77')).toHaveLength(1);
  expect(await jobsOf(id, '&priorityLowerThanOrEquals=76')).toEqual([]);
  expect(await put(`/job/${jobId}/priority`, {})).toBe(400);
  expect(await put('/job/none/priority', { priority: 1 })).toBe(404);
});

it('is gone for good when it is deleted, and what waits for it waits', async () => {
  const id = await engine.client.start('p', { pause: 'P1D' });
  const { id: jobId } = await jobOf(id);
  expect((await engine.client.request('DELETE', `/job/${jobId}`)).status).toBe(204);
  expect((await engine.client.request('DELETE', `/job/${jobId}`)).status).toBe(404);
  expect(await jobsOf(id)).toEqual([]);
  expect((await engine.client.request('GET', `/process-instance/${id}`)).status).toBe(200);
});
