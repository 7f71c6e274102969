import { MetricsInterval, MetricsResult } from '../../../schemas/camunda/answers/engine.ts';
import { z } from 'zod';
import { ForgetTaskWorkersQuery, MetricsQuery, MetricsSumQuery } from '../../../schemas/camunda/metrics.ts';
import type { Engine } from '../../usecases/engine.ts';
import { forgetCountedWorkers, listMetrics, sumMetric } from '../../usecases/metrics/count-metrics.ts';
import { NOTHING } from '../openapi/answers.ts';
import { does } from '../rest-app.ts';
import type { RestApp } from '../rest-app.ts';

const COUNTED =
  'activities, instances and jobs done are counted from the history, so that it forgets with it, and have no reporter; jobs are ' +
  'always locked when they are found, never rejected and none is handed over: those counters stay 0.';

/** Serves how often something happened, by Camunda's names. What this process does now is Prometheus' to ask. */
export function registerCountedMetrics(app: RestApp, engine: Engine): void {
  app.get(
    '/metrics',
    does('Counts what happened in each interval', {
      querystring: MetricsQuery,
      differs: COUNTED,
      response: { 200: z.array(MetricsInterval) },
    }),
    ({ query: { aggregateByReporter, ...query } }) =>
      listMetrics(engine, { ...query, isAggregated: aggregateByReporter !== undefined }),
  );
  app.get(
    '/metrics/:name/sum',
    does('Counts how often something happened', {
      params: z.object({ name: z.string() }),
      querystring: MetricsSumQuery,
      differs: COUNTED,
      response: { 200: MetricsResult },
    }),
    async ({ params, query }) => ({ result: await sumMetric(engine, params.name, query) }),
  );
  app.delete(
    '/metrics/task-worker',
    does('Lets people who were given tasks until a moment count no more', {
      querystring: ForgetTaskWorkersQuery,
      response: NOTHING,
    }),
    async ({ query }, reply) => {
      await forgetCountedWorkers(engine, query.date);
      return reply.status(204).send();
    },
  );
}
