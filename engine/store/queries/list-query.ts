import type {
  DateComparison,
  FilterTable,
  FilterValue,
  FilterValues,
  ListRequest,
  VariableFilter,
} from '../../../schemas/camunda/list-query.ts';
import { parseWireDate } from '../../../schemas/camunda/dates.ts';
import type { Tx } from '../database.ts';

/** Values of one statement; `add` gives the placeholder of a value. */
export class Parameters {
  readonly values: unknown[] = [];
  /** The moment flags such as "locked" are judged at. */
  readonly now: string;

  constructor(now: Date) {
    this.now = this.add(now);
  }

  add(value: unknown): string {
    return `$${this.values.push(value)}`;
  }
}

/** Turns one filter into SQL; `all` holds the other filters of the request, `null` narrows nothing. */
export type Condition<Value> = (
  parameters: Parameters,
  value: Value,
  all: Readonly<Record<string, unknown>>,
) => string | null;

/** One resource that can be listed: where its rows come from, and the SQL of every filter and sort it names. */
export interface ListQuery<Filters extends FilterTable, Sort extends string, Found extends Row = Row> {
  /** Wire name of each field to its SQL. */
  columns: { readonly [Name in keyof Found]: string };
  /** `{now}` stands for the moment of the request. */
  from: string;
  /** Conditions every row meets unless a flag of that name is true. */
  unless?: Readonly<Record<string, string>>;
  filters: { readonly [Name in keyof Filters]: Condition<FilterValue<Filters[Name]>> };
  sorts: Readonly<Record<Sort, string>>;
  /** The SQL of the scope whose variable a sort by that name reads; `i.id` is the instance. @default none */
  variableSorts?: Readonly<Record<string, string>>;
  /** Applied last, so that pages do not overlap. */
  tieBreak: string;
}

/** A row as it is shown to clients. */
export type Row = Record<string, unknown>;

/** A query as the rest of the engine sees it. */
export interface ListSource<Filters extends FilterTable, Found extends Row = Row> {
  list: (tx: Tx, request: ListRequest<Filters>, now: Date) => Promise<Found[]>;
  count: (tx: Tx, request: ListRequest<Filters>, now: Date) => Promise<number>;
}

/** Makes a query runnable; what it finds has the fields, and no others, of the answer it is for. */
export function listSource<Filters extends FilterTable, Sort extends string, Found extends Row>(
  query: ListQuery<Filters, Sort, Found>,
): ListSource<Filters, Found> {
  return {
    list: async (tx, request, now) => {
      const parameters = new Parameters(now);
      const fields = Object.entries(query.columns).map(([name, sql]) => `${sql} AS "${name}"`);
      const where = whereClause(query, parameters, request);
      const limit = request.maxResults === undefined ? '' : `LIMIT ${parameters.add(request.maxResults)}`;
      const { rows } = await tx.query<Found>(
        `SELECT ${fields.join(', ')} FROM ${fromClause(query, parameters)} WHERE ${where}
         ORDER BY ${orderClause(query, parameters, request)} ${limit} OFFSET ${parameters.add(request.firstResult)}`,
        parameters.values,
      );
      return rows;
    },
    count: async (tx, request, now) => {
      const parameters = new Parameters(now);
      const where = whereClause(query, parameters, request);
      const { rows } = await tx.query<{ count: number }>(
        `SELECT count(*) AS count FROM ${fromClause(query, parameters)} WHERE ${where}`,
        parameters.values,
      );
      return rows[0]?.count ?? 0;
    },
  };
}

/** Judged by the engine's clock, as all that is written: the database's own would be a little off. */
function fromClause({ from }: { from: string }, { now }: Parameters): string {
  return from.replaceAll('{now}', `${now}::timestamptz`);
}

function whereClause<Filters extends FilterTable, Sort extends string>(
  query: ListQuery<Filters, Sort>,
  parameters: Parameters,
  { filters, orQueries = [] }: ListRequest<Filters>,
): string {
  // Uses the first parameter in every statement: PostgreSQL wants each one used.
  const parts = [`${parameters.now}::timestamptz IS NOT NULL`];
  for (const [flag, sql] of Object.entries(query.unless ?? {})) if (filters[flag] !== true) parts.push(sql);
  for (const [name, value] of Object.entries(filters)) {
    parts.push(...conditionOf(query, parameters, { name, value, all: filters }));
  }
  for (const group of orQueries) {
    const choices = Object.entries(group).flatMap(([name, value]) =>
      // As in Camunda, any one of the variables of such a group is enough.
      (isVariableFilters(value) ? value.map((filter) => [filter]) : [value]).flatMap((single) =>
        conditionOf(query, parameters, { name, value: single, all: group }),
      ),
    );
    if (choices.length > 0) parts.push(`(${choices.join(' OR ')})`);
  }
  return parts.join(' AND ');
}

/** The SQL of one filter; empty when it narrows nothing. */
function conditionOf<Filters extends FilterTable, Sort extends string>(
  query: ListQuery<Filters, Sort>,
  parameters: Parameters,
  filter: { name: string; value: unknown; all: FilterValues<Filters> },
): string[] {
  if (filter.value === false) return [];
  const condition = query.filters[filter.name] as Condition<unknown> | undefined;
  const sql = condition?.(parameters, filter.value, filter.all);
  return sql ? [`(${sql})`] : [];
}

function isVariableFilters(value: unknown): value is VariableFilter[] {
  return Array.isArray(value) && value.some((item) => typeof item === 'object');
}

function orderClause<Filters extends FilterTable, Sort extends string>(
  query: ListQuery<Filters, Sort>,
  parameters: Parameters,
  request: ListRequest<Filters>,
): string {
  const sorts = request.sorting.map(({ sortBy, sortOrder, variable }) => {
    const sql = variable
      ? variableOf(parameters, query.variableSorts?.[sortBy] ?? 'NULL', variable)
      : query.sorts[sortBy as Sort];
    return `${sql} ${sortOrder === 'desc' ? 'DESC' : 'ASC'}`;
  });
  return [...sorts, query.tieBreak].join(', ');
}

/** Types whose values are JSON numbers. */
const NUMBERS: readonly string[] = ['Short', 'Integer', 'Long', 'Double'];

/** The value of a variable of one type, in a form that sorts; none sorts as PostgreSQL sorts NULL, as in Camunda. */
function variableOf(
  parameters: Parameters,
  scopeId: string,
  { name, type }: { name: string; type: string },
): string {
  const text = `(v.value #>> '{}')`;
  const value = NUMBERS.includes(type)
    ? `CASE WHEN jsonb_typeof(v.value) = 'number' THEN ${text}::numeric END`
    : text;
  return `(SELECT ${value} FROM engine.variables v WHERE v.instance_id = i.id AND v.scope_id = ${scopeId}
    AND v.name = ${parameters.add(name)} AND v.type = ${parameters.add(type)})`;
}

/** The field equals the value. */
export const equal =
  (field: string): Condition<string | number | Date> =>
  (parameters, value) =>
    `${field} = ${parameters.add(value)}`;

/** The field is one of the values. */
export const oneOf =
  (field: string): Condition<string[]> =>
  (parameters, values) =>
    `${field} = ANY(${parameters.add(values)}::text[])`;

/** The field is none of the values. */
export const noneOf =
  (field: string): Condition<string[]> =>
  (parameters, values) =>
    `${field} IS NULL OR ${field} <> ALL(${parameters.add(values)}::text[])`;

/** The field fits a pattern with `%`. */
export const like =
  (field: string): Condition<string> =>
  (parameters, value) =>
    `${field} LIKE ${parameters.add(value)}`;

/** The text equals the value, in upper or lower case. */
export const sameText =
  (field: string): Condition<string> =>
  (parameters, value) =>
    `lower(${field}) = lower(${parameters.add(value)})`;

/** The text fits a pattern with `%`, in upper or lower case. */
export const likeText =
  (field: string): Condition<string> =>
  (parameters, value) =>
    `lower(${field}) LIKE lower(${parameters.add(value)})`;

/** The field compares so with the value. */
export const compare =
  (field: string, operator: '<' | '>' | '<=' | '>=' | '<>'): Condition<string | number | Date> =>
  (parameters, value) =>
    `${field} ${operator} ${parameters.add(value)}`;

/** A flag that narrows when it is true. */
export const when =
  (sql: string): Condition<boolean> =>
  () =>
    sql;

/** A flag that depends on the moment of the request; `{now}` in the SQL stands for it. */
export const whenNow =
  (sql: string): Condition<boolean> =>
  (parameters) =>
    sql.replaceAll('{now}', parameters.now);

/** Changes how another filter works. */
export const modifier: Condition<unknown> = () => null;

/** What only cases (CMMN) have, which there are none of here. */
export const noCase: Condition<unknown> = () => 'false';

/** What belongs to no tenant, whoever made it: batches and decisions. */
export const noTenant: Condition<string[]> = () => 'false';

/** The SQL of the tenant a definition belongs to, where the definition itself is not at hand. */
export const tenantOf = (definitionId: string): string =>
  `(SELECT d.tenant_id FROM engine.process_definitions d WHERE d.id = ${definitionId})`;

/** What every list can be narrowed by: to tenants, or to what belongs to none. */
export function tenantFilters(field: string): TenantFilters {
  return { tenantIdIn: oneOf(field), withoutTenantId: when(`${field} IS NULL`) };
}

/** The same where the flag of this name adds what belongs to no tenant to that of the tenants asked for. */
export function tenantFiltersWith<Flag extends string>(
  flag: Flag,
  field: string,
): TenantFilters & Record<Flag, Condition<boolean>> {
  const without = `${field} IS NULL`;
  const tenantIdIn: Condition<string[]> = (parameters, values, all) =>
    `${oneOf(field)(parameters, values, all)}${all[flag] === true ? ` OR ${without}` : ''}`;
  const filters: TenantFilters = { tenantIdIn, withoutTenantId: when(without) };
  return { ...filters, [flag]: modifier } as TenantFilters & Record<Flag, Condition<boolean>>;
}

interface TenantFilters {
  tenantIdIn: Condition<string[]>;
  withoutTenantId: Condition<boolean>;
}

/** Dates before or after. */
export const dates =
  (field: string): Condition<DateComparison[]> =>
  (parameters, comparisons) =>
    comparisons
      .map(({ operator, value }) => `${field} ${operator === 'gt' ? '>' : '<'} ${parameters.add(value)}`)
      .join(' AND ') || null;

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

/** The id clients see for one execution, which is also its activity instance id: unique across all instances. */
export function executionRef(alias: string): string {
  return `CASE WHEN ${alias}.execution_id IS NULL THEN ${alias}.instance_id
    ELSE ${alias}.instance_id || ':' || ${alias}.execution_id END`;
}

/** The SQL of the activity an incident `x` says that it failed at: Camunda knows it of jobs and of what others caused. */
export const failedActivityOf = `CASE WHEN x.type = 'failedJob' OR x.cause_id <> x.id THEN x.activity_id END`;
