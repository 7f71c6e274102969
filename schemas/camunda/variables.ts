/** Variables as Camunda 7 sends and takes them. */
import { z } from 'zod';
import { commaList, flagText } from './address.ts';

/** One variable. */
export const VariableValue = z.object({
  value: z.unknown().optional(),
  type: z.string().nullish(),
  valueInfo: z.record(z.string(), z.unknown()).nullish(),
});
/** One variable. */
export type VariableValue = z.infer<typeof VariableValue>;

/** Variables by name. */
export const VariableMap = z.record(z.string(), VariableValue);
/** Variables by name. */
export type VariableMap = z.infer<typeof VariableMap>;

/** `POST …/variables`: what to set and what to remove. */
export const PatchVariables = z.object({
  modifications: VariableMap.nullish(),
  deletions: z.array(z.string()).nullish(),
});

/** `POST …/variables/{name}/data`: what the form holds. */
export const VariableUpload = z.object({
  data: z.unknown().meta({ type: 'string', format: 'binary' }),
  valueType: z.string().default('Bytes').meta({ description: 'Bytes or File; a file needs a file name.' }),
  type: z
    .string()
    .optional()
    .meta({ description: 'The class of an object, when `data` is its JSON (`application/json`).' }),
});

const notFalse = flagText.default(true);

/** Whether objects are sent as what they say; lists and single variables name the parameter differently. */
export const DeserializeQuery = z
  .looseObject({ deserializeValues: notFalse, deserializeValue: notFalse })
  .transform(({ deserializeValues, deserializeValue }) => deserializeValues && deserializeValue);

/** `GET …/form-variables`. */
export const FormVariablesQuery = z.object({
  variableNames: commaList.optional(),
  deserializeValues: notFalse,
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
  variableNamesIgnoreCase: 'flag',
  variableValuesIgnoreCase: 'flag',
  caseInstanceIdIn: 'texts',
  caseExecutionIdIn: 'texts',
  batchIdIn: 'texts',
  tenantIdIn: 'texts',
} as const;

/** `GET /variable-instance`. */
export const variableInstanceList = {
  filters: variableFilters,
  sorts: ['variableName', 'variableType', 'activityInstanceId', 'tenantId'],
  ignored: ['deserializeValues'],
} as const;
