import { beforeAll, expect, it } from 'vitest';
import { dmnXml } from '../../support/dmn-table.ts';
import { useEngine } from '../../support/engine-suite.ts';
import { processXml, sequence, userTask } from '../../support/small-process.ts';

const TENANTS = [null, 'north', 'south'] as const;

/** Says whose table it is. */
const whose = (tenant: string | null) =>
  dmnXml({ id: 'whose', inputs: [['x', 'number']], outputs: ['name'], rules: [['r1', '-', `"${tenant}"`]] });
const asks = (key: string, attributes = '') =>
  processXml(
    key,
    sequence(
      {
        id: 'decide',
        xml: `<businessRuleTask id="decide" camunda:decisionRef="whose" camunda:resultVariable="name"
          camunda:mapDecisionResult="singleEntry" ${attributes} />`,
      },
      userTask('wait'),
    ),
    'camunda:historyTimeToLive="30"',
  );
const FILES = {
  'asks.bpmn': asks('asks'),
  'asks-other.bpmn': asks('asks-other', 'camunda:decisionRefTenantId="${other}"'),
};
const engine = useEngine();

interface Row {
  id: string;
  tenantId: string | null;
  version: number;
}

beforeAll(async () => {
  for (const tenant of TENANTS) {
    const fields = tenant ? { 'tenant-id': tenant } : {};
    await engine.client.deploy({ ...FILES, 'whose.dmn': whose(tenant) }, fields);
  }
});

const start = async (key: string, tenant: string | null, variables = {}) => {
  const path = `/process-definition/key/${key}${tenant ? `/tenant-id/${tenant}` : ''}/start`;
  const { id } = await engine.client.post<Row>(path, { variables: { x: { value: 1 }, ...variables } });
  return id;
};
const nameOf = async (id: string) =>
  (await engine.client.get<{ value: string }>(`/process-instance/${id}/variables/name`)).value;

it.each(TENANTS)('a task asks the decision of its own tenant: %s', async (tenant) => {
  const id = await start('asks', tenant);
  expect(await nameOf(id)).toBe(String(tenant));
  expect(await engine.client.get(`/history/decision-instance?processInstanceId=${id}`)).toMatchObject([
    { tenantId: tenant },
  ]);
});

it.each(['north', null])('a task asks the decision of the tenant the model names: %s', async (other) => {
  const variables = { other: { value: other, type: other === null ? 'Null' : 'String' } };
  expect(await nameOf(await start('asks-other', 'south', variables))).toBe(String(other));
});

it('counts the versions of each tenant by itself, and narrows lists by it', async () => {
  const { client } = engine;
  expect(
    await client.get('/decision-definition?latestVersion=true&sortBy=tenantId&sortOrder=asc'),
  ).toMatchObject([
    { tenantId: 'north', version: 1 },
    { tenantId: 'south', version: 1 },
    { tenantId: null, version: 1 },
  ]);
  expect(await client.get('/decision-definition?tenantIdIn=north')).toMatchObject([{ tenantId: 'north' }]);
  expect(await client.get('/decision-definition?withoutTenantId=true')).toMatchObject([{ tenantId: null }]);
});

it('reads and evaluates the decision of a key and a tenant; without one that of none', async () => {
  const { client } = engine;
  const evaluate = (path: string) =>
    client.post(`/decision-definition/key/whose${path}/evaluate`, { variables: { x: { value: 1 } } });
  expect(await client.get('/decision-definition/key/whose')).toMatchObject({ tenantId: null });
  expect(await client.get('/decision-definition/key/whose/tenant-id/south')).toMatchObject({
    tenantId: 'south',
  });
  expect(await evaluate('')).toMatchObject([{ name: { value: 'null' } }]);
  expect(await evaluate('/tenant-id/north')).toMatchObject([{ name: { value: 'north' } }]);
  expect(await client.request('GET', '/decision-definition/key/whose/tenant-id/east')).toMatchObject({
    status: 404,
    body: { message: 'No matching decision definition with key: whose and tenant-id: east' },
  });
});
