import { Version } from '../../../schemas/camunda/answers/engine.ts';
import { does } from '../rest-app.ts';
import type { RestApp } from '../rest-app.ts';

/** The release of Camunda 7 whose REST contract is served; clients switch features by it. */
const CAMUNDA_VERSION = '7.24.0';

/** Serves what this engine is. */
export function registerEngineInfoRoutes(app: RestApp): void {
  app.get(
    '/version',
    does('Names the release of Camunda 7 whose interface is served', { response: { 200: Version } }),
    () => Promise.resolve({ version: CAMUNDA_VERSION }),
  );
}
