import type {
  DecisionDefinition,
  DecisionRequirementsDefinition,
  HistoricDecisionInstance,
} from '../../../schemas/camunda/answers/decisions.ts';
import type {
  decisionDefinitionList,
  decisionRequirementsList,
  historicDecisionList,
} from '../../../schemas/camunda/decisions.ts';
import { compare, equal, like, oneOf, when } from './conditions.ts';
import { listSource } from './list-query.ts';
import { tenantFilters, tenantFiltersWith } from './tenant-conditions.ts';

/** Decision definitions, all versions. */
export const decisionDefinitionQuery = listSource<
  (typeof decisionDefinitionList)['filters'],
  (typeof decisionDefinitionList)['sorts'][number],
  DecisionDefinition
>({
  columns: {
    id: 'd.id',
    key: 'd.key',
    category: 'd.category',
    name: 'd.name',
    version: 'd.version',
    resource: 'd.resource_name',
    deploymentId: 'd.deployment_id',
    tenantId: 'd.tenant_id',
    decisionRequirementsDefinitionId: 'd.requirements_id',
    decisionRequirementsDefinitionKey: 'r.key',
    historyTimeToLive: 'd.history_ttl_days',
    versionTag: 'd.version_tag',
  },
  from: `engine.decision_definitions d JOIN engine.deployments x ON x.id = d.deployment_id
    LEFT JOIN engine.decision_requirements r ON r.id = d.requirements_id`,
  filters: {
    decisionDefinitionId: equal('d.id'),
    decisionDefinitionIdIn: oneOf('d.id'),
    name: equal('d.name'),
    nameLike: like('d.name'),
    deploymentId: equal('d.deployment_id'),
    deployedAfter: compare('x.deployed_at', '>'),
    deployedAt: equal('x.deployed_at'),
    key: equal('d.key'),
    keyLike: like('d.key'),
    version: equal('d.version'),
    latestVersion: when(
      `d.version = (SELECT max(n.version) FROM engine.decision_definitions n
        WHERE n.key = d.key AND n.tenant_id IS NOT DISTINCT FROM d.tenant_id)`,
    ),
    resourceName: equal('d.resource_name'),
    resourceNameLike: like('d.resource_name'),
    decisionRequirementsDefinitionId: equal('d.requirements_id'),
    decisionRequirementsDefinitionKey: equal('r.key'),
    withoutDecisionRequirementsDefinition: when('d.requirements_id IS NULL'),
    versionTag: equal('d.version_tag'),
    versionTagLike: like('d.version_tag'),
    ...tenantFiltersWith('includeDecisionDefinitionsWithoutTenantId', 'd.tenant_id'),
  },
  sorts: {
    category: 'd.category',
    key: 'd.key',
    id: 'd.id',
    name: 'd.name',
    version: 'd.version',
    deploymentId: 'd.deployment_id',
    deployTime: 'x.deployed_at',
    decisionRequirementsDefinitionKey: 'r.key',
    tenantId: 'd.tenant_id',
    versionTag: 'd.version_tag',
  },
  tieBreak: 'd.key, d.version, d.id',
});

/** DMN files with several decisions, all versions. */
export const decisionRequirementsQuery = listSource<
  (typeof decisionRequirementsList)['filters'],
  (typeof decisionRequirementsList)['sorts'][number],
  DecisionRequirementsDefinition
>({
  columns: {
    id: 'r.id',
    key: 'r.key',
    category: 'r.category',
    name: 'r.name',
    version: 'r.version',
    resource: 'r.resource_name',
    deploymentId: 'r.deployment_id',
    tenantId: 'r.tenant_id',
  },
  from: 'engine.decision_requirements r',
  filters: {
    decisionRequirementsDefinitionId: equal('r.id'),
    decisionRequirementsDefinitionIdIn: oneOf('r.id'),
    name: equal('r.name'),
    nameLike: like('r.name'),
    deploymentId: equal('r.deployment_id'),
    key: equal('r.key'),
    keyLike: like('r.key'),
    version: equal('r.version'),
    latestVersion: when(
      `r.version = (SELECT max(n.version) FROM engine.decision_requirements n
        WHERE n.key = r.key AND n.tenant_id IS NOT DISTINCT FROM r.tenant_id)`,
    ),
    resourceName: equal('r.resource_name'),
    resourceNameLike: like('r.resource_name'),
    ...tenantFiltersWith('includeDecisionRequirementsDefinitionsWithoutTenantId', 'r.tenant_id'),
  },
  sorts: {
    category: 'r.category',
    key: 'r.key',
    id: 'r.id',
    name: 'r.name',
    version: 'r.version',
    deploymentId: 'r.deployment_id',
    tenantId: 'r.tenant_id',
  },
  tieBreak: 'r.key, r.version, r.id',
});

/** Evaluations of decisions within instances. */
export const historicDecisionQuery = listSource<
  (typeof historicDecisionList)['filters'],
  (typeof historicDecisionList)['sorts'][number],
  HistoricDecisionInstance
>({
  columns: {
    id: 'h.id',
    decisionDefinitionId: 'h.decision_id',
    decisionDefinitionKey: 'h.decision_key',
    decisionDefinitionName: 'h.decision_name',
    evaluationTime: 'h.evaluated_at',
    removalTime: 'p.removal_at',
    processDefinitionId: 'p.definition_id',
    processDefinitionKey: 'p.definition_key',
    processInstanceId: 'h.instance_id',
    rootProcessInstanceId: 'p.root_id',
    caseDefinitionId: 'NULL',
    caseDefinitionKey: 'NULL',
    caseInstanceId: 'NULL',
    activityId: 'h.activity_id',
    activityInstanceId: `h.instance_id || ':' || h.execution_id`,
    tenantId: 'd.tenant_id',
    userId: 'NULL',
    inputs: 'h.inputs',
    outputs: 'h.outputs',
    collectResultValue: 'NULL',
    rootDecisionInstanceId: 'NULL',
    decisionRequirementsDefinitionId: 'h.requirements_id',
    decisionRequirementsDefinitionKey: 'r.key',
  },
  from: `engine.history_decisions h JOIN engine.history_processes p ON p.id = h.instance_id
    LEFT JOIN engine.process_definitions d ON d.id = p.definition_id
    LEFT JOIN engine.decision_requirements r ON r.id = h.requirements_id`,
  filters: {
    decisionInstanceId: equal('h.id'),
    decisionInstanceIdIn: oneOf('h.id'),
    decisionDefinitionId: equal('h.decision_id'),
    decisionDefinitionIdIn: oneOf('h.decision_id'),
    decisionDefinitionKey: equal('h.decision_key'),
    decisionDefinitionKeyIn: oneOf('h.decision_key'),
    decisionDefinitionName: equal('h.decision_name'),
    decisionDefinitionNameLike: like('h.decision_name'),
    processDefinitionId: equal('p.definition_id'),
    processDefinitionKey: equal('p.definition_key'),
    processInstanceId: equal('h.instance_id'),
    activityIdIn: oneOf('h.activity_id'),
    activityInstanceIdIn: oneOf(`h.instance_id || ':' || h.execution_id`),
    evaluatedBefore: compare('h.evaluated_at', '<'),
    evaluatedAfter: compare('h.evaluated_at', '>'),
    decisionRequirementsDefinitionId: equal('h.requirements_id'),
    decisionRequirementsDefinitionKey: equal('r.key'),
    ...tenantFilters('d.tenant_id'),
  },
  sorts: { evaluationTime: 'h.evaluated_at', tenantId: 'd.tenant_id' },
  tieBreak: 'h.evaluated_at, h.id',
});
