/** Running process instances and how they are started. */
import { z } from 'zod';
import { flagText } from './address.ts';
import { WireDate } from './dates.ts';
import { ModificationInstruction } from './modification-instruction.ts';
import { Suspension } from './suspension.ts';
import { VariableMap } from './variables.ts';

const StartInstruction = ModificationInstruction.refine(({ type }) => type !== 'cancel', {
  message: "For instruction type 'cancel': nothing runs yet that could be cancelled",
});

/** `POST /process-definition/{id}/start`. */
export const StartProcessInstance = z.object({
  businessKey: z.string().nullish(),
  variables: VariableMap.nullish(),
  withVariablesInReturn: z.boolean().nullish(),
  /** Where tokens start instead of at the start event. */
  startInstructions: z.array(StartInstruction).nullish(),
  skipCustomListeners: z.boolean().nullish(),
  skipIoMappings: z.boolean().nullish(),
});

/** `PUT /process-definition/{id}/suspended`. */
export const DefinitionSuspension = Suspension.extend({
  includeProcessInstances: z.boolean().nullish(),
  /** When it is done. */
  executionDate: WireDate.nullish(),
});

/** `PUT /process-definition/suspended`: one definition or all versions of a key. */
export const DefinitionsSuspension = DefinitionSuspension.extend({
  processDefinitionId: z.string().nullish(),
  processDefinitionKey: z.string().nullish(),
});

/** `POST /process-definition/{id}/submit-form`. */
export const SubmitStartForm = z.object({
  variables: VariableMap.nullish(),
  businessKey: z.string().nullish(),
});

/** `DELETE /process-instance/{id}`; `deleteReason` is ours, for the record. */
export const DeleteInstanceQuery = z.looseObject({
  failIfNotExists: flagText.default(true),
  skipCustomListeners: flagText.default(false),
  deleteReason: z.string().optional(),
});

/** `GET /process-instance`. */
export const processInstanceList = {
  hasOrQueries: true,
  filters: {
    processInstanceIds: 'texts',
    businessKey: 'text',
    businessKeyLike: 'text',
    processDefinitionId: 'text',
    processDefinitionKey: 'text',
    processDefinitionKeyIn: 'texts',
    processDefinitionKeyNotIn: 'texts',
    deploymentId: 'text',
    superProcessInstance: 'text',
    subProcessInstance: 'text',
    active: 'flag',
    suspended: 'flag',
    withIncident: 'flag',
    incidentId: 'text',
    incidentType: 'text',
    incidentMessage: 'text',
    incidentMessageLike: 'text',
    activityIdIn: 'texts',
    rootProcessInstances: 'flag',
    rootProcessInstanceId: 'text',
    leafProcessInstances: 'flag',
    variables: 'variables',
    variableNamesIgnoreCase: 'flag',
    variableValuesIgnoreCase: 'flag',
    caseInstanceId: 'text',
    superCaseInstance: 'text',
    subCaseInstance: 'text',
    tenantIdIn: 'texts',
    withoutTenantId: 'flag',
    processDefinitionWithoutTenantId: 'flag',
  },
  sorts: ['instanceId', 'definitionKey', 'definitionId', 'tenantId', 'businessKey'],
} as const;
