import type { FastifyInstance } from 'fastify';
import type { Engine } from '../../usecases/engine.ts';
import { readMetrics } from '../../usecases/metrics/read-metrics.ts';

/** Serves `/metrics` to Prometheus. */
export function registerMetricsRoutes(app: FastifyInstance, engine: Engine): void {
  app.get('/metrics', async (_request, reply) => {
    const text = await readMetrics(engine);
    return reply.type('text/plain; version=0.0.4; charset=utf-8').send(text);
  });
}
