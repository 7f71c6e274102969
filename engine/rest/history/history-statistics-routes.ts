import type { FastifyInstance } from 'fastify';
import { HistoricStatisticsQuery } from '../../../schemas/camunda/history-statistics.ts';
import type { Engine } from '../../usecases/engine.ts';
import { readHistoricStatistics } from '../../usecases/history/read-historic-statistics.ts';
import { parseRequest } from '../parse-request.ts';

/** Serves what happened at the activities of a definition, for heat maps. */
export function registerHistoryStatistics(app: FastifyInstance, engine: Engine): void {
  app.get<{ Params: { id: string } }>(
    '/history/process-definition/:id/statistics',
    async ({ params, query }) => {
      const asked = parseRequest(HistoricStatisticsQuery, query);
      const filter = { ...asked, instanceIds: asked.processInstanceIdIn };
      const rows = await readHistoricStatistics(engine, params.id, filter, asked);
      return asked.sortOrder === 'desc' ? rows.toReversed() : rows;
    },
  );
}
