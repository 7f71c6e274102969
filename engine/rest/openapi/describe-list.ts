import type { FilterKind, FilterTable, ListSpec } from '../../../schemas/camunda/list-query.ts';

type JsonSchema = Record<string, unknown>;

/** What the OpenAPI document says of one route beyond its path. */
export interface RouteDescription {
  parameters?: JsonSchema[];
  requestBody?: JsonSchema;
}

const date = { type: 'string', format: 'date-time', example: '2026-01-15T10:30:00.000+0100' };
const comparison = (value: JsonSchema) => ({
  type: 'object',
  properties: { name: { type: 'string' }, operator: { type: 'string' }, value },
});

const IN_QUERY: Record<FilterKind, JsonSchema> = {
  text: { type: 'string' },
  texts: { type: 'string', description: 'Values divided by commas.' },
  flag: { type: 'boolean' },
  date,
  number: { type: 'integer' },
  value: { type: 'string', description: 'Of a variable.' },
  variables: { type: 'string', description: 'name_operator_value, divided by commas.' },
  dateComparisons: { type: 'string', description: 'gt_date or lt_date, divided by commas.' },
};

const IN_BODY: Record<FilterKind, JsonSchema> = {
  text: { type: 'string' },
  texts: { type: 'array', items: { type: 'string' } },
  flag: { type: 'boolean' },
  date,
  number: { type: 'integer' },
  value: { description: 'Of a variable.' },
  variables: { type: 'array', items: comparison({}) },
  dateComparisons: { type: 'array', items: comparison(date) },
};

const PAGE = ['firstResult', 'maxResults'].map((name) => ({
  name,
  in: 'query',
  schema: { type: 'integer', minimum: 0 },
}));

/** Filters, sorting and paging as query parameters. */
export function describeListParameters({ filters, sorts, extras = [] }: ListSpec): RouteDescription {
  const parameters = Object.entries(filters).map(([name, kind]) => ({
    name,
    in: 'query',
    schema: IN_QUERY[kind],
  }));
  const sorting = [
    { name: 'sortBy', in: 'query', schema: { type: 'string', enum: [...sorts] } },
    { name: 'sortOrder', in: 'query', schema: { type: 'string', enum: ['asc', 'desc'] } },
  ];
  const more = extras.map((name) => ({ name, in: 'query', schema: IN_QUERY.flag }));
  return { parameters: [...parameters, ...more, ...sorting, ...PAGE] };
}

/** Filters and sorting as a body; paging stays in the address. */
export function describeListBody(spec: ListSpec): RouteDescription {
  const { filters, sorts, variableSorts = [], extras = [], hasOrQueries = false } = spec;
  const properties = bodyProperties(filters);
  const parameters = {
    type: 'object',
    description: 'The variable to sort by.',
    properties: { variable: { type: 'string' }, type: { type: 'string' } },
  };
  const sorting = {
    type: 'array',
    items: {
      type: 'object',
      properties: {
        sortBy: { type: 'string', enum: [...sorts, ...variableSorts] },
        sortOrder: { type: 'string', enum: ['asc', 'desc'] },
        ...(variableSorts.length > 0 ? { parameters } : {}),
      },
    },
  };
  const orQueries = { type: 'array', items: { type: 'object', properties } };
  const schema = {
    type: 'object',
    properties: {
      ...properties,
      ...Object.fromEntries(extras.map((name) => [name, IN_BODY.flag])),
      sorting,
      ...(hasOrQueries ? { orQueries } : {}),
    },
  };
  return { parameters: PAGE, requestBody: { content: { 'application/json': { schema } } } };
}

function bodyProperties(filters: FilterTable): JsonSchema {
  return Object.fromEntries(Object.entries(filters).map(([name, kind]) => [name, IN_BODY[kind]]));
}
