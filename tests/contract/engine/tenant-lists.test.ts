import { beforeAll, expect, it } from 'vitest';
import { dmnXml } from '../../support/dmn-table.ts';
import { useEngine } from '../../support/engine-suite.ts';
import { processXml, sequence, waitFor, waitForAnswer } from '../../support/small-process.ts';

const table = (id: string, requires: string[] = []) => ({
  id,
  hitPolicy: 'FIRST',
  inputs: [['a', 'string']] as [string, string][],
  outputs: ['b'],
  rules: [['r', '-', '"x"']],
  requires,
});
/** Operaton refuses processes without it. */
const TTL = 'camunda:historyTimeToLive="30"';
const FILES = {
  'pause.bpmn': processXml('pause', sequence(waitFor('wait', 'P1D')), TTL),
  'hear.bpmn': processXml('hear', sequence(waitForAnswer('answer')), TTL),
  'both.dmn': dmnXml(table('one'), table('other', ['one'])),
};
const engine = useEngine();

beforeAll(async () => {
  for (const tenant of ['north', 'south', null]) {
    await engine.client.deploy(FILES, {
      'deployment-name': `of ${tenant}`,
      ...(tenant ? { 'tenant-id': tenant } : {}),
    });
    for (const key of ['pause', 'hear'])
      await engine.client.post(
        `/process-definition/key/${key}${tenant ? `/tenant-id/${tenant}` : ''}/start`,
        {},
      );
  }
});

async function tenantsOf(path: string, filter: string): Promise<(string | null)[]> {
  const rows = await engine.client.get<{ tenantId: string | null }[]>(`${path}?${filter}`);
  const { count } = await engine.client.get<{ count: number }>(`${path}/count?${filter}`);
  expect(count).toBe(rows.length);
  return [...new Set(rows.map(({ tenantId }) => tenantId))].sort();
}

it.each([
  ['/deployment', 'includeDeploymentsWithoutTenantId'],
  ['/process-definition', 'includeProcessDefinitionsWithoutTenantId'],
  ['/decision-definition', 'includeDecisionDefinitionsWithoutTenantId'],
  ['/decision-requirements-definition', 'includeDecisionRequirementsDefinitionsWithoutTenantId'],
  ['/event-subscription', 'includeEventSubscriptionsWithoutTenantId'],
  ['/job', 'includeJobsWithoutTenantId'],
  ['/job-definition', 'includeJobDefinitionsWithoutTenantId'],
])('%s lists what belongs to a tenant, and to none where that is asked for (%s)', async (path, flag) => {
  expect(await tenantsOf(path, 'tenantIdIn=north')).toEqual(['north']);
  expect(await tenantsOf(path, `tenantIdIn=north&${flag}=true`)).toEqual(['north', null]);
  expect(await tenantsOf(path, `tenantIdIn=north&${flag}=false`)).toEqual(['north']);
  // By itself it narrows nothing.
  expect(await tenantsOf(path, `${flag}=true`)).toEqual(['north', null, 'south']);
  expect(await tenantsOf(path, 'withoutTenantId=true')).toEqual([null]);
});

it('lists instances of definitions that belong to no tenant', async () => {
  expect(await tenantsOf('/process-instance', 'processDefinitionWithoutTenantId=true')).toEqual([null]);
  expect(await tenantsOf('/process-instance', 'processDefinitionWithoutTenantId=false')).toHaveLength(3);
});
