import { z } from 'zod';
import { HistoricActivityStatistics } from '../../../schemas/camunda/answers/history.ts';
import { HistoricStatisticsQuery } from '../../../schemas/camunda/history-statistics.ts';
import type { Engine } from '../../usecases/engine.ts';
import { readHistoricStatistics } from '../../usecases/history/read-historic-statistics.ts';
import { ById } from '../path-parameters.ts';
import { does } from '../rest-app.ts';
import type { RestApp } from '../rest-app.ts';

/** Serves what happened at the activities of a definition, for heat maps. */
export function registerHistoryStatistics(app: RestApp, engine: Engine): void {
  app.get(
    '/history/process-definition/:id/statistics',
    does('Counts what happened at each activity', {
      params: ById,
      querystring: HistoricStatisticsQuery,
      response: { 200: z.array(HistoricActivityStatistics) },
    }),
    async ({ params, query: asked }) => {
      const filter = { ...asked, instanceIds: asked.processInstanceIdIn };
      const rows = await readHistoricStatistics(engine, params.id, filter, asked);
      return asked.sortOrder === 'desc' ? rows.toReversed() : rows;
    },
  );
}
