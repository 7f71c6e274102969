import { expect, it } from 'vitest';
import { eventually, useEngine } from '../../support/engine-suite.ts';
import { processXml, sequence, userTask, waitFor } from '../../support/small-process.ts';

let now = new Date('2026-01-01T12:00:00Z');
const engine = useEngine(() => Promise.resolve(), { clock: () => now });
const later = '2026-01-02T12:00:00.000+0000';

interface Job {
  id: string;
  dueDate: string;
  suspended: boolean;
}

async function deploy(key: string): Promise<string> {
  const xml = processXml(key, sequence(waitFor('pause', 'P30D'), userTask('look')));
  const { deployedProcessDefinitions } = await engine.client.deploy({ [`${key}.bpmn`]: xml });
  return Object.keys(deployedProcessDefinitions ?? {})[0] ?? '';
}

const put = async (path: string, body: object) => (await engine.client.request('PUT', path, body)).status;
const isSuspended = async (path: string) => (await engine.client.get<{ suspended: boolean }>(path)).suspended;
/** Jobs that belong to no activity: those that change definitions. */
const planned = async (key: string) =>
  (
    await engine.client.get<(Job & { jobDefinitionId: string | null })[]>(`/job?processDefinitionKey=${key}`)
  ).filter((job) => job.jobDefinitionId === null);

it('suspends a definition with its instances at the moment that was chosen, and not before', async () => {
  // given
  const id = await deploy('p');
  const instance = await engine.client.start('p');
  const body = { suspended: true, includeProcessInstances: true, executionDate: later };
  expect(await put(`/process-definition/${id}/suspended`, body)).toBe(204);
  expect(await isSuspended(`/process-definition/${id}`)).toBe(false);
  expect(await planned('p')).toMatchObject([{ dueDate: later, suspended: false, retries: 3 }]);

  // when
  now = new Date('2026-01-02T12:00:00Z');
  await eventually(() => isSuspended(`/process-definition/${id}`));

  // then
  expect(await isSuspended(`/process-instance/${instance}`)).toBe(true);
  expect(await planned('p')).toEqual([]);
});

it('activates by key what is suspended meanwhile: the plan itself does not rest', async () => {
  const id = await deploy('q');
  const path = '/process-definition/suspended';
  const whole = { processDefinitionKey: 'q', includeProcessInstances: true };
  expect(await put(path, { ...whole, suspended: true })).toBe(204);
  const executionDate = '2026-01-03T12:00:00.000+0000';
  expect(await put(path, { ...whole, suspended: false, executionDate })).toBe(204);
  expect(await put(path, { ...whole, suspended: true })).toBe(204);
  await deploy('q');
  const [job] = await planned('q');
  expect(job).toMatchObject({ suspended: false });
  expect((await engine.client.request('POST', `/job/${job?.id}/execute`)).status).toBe(204);
  expect(await isSuspended(`/process-definition/${id}`)).toBe(false);
});

it('lets job definitions rest at the moment that was chosen, with their jobs', async () => {
  // given
  await deploy('r');
  const instance = await engine.client.start('r');
  const [definition] = await engine.client.get<{ id: string }[]>('/job-definition?processDefinitionKey=r');
  const executionDate = '2026-01-05T12:00:00.000+0000';
  const body = { suspended: true, includeJobs: true, executionDate };
  expect(await put(`/job-definition/${definition?.id}/suspended`, body)).toBe(204);
  expect(await put('/job-definition/none/suspended', body)).toBe(204);
  expect(await isSuspended(`/job-definition/${definition?.id}`)).toBe(false);

  // when
  now = new Date('2026-01-05T12:00:00Z');
  await eventually(() => isSuspended(`/job-definition/${definition?.id}`));

  // then
  expect(await engine.client.get(`/job?processInstanceId=${instance}`)).toMatchObject([{ suspended: true }]);
});

it('forgets a plan with its definition, and refuses one for what is not there', async () => {
  const id = await deploy('s');
  await put(`/process-definition/${id}/suspended`, {
    suspended: true,
    executionDate: '2030-01-01T00:00:00.000+0000',
  });
  expect(await planned('s')).toHaveLength(1);
  expect((await engine.client.request('DELETE', `/process-definition/${id}`)).status).toBe(204);
  expect(await engine.client.get('/job/count?processDefinitionKey=s')).toEqual({ count: 0 });
  const body = { suspended: true, executionDate: later };
  expect(await put('/process-definition/none/suspended', body)).toBe(404);
  expect(await put('/process-definition/key/none/suspended', body)).toBe(404);
});

it('lets what is deployed rest until the moment that the deployment names', async () => {
  // given
  const xml = processXml('fresh', sequence(userTask('look')));
  const { deployedProcessDefinitions } = await engine.client.deploy(
    { 'fresh.bpmn': xml },
    { 'deployment-activation-time': '2026-02-01T12:00:00.000+0000' },
  );
  const [definition] = Object.values(deployedProcessDefinitions ?? {});
  expect(definition).toMatchObject({ key: 'fresh', suspended: true });
  const start = () => engine.client.request('POST', '/process-definition/key/fresh/start', {});
  expect((await start()).status).toBe(500);
  expect(await planned('fresh')).toMatchObject([{ dueDate: '2026-02-01T12:00:00.000+0000' }]);

  // when
  now = new Date('2026-02-01T12:00:00Z');
  await eventually(async () => !(await isSuspended(`/process-definition/${definition?.id}`)));

  // then
  expect((await start()).status).toBe(200);
  const wrong = await engine.client.tryToDeploy(
    { 'fresh.bpmn': xml },
    { 'deployment-activation-time': 'soon' },
  );
  expect(wrong.status).toBe(400);
});
