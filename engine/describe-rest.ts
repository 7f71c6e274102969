import { createTokenCore } from './core/token-core.ts';
import { buildEngineApp } from './rest/app.ts';
import type { OpenApiDocument } from './rest/openapi/openapi-routes.ts';
import type { RestApp } from './rest/rest-app.ts';
import { openDatabase } from './store/database.ts';
import { createEngine } from './usecases/engine.ts';

/** The REST interface of an engine that works on nothing: it has all routes, and no database is asked for. */
export function buildIdleApp(): Promise<RestApp> {
  const ignore = () => undefined;
  const engine = createEngine({
    database: openDatabase('postgres://127.0.0.1/none', ignore),
    executors: [createTokenCore({})],
    defaultExecutor: 'token-core',
    log: ignore,
    clock: () => new Date(),
  });
  return buildEngineApp({ engine });
}

/** The OpenAPI document, without a running engine. */
export async function readOpenApi(): Promise<OpenApiDocument> {
  const app = await buildIdleApp();
  try {
    const { body } = await app.inject('/engine-rest/openapi.json');
    return JSON.parse(body) as OpenApiDocument;
  } finally {
    await app.close();
  }
}
