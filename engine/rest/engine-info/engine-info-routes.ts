import type { FastifyInstance } from 'fastify';

/** The release of Camunda 7 whose REST contract is served; clients switch features by it. */
const CAMUNDA_VERSION = '7.24.0';

/** Serves what this engine is. */
export function registerEngineInfoRoutes(app: FastifyInstance): void {
  app.get('/version', () => Promise.resolve({ version: CAMUNDA_VERSION }));
}
