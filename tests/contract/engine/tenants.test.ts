import { beforeAll, expect, it } from 'vitest';
import type { Deployment } from '../../support/engine-client.ts';
import { useEngine } from '../../support/engine-suite.ts';
import {
  callActivity,
  externalTask,
  processXml,
  sequence,
  waitForAnswer,
} from '../../support/small-process.ts';

/** Operaton refuses processes without it. */
const TTL = 'camunda:historyTimeToLive="30"';
const FILES = {
  'shared.bpmn': processXml('shared', sequence(externalTask('work'), waitForAnswer('wait')), TTL),
  'caller.bpmn': processXml('caller', sequence(callActivity('call', 'shared')), TTL),
  'chooser.bpmn': processXml(
    'chooser',
    sequence({
      id: 'call',
      xml: '<callActivity id="call" calledElement="shared" camunda:calledElementTenantId="${whose}" />',
    }),
    TTL,
  ),
};
const engine = useEngine();
const tenants = [null, 'north', 'south'] as const;
const deployed = new Map<string | null, Deployment>();

beforeAll(async () => {
  for (const tenant of tenants) {
    const fields = { 'deployment-name': 'shared', 'enable-duplicate-filtering': 'true' };
    deployed.set(
      tenant,
      await engine.client.deploy(FILES, tenant ? { ...fields, 'tenant-id': tenant } : fields),
    );
  }
});

interface Row {
  id: string;
  tenantId: string | null;
}

const start = (tenant: string | null, key = 'shared') =>
  engine.client.post<Row>(`/process-definition/key/${key}${tenant ? `/tenant-id/${tenant}` : ''}/start`, {});

it('counts the versions of each tenant by itself and filters duplicates within it', async () => {
  expect(new Set([...deployed.values()].map(({ id }) => id)).size).toBe(3);
  const rows = await engine.client.get<Row[]>(
    '/process-definition?key=shared&latestVersion=true&sortBy=tenantId&sortOrder=asc',
  );
  expect(rows).toMatchObject([
    { tenantId: 'north', version: 1 },
    { tenantId: 'south', version: 1 },
    { tenantId: null, version: 1 },
  ]);
  expect(await engine.client.get('/process-definition/key/shared')).toMatchObject({ tenantId: null });
  expect(await engine.client.get('/process-definition/key/shared/tenant-id/south')).toMatchObject({
    tenantId: 'south',
  });
  expect(await engine.client.get('/deployment?tenantIdIn=north')).toMatchObject([{ tenantId: 'north' }]);
});

it('starts the process of the tenant that is named, or of none', async () => {
  for (const tenant of tenants) expect(await start(tenant)).toMatchObject({ tenantId: tenant });
  const answer = await engine.client.request(
    'POST',
    '/process-definition/key/shared/tenant-id/east/start',
    {},
  );
  expect(answer).toMatchObject({
    status: 404,
    body: { message: 'No matching process definition with key: shared and tenant-id: east' },
  });
});

it('shows the tenant on everything of an instance and narrows lists by it', async () => {
  const { id } = await start('north');
  for (const path of [
    '/process-instance?processInstanceIds=',
    '/external-task?processInstanceId=',
    '/history/process-instance?processInstanceId=',
    '/history/activity-instance?processInstanceId=',
    '/history/external-task-log?processInstanceId=',
  ]) {
    const [first] = await engine.client.get<Row[]>(`${path}${id}`);
    expect(first, path).toMatchObject({ tenantId: 'north' });
    expect(await engine.client.get(`${path}${id}&tenantIdIn=south`), path).toEqual([]);
    expect(await engine.client.get(`${path}${id}&tenantIdIn=south,north`), path).not.toEqual([]);
  }
  expect(await engine.client.get(`/process-instance?processInstanceIds=${id}&withoutTenantId=true`)).toEqual(
    [],
  );
});

it('hands workers the tasks of their tenants, or of none', async () => {
  const fetchFor = async (narrowing: object) => {
    const topics = [{ topicName: 'work', lockDuration: 1, ...narrowing }];
    const body = { workerId: 'w', maxTasks: 100, topics };
    const tasks = await engine.client.post<Row[]>('/external-task/fetchAndLock', body);
    return new Set(tasks.map(({ tenantId }) => tenantId));
  };
  for (const tenant of tenants) await start(tenant);
  expect(await fetchFor({ tenantIdIn: ['north'] })).toEqual(new Set(['north']));
  await expect.poll(() => fetchFor({ withoutTenantId: true })).toEqual(new Set([null]));
  await expect.poll(() => fetchFor({})).toEqual(new Set(tenants));
});

it('calls the process of the caller’s own tenant', async () => {
  const { id } = await start('south', 'caller');
  expect(await engine.client.get(`/process-instance?superProcessInstance=${id}`)).toMatchObject([
    { tenantId: 'south' },
  ]);
});

it.each(['north', null])('calls the process of the tenant the model names: %s', async (whose) => {
  const variables = { whose: { value: whose, type: whose === null ? 'Null' : 'String' } };
  const { id } = await engine.client.post<Row>('/process-definition/key/chooser/tenant-id/south/start', {
    variables,
  });
  expect(await engine.client.get(`/process-instance?superProcessInstance=${id}`)).toMatchObject([
    { tenantId: whose },
  ]);
});

it('keeps a message within the tenant that is named', async () => {
  const waiting = async (tenant: string | null) => {
    const { id } = await start(tenant);
    const [task] = await engine.client.get<Row[]>(`/external-task?processInstanceId=${id}`);
    const taskId = task?.id ?? '';
    await engine.client.post(`/external-task/${taskId}/lock`, { workerId: 'w', lockDuration: 10_000 });
    await engine.client.post(`/external-task/${taskId}/complete`, { workerId: 'w' });
    return id;
  };
  await waiting('north');
  const without = await waiting(null);
  const message = { messageName: 'Answer', resultEnabled: true };
  expect((await engine.client.request('POST', '/message', message)).status).toBe(400);
  expect(await engine.client.post('/message', { ...message, withoutTenantId: true })).toMatchObject([
    { execution: { processInstanceId: without, tenantId: null } },
  ]);
  expect(await engine.client.post('/message', { ...message, tenantId: 'north' })).toMatchObject([
    { execution: { tenantId: 'north' } },
  ]);
  const both = { ...message, tenantId: 'north', withoutTenantId: true };
  expect((await engine.client.request('POST', '/message', both)).status).toBe(400);
});

it('adds what belongs to no tenant to that of the tenants asked for, when told so', async () => {
  for (const tenant of tenants) await start(tenant);
  const tenantsOf = async (address: string) =>
    new Set((await engine.client.get<Row[]>(address)).map(({ tenantId }) => tenantId));
  for (const [path, flag] of [
    ['/deployment', 'includeDeploymentsWithoutTenantId'],
    ['/process-definition', 'includeProcessDefinitionsWithoutTenantId'],
  ] as const) {
    expect(await tenantsOf(`${path}?tenantIdIn=north`), path).toEqual(new Set(['north']));
    expect(await tenantsOf(`${path}?tenantIdIn=north&${flag}=false`), path).toEqual(new Set(['north']));
    expect(await tenantsOf(`${path}?tenantIdIn=north&${flag}=true`), path).toEqual(new Set(['north', null]));
  }
  const byDefinition = '/process-instance?processDefinitionWithoutTenantId';
  expect(await tenantsOf(`${byDefinition}=true`)).toEqual(new Set([null]));
  expect(await tenantsOf(`${byDefinition}=false`)).toEqual(new Set(tenants));
});
