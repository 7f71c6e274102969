import type {
  DecisionDefinition,
  DecisionRequirementsDefinition,
} from '../../../schemas/camunda/answers/decisions.ts';
import type { DeployResult } from '../../usecases/deploy.ts';

type File = DeployResult['decisions'][number];

/** A freshly deployed decision as clients get it. */
export function toDecisionDto(
  decision: File['decisions'][number],
  requirementsKey: string | null,
): DecisionDefinition {
  return {
    id: decision.id,
    key: decision.key,
    category: decision.category,
    name: decision.name,
    version: decision.version,
    resource: decision.resourceName,
    deploymentId: decision.deploymentId,
    tenantId: null,
    decisionRequirementsDefinitionId: decision.requirementsId,
    decisionRequirementsDefinitionKey: requirementsKey,
    historyTimeToLive: decision.historyTtlDays,
    versionTag: decision.versionTag,
  };
}

/** A freshly deployed file with several decisions as clients get it. */
export function toRequirementsDto(
  requirements: NonNullable<File['requirements']>,
): DecisionRequirementsDefinition {
  return {
    id: requirements.id,
    key: requirements.key,
    category: requirements.category,
    name: requirements.name,
    version: requirements.version,
    resource: requirements.resourceName,
    deploymentId: requirements.deploymentId,
    tenantId: null,
  };
}
