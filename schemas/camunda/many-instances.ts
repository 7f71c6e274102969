/** What is asked of many instances at once. */
import { z } from 'zod';
import { historicProcessInstanceList } from './history.ts';
import { listBody } from './list-query.ts';
import { processInstanceList } from './process-instances.ts';
import { Suspension } from './suspension.ts';
import { VariableMap } from './variables.ts';

/** The instances meant: by id, by queries, or both. */
export const InstancesChoice = {
  processInstanceIds: z.array(z.string()).nullish(),
  processInstanceQuery: listBody(processInstanceList).nullish(),
  historicProcessInstanceQuery: listBody(historicProcessInstanceList).nullish(),
};

/** `PUT /process-instance/suspended`: instances that are chosen, or all of a definition or key. */
export const InstancesSuspension = Suspension.extend({
  ...InstancesChoice,
  processDefinitionId: z.string().nullish(),
  processDefinitionKey: z.string().nullish(),
  processDefinitionTenantId: z.string().nullish(),
  processDefinitionWithoutTenantId: z.boolean().nullish(),
});

/** `POST /process-instance/suspended-async`. */
export const InstancesSuspensionBatch = Suspension.extend(InstancesChoice);

/** `POST /process-instance/variables-async`. */
export const InstancesVariablesBatch = z.object({ ...InstancesChoice, variables: VariableMap });

/** `POST /process-instance/message-async`. */
export const InstancesMessageBatch = z.object({
  ...InstancesChoice,
  messageName: z.string().min(1, 'must not be empty'),
  variables: VariableMap.nullish(),
});

/** `POST /history/process-instance/delete`. */
export const DeleteHistoricInstances = z.object({
  historicProcessInstanceIds: z.array(z.string()).nullish(),
  historicProcessInstanceQuery: InstancesChoice.historicProcessInstanceQuery,
  deleteReason: z.string().nullish(),
  failIfNotExists: z.boolean().nullish(),
});
