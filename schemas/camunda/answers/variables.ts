/** Variables as they are sent. */
import { z } from 'zod';
import { momentOrNull, named, never, textOrNull } from './fields.ts';

/** The value, its type, and what belongs to it such as the name of a file. */
export const value = {
  type: z.string(),
  value: z.unknown(),
  valueInfo: z.record(z.string(), z.unknown()),
};

/** One variable; `value` is null for a file, whose bytes have an address of their own. */
export const SentVariable = named('VariableValue', value);

export type SentVariable = z.infer<typeof SentVariable>;

/** Variables by name. */
export const SentVariables = z.record(z.string(), SentVariable);
export type SentVariables = z.infer<typeof SentVariables>;

/** A row of `GET /variable-instance`. */
export const VariableInstance = named('VariableInstance', {
  id: z.string(),
  name: z.string(),
  processDefinitionId: textOrNull,
  processInstanceId: textOrNull,
  executionId: textOrNull,
  caseInstanceId: never,
  caseExecutionId: never,
  taskId: textOrNull,
  batchId: never,
  activityInstanceId: textOrNull,
  tenantId: textOrNull,
  errorMessage: never,
  ...value,
});
export type VariableInstance = z.infer<typeof VariableInstance>;

const historicPlace = {
  processDefinitionKey: textOrNull,
  processDefinitionId: textOrNull,
  processInstanceId: textOrNull,
  executionId: textOrNull,
  activityInstanceId: textOrNull,
  caseDefinitionKey: never,
  caseDefinitionId: never,
  caseInstanceId: never,
  caseExecutionId: never,
  taskId: textOrNull,
  tenantId: textOrNull,
  errorMessage: never,
  removalTime: momentOrNull,
  rootProcessInstanceId: textOrNull,
};

/** A row of `GET /history/variable-instance`. */
export const HistoricVariableInstance = named('HistoricVariableInstance', {
  id: z.string(),
  name: z.string(),
  ...historicPlace,
  state: z.enum(['CREATED', 'DELETED']),
  createTime: momentOrNull,
  ...value,
});
export type HistoricVariableInstance = z.infer<typeof HistoricVariableInstance>;

/** A row of `GET /history/detail`: a value that a variable got. */
export const HistoricDetail = named('HistoricDetail', {
  id: z.string(),
  ...historicPlace,
  ...value,
  type: z.literal('variableUpdate'),
  userOperationId: never,
  time: momentOrNull,
  variableName: z.string(),
  variableInstanceId: textOrNull,
  variableType: z.string(),
  initial: z.boolean(),
  revision: z.int(),
});
export type HistoricDetail = z.infer<typeof HistoricDetail>;
