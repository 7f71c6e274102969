import { parseWireDate } from '../../../schemas/camunda/dates.ts';
import type { VariableFilter } from '../../../schemas/camunda/list-query.ts';
import { modifier } from './conditions.ts';
import type { Condition, Parameters } from './list-query.ts';

/** Tables that hold variables. */
export type VariableTable = 'engine.variables' | 'engine.history_variables';

/** Variables of one scope of an instance have these values, all of them. */
export const variablesAre =
  (
    instanceId: string,
    scopeId: string,
    table: VariableTable = 'engine.variables',
  ): Condition<VariableFilter[]> =>
  (parameters, filters, all) =>
    filters
      .map(
        (filter) => `EXISTS (SELECT 1 FROM ${table} v WHERE v.instance_id = ${instanceId}
          AND v.scope_id = ${scopeId} AND ${variableMatches(parameters, filter, all)})`,
      )
      .join(' AND ') || null;

const SQL_OPERATORS = {
  eq: '=',
  neq: '<>',
  gt: '>',
  gteq: '>=',
  lt: '<',
  lteq: '<=',
  like: 'LIKE',
  notLike: 'NOT LIKE',
} as const;

/** The filters that say how names and values of variables are compared. */
export const ignoreCase = { variableNamesIgnoreCase: modifier, variableValuesIgnoreCase: modifier };

function fold(isWanted: unknown, ...texts: [string, string]): [string, string] {
  const [one, other] = texts;
  return isWanted === true ? [`lower(${one})`, `lower(${other})`] : texts;
}

/** The variable of the alias `v` has the name, or fits the pattern. */
export const variableNamed =
  (operator: '=' | 'LIKE'): Condition<string> =>
  (parameters, value, all) => {
    const [held, wanted] = fold(all['variableNamesIgnoreCase'], 'v.name', parameters.add(value));
    return `${held} ${operator} ${wanted}`;
  };

/** SQL over the alias `v` for one variable filter; `all` holds the other filters of the request. */
export function variableMatches(
  parameters: Parameters,
  { name, operator, value }: VariableFilter,
  all: Readonly<Record<string, unknown>>,
): string {
  const named = variableNamed('=')(parameters, name, all);
  const text = `(v.value #>> '{}')`;
  const sql = SQL_OPERATORS[operator];
  if (value === null) return `${named} AND (${text} IS NULL) = ${operator === 'eq'}`;
  const isOrder = operator === 'gt' || operator === 'gteq' || operator === 'lt' || operator === 'lteq';
  if (isOrder && Number.isFinite(Number(value))) {
    return `${named} AND CASE WHEN jsonb_typeof(v.value) = 'number'
      THEN ${text}::numeric ${sql} ${parameters.add(Number(value))}::numeric ELSE false END`;
  }
  const date = parseWireDate(String(value));
  if (date && operator !== 'like' && operator !== 'notLike') {
    return `${named} AND CASE WHEN v.type = 'Date' THEN ${text}::timestamptz ${sql} ${parameters.add(date)}::timestamptz
      ELSE ${text} ${sql} ${parameters.add(String(value))} END`;
  }
  const [held, wanted] = fold(all['variableValuesIgnoreCase'], text, parameters.add(String(value)));
  return `${named} AND ${held} ${sql} ${wanted}`;
}
