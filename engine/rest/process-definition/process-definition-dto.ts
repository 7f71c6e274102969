import type { ProcessDefinition } from '../../../schemas/camunda/answers/process-definitions.ts';
import type { DeployResult } from '../../usecases/deploy.ts';

type Definition = NonNullable<DeployResult['definitions']>[number];

/** A freshly deployed definition as clients get it. */
export function toDefinitionDto(definition: Definition): ProcessDefinition {
  return {
    id: definition.id,
    key: definition.key,
    category: definition.category,
    description: null,
    name: definition.name,
    version: definition.version,
    resource: definition.resourceName,
    deploymentId: definition.deploymentId,
    diagram: null,
    suspended: definition.suspended,
    tenantId: definition.tenantId,
    versionTag: definition.versionTag,
    historyTimeToLive: definition.historyTtlDays,
    startableInTasklist: definition.startableInTasklist,
  };
}
