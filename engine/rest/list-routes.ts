import { z } from 'zod';
import { listBody, listPage, listParameters } from '../../schemas/camunda/list-query.ts';
import type { FilterTable, ListRequest, ListSpec } from '../../schemas/camunda/list-query.ts';
import type { Engine } from '../usecases/engine.ts';
import { countRows, listRows } from '../usecases/queries.ts';
import type { Query, Row } from '../usecases/queries.ts';
import { COUNT } from './openapi/answers.ts';
import type { RestApp } from './rest-app.ts';

/** One resource that clients list and count: rows that are `Found`, and sent as `Sent`. */
export interface ListResource<Filters extends FilterTable, Found extends Row, Sent extends Row> {
  path: string;
  /** What is listed, in the plural. */
  what: string;
  spec: ListSpec & { filters: Filters };
  query: Query<Filters, Found>;
  /** One row as it is sent. */
  row: z.ZodType<Sent>;
  /** What is other than in Camunda 7. @default nothing */
  differs?: string;
  /** Whether Camunda 7 takes filters as a body, too. @default true */
  hasBodyInCamunda?: boolean;
  /** What must be done before the rows are read. @default nothing */
  before?: (engine: Engine) => Promise<void>;
}

/** How the rows that were found become those that are sent. */
export type ToWire<Found, Sent> = (rows: Found[], asked: Asked) => Sent[] | Promise<Sent[]>;

/** What a request for a list says about how rows are shown. */
export interface Asked {
  /** Those of the address, as they stand there. */
  parameters: unknown;
  /** The flags of the list's `extras` that are true. */
  extras: readonly string[];
}

/** Serves `GET` and `POST` of a list and of its count, as every Camunda resource has them; rows are sent as they are found. */
export function registerListRoutes<Filters extends FilterTable, Sent extends Row>(
  app: RestApp,
  engine: Engine,
  resource: ListResource<Filters, Sent, Sent>,
): void {
  registerShownList(app, engine, resource, (rows) => rows);
}

/** As `registerListRoutes`, of rows that are not sent as they are found. */
export function registerShownList<Filters extends FilterTable, Found extends Row, Sent extends Row>(
  app: RestApp,
  engine: Engine,
  {
    path,
    what,
    spec,
    query,
    row,
    differs,
    hasBodyInCamunda = true,
    before,
  }: ListResource<Filters, Found, Sent>,
  toWire: ToWire<Found, Sent>,
): void {
  const rows = async (request: ListRequest<Filters>, parameters: unknown) => {
    await before?.(engine);
    return toWire(await listRows(engine, query, request), { parameters, extras: request.extras ?? [] });
  };
  const count = async (request: ListRequest<Filters>) => {
    await before?.(engine);
    return { count: await countRows(engine, query, request) };
  };

  const other = differs === undefined ? {} : { differs };
  const list = { summary: `Lists ${what}`, ...other, response: { 200: z.array(row) } };
  const counted = { summary: `Counts ${what}`, response: COUNT };
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
