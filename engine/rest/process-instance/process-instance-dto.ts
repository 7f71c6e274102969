import type { ProcessInstance } from '../../../schemas/camunda/answers/process-instances.ts';
import type { StartedInstance } from '../../usecases/step/create-instance.ts';

/** A started instance as clients get it. */
export function toInstanceDto(instance: Omit<StartedInstance, 'variables'>): ProcessInstance {
  return {
    links: [],
    id: instance.id,
    definitionId: instance.definitionId,
    definitionKey: instance.definitionKey,
    businessKey: instance.businessKey,
    caseInstanceId: null,
    ended: instance.ended,
    suspended: false,
    tenantId: instance.tenantId,
  };
}
