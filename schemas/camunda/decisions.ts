/** Decisions and what they gave. */
import { z } from 'zod';
import { flagText } from './address.ts';
import { VariableMap } from './variables.ts';

/** `GET /decision-definition`. */
export const decisionDefinitionList = {
  filters: {
    decisionDefinitionId: 'text',
    decisionDefinitionIdIn: 'texts',
    name: 'text',
    nameLike: 'text',
    deploymentId: 'text',
    deployedAfter: 'date',
    deployedAt: 'date',
    key: 'text',
    keyLike: 'text',
    version: 'number',
    latestVersion: 'flag',
    resourceName: 'text',
    resourceNameLike: 'text',
    decisionRequirementsDefinitionId: 'text',
    decisionRequirementsDefinitionKey: 'text',
    withoutDecisionRequirementsDefinition: 'flag',
    versionTag: 'text',
    versionTagLike: 'text',
    tenantIdIn: 'texts',
    withoutTenantId: 'flag',
    includeDecisionDefinitionsWithoutTenantId: 'flag',
  },
  sorts: [
    'category',
    'key',
    'id',
    'name',
    'version',
    'deploymentId',
    'deployTime',
    'decisionRequirementsDefinitionKey',
    'tenantId',
    'versionTag',
  ],
} as const;

/** `GET /decision-requirements-definition`. */
export const decisionRequirementsList = {
  filters: {
    decisionRequirementsDefinitionId: 'text',
    decisionRequirementsDefinitionIdIn: 'texts',
    name: 'text',
    nameLike: 'text',
    deploymentId: 'text',
    key: 'text',
    keyLike: 'text',
    version: 'number',
    latestVersion: 'flag',
    resourceName: 'text',
    resourceNameLike: 'text',
    tenantIdIn: 'texts',
    withoutTenantId: 'flag',
    includeDecisionRequirementsDefinitionsWithoutTenantId: 'flag',
  },
  sorts: ['category', 'key', 'id', 'name', 'version', 'deploymentId', 'tenantId'],
} as const;

/** `GET /history/decision-instance`. */
export const historicDecisionList = {
  filters: {
    decisionInstanceId: 'text',
    decisionInstanceIdIn: 'texts',
    decisionDefinitionId: 'text',
    decisionDefinitionIdIn: 'texts',
    decisionDefinitionKey: 'text',
    decisionDefinitionKeyIn: 'texts',
    decisionDefinitionName: 'text',
    decisionDefinitionNameLike: 'text',
    processDefinitionId: 'text',
    processDefinitionKey: 'text',
    processInstanceId: 'text',
    activityIdIn: 'texts',
    activityInstanceIdIn: 'texts',
    evaluatedBefore: 'date',
    evaluatedAfter: 'date',
    decisionRequirementsDefinitionId: 'text',
    decisionRequirementsDefinitionKey: 'text',
    tenantIdIn: 'texts',
    withoutTenantId: 'flag',
  },
  sorts: ['evaluationTime', 'tenantId'],
  ignored: ['includeInputs', 'includeOutputs', 'disableBinaryFetching', 'disableCustomObjectDeserialization'],
} as const;

const parts = flagText.default(false);

/** Which parts of an evaluation are shown. */
export const HistoricDecisionParts = z.looseObject({ includeInputs: parts, includeOutputs: parts });

/** `POST /decision-definition/{id}/evaluate`. */
export const EvaluateDecision = z.object({ variables: VariableMap.nullish() });
