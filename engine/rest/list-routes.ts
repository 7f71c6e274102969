import type { FastifyInstance } from 'fastify';
import { listBody, listParameters, PageParameters } from '../../schemas/camunda/list-query.ts';
import type { FilterTable, ListRequest, ListSpec } from '../../schemas/camunda/list-query.ts';
import type { Engine } from '../usecases/engine.ts';
import { countRows, listRows } from '../usecases/queries.ts';
import type { Query, Row } from '../usecases/queries.ts';
import { describeListBody, describeListParameters } from './openapi/describe-list.ts';
import { parseRequest } from './parse-request.ts';

/** One resource that clients list and count. */
export interface ListResource<Filters extends FilterTable> {
  path: string;
  spec: ListSpec & { filters: Filters };
  query: Query<Filters>;
  /** Last changes to a row before it is sent, by the query parameters. @default none */
  toWire?: (row: Row, parameters: unknown) => Row;
  /** What must be done before the rows are read. @default nothing */
  before?: (engine: Engine) => Promise<void>;
  /** Puts into rows what flags of the request ask for beyond the columns. @default nothing */
  extend?: (rows: Row[], extras: readonly string[]) => Promise<Row[]>;
}

/** Serves `GET` and `POST` of a list and of its count, as every Camunda resource has them. */
export function registerListRoutes<Filters extends FilterTable>(
  app: FastifyInstance,
  engine: Engine,
  { path, spec, query, toWire = (row) => row, before, extend }: ListResource<Filters>,
): void {
  const fromQuery = listParameters(spec);
  const fromBody = listBody(spec);
  const rows = async (request: ListRequest<Filters>, parameters: unknown) => {
    await before?.(engine);
    const found = (await listRows(engine, query, request)).map((row) => toWire(row, parameters));
    const extras = request.extras ?? [];
    return extend && extras.length > 0 ? extend(found, extras) : found;
  };
  const count = async (request: ListRequest<Filters>) => {
    await before?.(engine);
    return { count: await countRows(engine, query, request) };
  };

  const inQuery = { config: { description: describeListParameters(spec) } };
  const inBody = { config: { description: describeListBody(spec) } };

  app.get(path, inQuery, (request) => rows(parseRequest(fromQuery, request.query), request.query));
  app.get(`${path}/count`, inQuery, (request) => count(parseRequest(fromQuery, request.query)));
  app.post(path, inBody, (request) => {
    const page = parseRequest(PageParameters, request.query);
    const list = parseRequest(fromBody, request.body);
    return rows({ ...list, firstResult: page.firstResult ?? 0, maxResults: page.maxResults }, request.query);
  });
  app.post(`${path}/count`, inBody, (request) => count(parseRequest(fromBody, request.body)));
}
