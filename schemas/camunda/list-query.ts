/**
 * How Camunda 7's list resources are asked: filters, sorting and paging, as query parameters of a GET or as the body of
 * a POST. Each resource names its filters with their kinds; parsing follows from that.
 */
import { z } from 'zod';
import { commaList, flagText, flagWord } from './address.ts';
import { WireDate } from './dates.ts';

/** What a filter's value is; `flag` filters narrow only when true, `either` also when false. */
export type FilterKind =
  'text' | 'texts' | 'flag' | 'either' | 'date' | 'number' | 'value' | 'variables' | 'dateComparisons';

/** Filters of one resource by wire name. */
export type FilterTable = Readonly<Record<string, FilterKind>>;

/** One resource that can be listed. */
export interface ListSpec {
  readonly filters: FilterTable;
  readonly sorts: readonly string[];
  /** Sorts by the value of a variable that `parameters` names; only in the body of a POST. @default none */
  readonly variableSorts?: readonly string[];
  /** Flags that ask for more in each row. @default none */
  readonly extras?: readonly string[];
  /** Flags that do not narrow: they say how rows are shown, or change nothing here. */
  readonly ignored?: readonly string[];
  /** Flags that cannot be used together. @default none */
  readonly exclusive?: readonly (readonly [string, string])[];
  /** Whether the body of a POST may hold `orQueries`. @default false */
  readonly hasOrQueries?: boolean;
}

const OPERATORS = ['eq', 'neq', 'gt', 'gteq', 'lt', 'lteq', 'like', 'notLike'] as const;
/** How a variable is compared. */
export type Operator = (typeof OPERATORS)[number];

/** A variable and what it is compared with. */
export interface VariableFilter {
  name: string;
  operator: Operator;
  value: string | number | boolean | null;
}

/** A moment something lies before (`lt`) or after (`gt`). */
export interface DateComparison {
  operator: 'gt' | 'lt';
  value: Date;
}

interface FilterValueByKind {
  text: string;
  texts: string[];
  flag: boolean;
  /** What a filter is told that leaves something else for true than for false. */
  either: 'true' | 'false';
  date: Date;
  number: number;
  /** Of a variable. */
  value: string | number | boolean;
  variables: VariableFilter[];
  dateComparisons: DateComparison[];
}

/** What a filter of a kind holds once it is parsed. */
export type FilterValue<Kind extends FilterKind> = FilterValueByKind[Kind];
/** The filters of one request. */
export type FilterValues<Filters extends FilterTable> = {
  [Name in keyof Filters]?: FilterValue<Filters[Name]>;
};

/** One field to sort by. */
export interface Sorting {
  sortBy: string;
  sortOrder: 'asc' | 'desc';
  /** The variable to sort by, of this type only. */
  variable?: { name: string; type: string };
}

/** A parsed request for a list. */
export interface ListRequest<Filters extends FilterTable> {
  filters: FilterValues<Filters>;
  /** Groups of filters; of each group at least one must fit. @default none */
  orQueries?: FilterValues<Filters>[];
  sorting: Sorting[];
  /** The flags of `extras` that are true. @default none */
  extras?: string[] | undefined;
  /** Those of `ignored` that an address holds, as they stand there. @default none */
  beside?: Record<string, unknown>;
  firstResult: number;
  /** Left out: all. */
  maxResults: number | undefined;
}

const isOperator = (text: string): text is Operator => (OPERATORS as readonly string[]).includes(text);

/** `name_operator_value`; neither name nor value may hold an underscore or a comma in a GET, as in Camunda. */
const variablesText = commaList.transform((items, context) =>
  items.map((item): VariableFilter => {
    const [name = '', operator = '', ...value] = item.split('_');
    if (value.length > 0 && isOperator(operator)) return { name, operator, value: value.join('_') };
    context.addIssue({ code: 'custom', message: 'must be written name_operator_value' });
    return { name, operator: 'eq', value: null };
  }),
);

const comparisonsText = commaList.transform((items, context) =>
  items.map((item): DateComparison => {
    const [operator, text = ''] = [item.slice(0, 2), item.slice(3)];
    const value = WireDate.safeParse(text);
    if ((operator === 'gt' || operator === 'lt') && item[2] === '_' && value.success) {
      return { operator, value: value.data };
    }
    context.addIssue({ code: 'custom', message: 'must be written gt_date or lt_date' });
    return { operator: 'lt', value: new Date(0) };
  }),
);

const fromText: Record<FilterKind, z.ZodType> = {
  text: z.string(),
  texts: commaList,
  flag: flagText,
  either: z.enum(['true', 'false']),
  date: WireDate,
  number: z.coerce.number().int(),
  value: z.string(),
  variables: variablesText,
  dateComparisons: comparisonsText,
};

const fromJson: Record<FilterKind, z.ZodType> = {
  text: z.string(),
  texts: z.array(z.string()),
  flag: z.boolean(),
  either: z.boolean().transform(String),
  date: WireDate,
  number: z.int(),
  value: z.union([z.string(), z.number(), z.boolean()]),
  variables: z.array(
    z.object({
      name: z.string(),
      operator: z.enum(OPERATORS),
      value: z.union([z.string(), z.number(), z.boolean(), z.null()]),
    }),
  ),
  dateComparisons: z.array(z.object({ operator: z.enum(['gt', 'lt']), value: WireDate })),
};

const page = {
  firstResult: z.coerce.number().int().min(0).optional(),
  maxResults: z.coerce.number().int().min(0).optional(),
};

const order = z.enum(['asc', 'desc']);

/** Reads filters, sorting and paging from the query parameters of a GET; a parameter it does not know is an error. */
export function listParameters<Filters extends FilterTable>(
  spec: ListSpec & { filters: Filters },
): z.ZodType<ListRequest<Filters>> {
  const shape = z.strictObject({
    ...optional(spec, fromText),
    ...ignored(spec, flagWord),
    ...extras(spec, fromText.flag),
    ...page,
    sortBy: sortName(spec).optional(),
    sortOrder: order.optional(),
  });
  return shape.transform((given, context) => {
    const { firstResult, maxResults, sortBy, sortOrder, ...rest } = given as Record<string, unknown> &
      PageGiven;
    if ((sortBy === undefined) !== (sortOrder === undefined)) {
      context.addIssue({
        code: 'custom',
        message: 'Only a single sorting parameter specified. sortBy and sortOrder required',
      });
    }
    refuseBoth(spec, rest, context);
    const sorting: Sorting[] = sortBy && sortOrder ? [{ sortBy, sortOrder }] : [];
    return {
      filters: known(spec, rest),
      sorting,
      extras: extrasIn(spec, rest),
      beside: Object.fromEntries(Object.entries(rest).filter(([name]) => spec.ignored?.includes(name))),
      firstResult: firstResult ?? 0,
      maxResults,
    };
  });
}

/** Reads filters and sorting from the body of a POST (`null` is the same as left out). */
export function listBody<Filters extends FilterTable>(
  spec: ListSpec & { filters: Filters },
): z.ZodType<ListRequest<Filters>> {
  const plain = z.object({ sortBy: sortName(spec), sortOrder: order });
  const sorting = z.array(spec.variableSorts ? z.union([variableSorting(spec.variableSorts), plain]) : plain);
  const fields = orNull({ ...optional(spec, fromJson), ...ignored(spec, z.unknown()) });
  const group = z.strictObject(fields);
  const shape = z.strictObject({
    ...fields,
    ...orNull(extras(spec, fromJson.flag)),
    ...(spec.hasOrQueries ? { orQueries: z.array(group).nullish() } : {}),
    sorting: sorting.nullish(),
  });
  return shape.transform((given, context): ListRequest<Filters> => {
    const { sorting: sorts, orQueries, ...rest } = given as BodyGiven;
    refuseBoth(spec, rest, context);
    return {
      filters: known(spec, rest),
      orQueries: (orQueries ?? []).map((filters) => known(spec, filters)),
      sorting: sorts ?? [],
      extras: extrasIn(spec, rest),
      firstResult: 0,
      maxResults: undefined,
    };
  });
}

/** Paging of a POST, and how rows are shown, which stay in the address. */
export function listPage(spec: ListSpec): z.ZodType<ListPage> {
  return z.looseObject({ ...page, ...ignored(spec, flagWord) });
}

/** The part of a list that is asked for, and whatever else an address holds. */
export interface ListPage extends Record<string, unknown> {
  firstResult?: number | undefined;
  maxResults?: number | undefined;
}

interface PageGiven {
  firstResult?: number;
  maxResults?: number;
  sortBy?: string;
  sortOrder?: 'asc' | 'desc';
}

interface BodyGiven extends Record<string, unknown> {
  sorting?: Sorting[] | null;
  orQueries?: Record<string, unknown>[] | null;
}

function refuseBoth(spec: ListSpec, given: Record<string, unknown>, context: z.RefinementCtx): void {
  for (const [one, other] of spec.exclusive ?? []) {
    if (given[one] !== true || given[other] !== true) continue;
    const message = `Parameter ${one} cannot be used together with parameter ${other}.`;
    context.addIssue({ code: 'custom', message });
  }
}

function optional(spec: ListSpec, parsers: Record<FilterKind, z.ZodType>): Record<string, z.ZodType> {
  return Object.fromEntries(
    Object.entries(spec.filters).map(([name, kind]) => [name, parsers[kind].optional()]),
  );
}

function ignored(spec: ListSpec, value: z.ZodType): Record<string, z.ZodType> {
  return Object.fromEntries((spec.ignored ?? []).map((name) => [name, value.optional()]));
}

function extras(spec: ListSpec, flag: z.ZodType): Record<string, z.ZodType> {
  return Object.fromEntries((spec.extras ?? []).map((name) => [name, flag.optional()]));
}

function extrasIn(spec: ListSpec, given: Record<string, unknown>): string[] | undefined {
  return spec.extras?.filter((name) => given[name] === true);
}

function variableSorting(names: readonly string[]): z.ZodType<Sorting> {
  const parameters = z.object({ variable: z.string(), type: z.string().min(1) });
  return z
    .object({ sortBy: z.enum(names), sortOrder: order, parameters })
    .transform(({ parameters: { variable, type }, ...sorting }) => ({
      ...sorting,
      variable: { name: variable, type: type.charAt(0).toUpperCase() + type.slice(1) },
    }));
}

function sortName(spec: ListSpec): z.ZodType<string> {
  return z.enum(spec.sorts, {
    error: (issue) => `Cannot set query sortBy parameter to value ${String(issue.input)}`,
  });
}

function orNull(fields: Record<string, z.ZodType>): Record<string, z.ZodType> {
  return Object.fromEntries(Object.entries(fields).map(([name, field]) => [name, field.nullish()]));
}

function known<Filters extends FilterTable>(
  spec: { filters: Filters },
  given: Record<string, unknown>,
): FilterValues<Filters> {
  return Object.fromEntries(
    Object.entries(given).filter(([name, value]) => name in spec.filters && (value ?? null) !== null),
  ) as FilterValues<Filters>;
}
