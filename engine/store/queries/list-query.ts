import type {
  FilterTable,
  FilterValue,
  FilterValues,
  ListRequest,
  VariableFilter,
} from '../../../schemas/camunda/list-query.ts';
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
