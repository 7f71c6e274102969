import { listBody, listPage, listParameters } from '../../schemas/camunda/list-query.ts';
import type { FilterTable, ListRequest, ListSpec } from '../../schemas/camunda/list-query.ts';
import type { Engine } from '../usecases/engine.ts';
import { countRows, listRows } from '../usecases/queries.ts';
import type { Query, Row } from '../usecases/queries.ts';
import { COUNT, ROWS } from './openapi/answers.ts';
import type { RestApp } from './rest-app.ts';

/** One resource that clients list and count. */
export interface ListResource<Filters extends FilterTable> {
  path: string;
  /** What is listed, in the plural. */
  what: string;
  spec: ListSpec & { filters: Filters };
  query: Query<Filters>;
  /** Whether Camunda 7 takes filters as a body, too. @default true */
  hasBodyInCamunda?: boolean;
  /** Last changes to a row before it is sent, by the query parameters. @default none */
  toWire?: (row: Row, parameters: unknown) => Row;
  /** What must be done before the rows are read. @default nothing */
  before?: (engine: Engine) => Promise<void>;
  /** Puts into all rows what no column holds. @default nothing */
  complete?: (rows: Row[]) => Promise<Row[]>;
  /** Puts into rows what flags of the request ask for beyond the columns. @default nothing */
  extend?: (rows: Row[], extras: readonly string[]) => Promise<Row[]>;
}

/** Serves `GET` and `POST` of a list and of its count, as every Camunda resource has them. */
export function registerListRoutes<Filters extends FilterTable>(
  app: RestApp,
  engine: Engine,
  { path, what, spec, query, hasBodyInCamunda = true, ...resource }: ListResource<Filters>,
): void {
  const { toWire = (row: Row) => row, before, complete, extend } = resource;
  const rows = async (request: ListRequest<Filters>, parameters: unknown) => {
    await before?.(engine);
    const listed = (await listRows(engine, query, request)).map((row) => toWire(row, parameters));
    const found = complete ? await complete(listed) : listed;
    const extras = request.extras ?? [];
    return extend && extras.length > 0 ? extend(found, extras) : found;
  };
  const count = async (request: ListRequest<Filters>) => {
    await before?.(engine);
    return { count: await countRows(engine, query, request) };
  };

  const list = { summary: `Lists ${what}`, answers: ROWS };
  const counted = { summary: `Counts ${what}`, answers: COUNT };
  const querystring = listParameters(spec);
  const inBody = { body: listBody(spec), ...(hasBodyInCamunda ? {} : { differs: 'Camunda has GET only.' }) };

  app.get(path, { schema: { ...list, querystring } }, ({ query: given }) => rows(given, given.beside));
  app.get(`${path}/count`, { schema: { ...counted, querystring } }, ({ query: given }) => count(given));
  app.post(path, { schema: { ...list, ...inBody, querystring: listPage(spec) } }, ({ body, query: page }) => {
    const { firstResult = 0, maxResults } = page;
    return rows({ ...body, firstResult, maxResults }, page);
  });
  app.post(`${path}/count`, { schema: { ...counted, ...inBody } }, ({ body }) => count(body));
}
