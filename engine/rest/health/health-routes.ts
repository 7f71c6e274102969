import type { FastifyInstance } from 'fastify';
import type { Engine } from '../../usecases/engine.ts';
import { isReady } from '../../usecases/is-ready.ts';

/** Serves `/health/live` (the process answers) and `/health/ready` (it reaches its database); `/health` is ready. */
export function registerHealthRoutes(app: FastifyInstance, engine: Engine): void {
  app.get('/health/live', () => Promise.resolve({ status: 'ok' }));
  for (const path of ['/health', '/health/ready']) {
    app.get(path, async (_request, reply) => {
      const ready = await isReady(engine);
      return reply.status(ready ? 200 : 503).send({ status: ready ? 'ok' : 'unavailable' });
    });
  }
}
