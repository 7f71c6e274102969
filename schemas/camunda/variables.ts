/** Variables as Camunda 7 sends and takes them. */
import { z } from 'zod';

export const VariableValue = z.object({
  value: z.unknown().optional(),
  type: z.string().nullish(),
  valueInfo: z.record(z.string(), z.unknown()).nullish(),
});
export type VariableValue = z.infer<typeof VariableValue>;

export const VariableMap = z.record(z.string(), VariableValue);
export type VariableMap = z.infer<typeof VariableMap>;

export const PatchVariables = z.object({
  modifications: VariableMap.nullish(),
  deletions: z.array(z.string()).nullish(),
});

const variableFilters = {
  variableName: 'text',
  variableNameLike: 'text',
  processInstanceIdIn: 'texts',
  executionIdIn: 'texts',
  taskIdIn: 'texts',
  activityInstanceIdIn: 'texts',
  variableScopeIdIn: 'texts',
  variableValues: 'variables',
  tenantIdIn: 'texts',
} as const;

export const variableInstanceList = {
  filters: variableFilters,
  sorts: ['variableName', 'variableType', 'activityInstanceId', 'tenantId'],
  ignored: ['deserializeValues'],
} as const;
