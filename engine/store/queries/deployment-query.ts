import type { Deployment } from '../../../schemas/camunda/answers/deployments.ts';
import type { ProcessDefinition } from '../../../schemas/camunda/answers/process-definitions.ts';
import type { deploymentList, processDefinitionList } from '../../../schemas/camunda/deployments.ts';
import { pictureOf } from '../picture-of.ts';
import { compare, equal, like, oneOf, when } from './conditions.ts';
import { listSource } from './list-query.ts';
import type { Condition } from './list-query.ts';
import { tenantFiltersWith } from './tenant-conditions.ts';

/** Deployments. */
export const deploymentQuery = listSource<
  (typeof deploymentList)['filters'],
  (typeof deploymentList)['sorts'][number],
  Omit<Deployment, 'links'>
>({
  columns: {
    id: 'd.id',
    name: 'd.name',
    source: 'd.source',
    deploymentTime: 'd.deployed_at',
    tenantId: 'd.tenant_id',
  },
  from: 'engine.deployments d',
  filters: {
    id: equal('d.id'),
    name: equal('d.name'),
    nameLike: like('d.name'),
    source: equal('d.source'),
    withoutSource: when('d.source IS NULL'),
    after: compare('d.deployed_at', '>'),
    before: compare('d.deployed_at', '<'),
    ...tenantFiltersWith('includeDeploymentsWithoutTenantId', 'd.tenant_id'),
  },
  sorts: { id: 'd.id', name: 'd.name', deploymentTime: 'd.deployed_at', tenantId: 'd.tenant_id' },
  tieBreak: 'd.deployed_at, d.id',
});

const incident =
  (condition: Condition<string>): Condition<string> =>
  (parameters, value, all) =>
    `EXISTS (SELECT 1 FROM engine.incidents x WHERE x.definition_id = p.id AND ${condition(parameters, value, all)})`;

/** Process definitions, all versions. */
export const processDefinitionQuery = listSource<
  (typeof processDefinitionList)['filters'],
  (typeof processDefinitionList)['sorts'][number],
  ProcessDefinition
>({
  columns: {
    id: 'p.id',
    key: 'p.key',
    category: 'p.category',
    description: 'NULL',
    name: 'p.name',
    version: 'p.version',
    resource: 'p.resource_name',
    deploymentId: 'p.deployment_id',
    diagram: pictureOf('p', 'bpmn20\\.xml|bpmn'),
    suspended: 'p.suspended',
    tenantId: 'p.tenant_id',
    versionTag: 'p.version_tag',
    historyTimeToLive: 'p.history_ttl_days',
    startableInTasklist: 'p.startable_in_tasklist',
  },
  from: 'engine.process_definitions p JOIN engine.deployments d ON d.id = p.deployment_id',
  filters: {
    processDefinitionId: equal('p.id'),
    processDefinitionIdIn: oneOf('p.id'),
    name: equal('p.name'),
    nameLike: like('p.name'),
    category: equal('p.category'),
    categoryLike: like('p.category'),
    deploymentId: equal('p.deployment_id'),
    deployedAfter: compare('d.deployed_at', '>'),
    deployedAt: equal('d.deployed_at'),
    key: equal('p.key'),
    keysIn: oneOf('p.key'),
    keyLike: like('p.key'),
    version: equal('p.version'),
    latestVersion: when(
      `p.version = (SELECT max(n.version) FROM engine.process_definitions n
        WHERE n.key = p.key AND n.tenant_id IS NOT DISTINCT FROM p.tenant_id)`,
    ),
    resourceName: equal('p.resource_name'),
    resourceNameLike: like('p.resource_name'),
    active: when('NOT p.suspended'),
    suspended: when('p.suspended'),
    versionTag: equal('p.version_tag'),
    versionTagLike: like('p.version_tag'),
    withoutVersionTag: when('p.version_tag IS NULL'),
    startableInTasklist: when('p.startable_in_tasklist'),
    notStartableInTasklist: when('NOT p.startable_in_tasklist'),
    incidentId: incident(equal('x.id')),
    incidentType: incident(equal('x.type')),
    incidentMessage: incident(equal('x.message')),
    incidentMessageLike: incident(like('x.message')),
    ...tenantFiltersWith('includeProcessDefinitionsWithoutTenantId', 'p.tenant_id'),
  },
  sorts: {
    category: 'p.category',
    key: 'p.key',
    id: 'p.id',
    name: 'p.name',
    version: 'p.version',
    deploymentId: 'p.deployment_id',
    deployTime: 'd.deployed_at',
    tenantId: 'p.tenant_id',
    versionTag: 'p.version_tag',
  },
  tieBreak: 'p.key, p.version',
});
