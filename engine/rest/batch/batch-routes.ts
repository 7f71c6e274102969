import type { FastifyInstance } from 'fastify';
import { batchList, DeleteBatchQuery, historicBatchList } from '../../../schemas/camunda/batches.ts';
import { Suspension } from '../../../schemas/camunda/suspension.ts';
import { removeBatch, removeHistoricBatch, suspendBatch } from '../../usecases/batches/manage-batch.ts';
import type { Engine } from '../../usecases/engine.ts';
import { invalidRequest } from '../../usecases/errors.ts';
import { findRow, queries } from '../../usecases/queries.ts';
import { registerListRoutes } from '../list-routes.ts';
import { parseRequest } from '../parse-request.ts';

interface BatchPath {
  Params: { id: string };
}

/** Serves batches and how far they are. */
export function registerBatchRoutes(app: FastifyInstance, engine: Engine): void {
  registerListRoutes(app, engine, { path: '/batch', spec: batchList, query: queries.batches });
  registerListRoutes(app, engine, {
    path: '/batch/statistics',
    spec: batchList,
    query: queries.batchStatistics,
  });
  registerListRoutes(app, engine, {
    path: '/history/batch',
    spec: historicBatchList,
    query: queries.historicBatches,
  });

  app.get<BatchPath>('/batch/:id', async ({ params }) => {
    const row = await findRow(engine, queries.batches, { batchId: params.id });
    if (!row) throw invalidRequest(`Batch with id '${params.id}' does not exist`, 404);
    return row;
  });

  app.put<BatchPath>('/batch/:id/suspended', async ({ params, body }, reply) => {
    await suspendBatch(engine, params.id, parseRequest(Suspension, body).suspended);
    return reply.status(204).send();
  });

  app.delete<BatchPath>('/batch/:id', async ({ params, query }, reply) => {
    await removeBatch(engine, params.id, parseRequest(DeleteBatchQuery, query).cascade);
    return reply.status(204).send();
  });

  app.get<BatchPath>('/history/batch/:id', async ({ params }) => {
    const row = await findRow(engine, queries.historicBatches, { batchId: params.id });
    if (!row) throw invalidRequest(`Historic batch with id '${params.id}' does not exist`, 404);
    return row;
  });

  app.delete<BatchPath>('/history/batch/:id', async ({ params }, reply) => {
    await removeHistoricBatch(engine, params.id);
    return reply.status(204).send();
  });
}
