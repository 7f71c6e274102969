import { Batch, BatchStatistics, HistoricBatch } from '../../../schemas/camunda/answers/batches.ts';
import { batchList, DeleteBatchQuery, historicBatchList } from '../../../schemas/camunda/batches.ts';
import { Suspension } from '../../../schemas/camunda/suspension.ts';
import { removeBatch, removeHistoricBatch, suspendBatch } from '../../usecases/batches/manage-batch.ts';
import type { Engine } from '../../usecases/engine.ts';
import { invalidRequest } from '../../usecases/errors.ts';
import { findRow, queries } from '../../usecases/queries.ts';
import { registerListRoutes } from '../list-routes.ts';
import { NOTHING } from '../openapi/answers.ts';
import { ById } from '../path-parameters.ts';
import { does } from '../rest-app.ts';
import type { RestApp } from '../rest-app.ts';

/** Serves batches and how far they are. */
export function registerBatchRoutes(app: RestApp, engine: Engine): void {
  registerListRoutes(app, engine, {
    path: '/batch',
    what: 'batches',
    hasBodyInCamunda: false,
    spec: batchList,
    row: Batch,
    query: queries.batches,
  });
  registerListRoutes(app, engine, {
    path: '/batch/statistics',
    what: 'batches with how far they are',
    hasBodyInCamunda: false,
    spec: batchList,
    row: BatchStatistics,
    query: queries.batchStatistics,
  });
  registerListRoutes(app, engine, {
    path: '/history/batch',
    what: 'batches, also those that have ended',
    hasBodyInCamunda: false,
    spec: historicBatchList,
    row: HistoricBatch,
    query: queries.historicBatches,
  });

  app.get(
    '/batch/:id',
    does('Reads a batch', { params: ById, response: { 200: Batch } }),
    async ({ params }) => {
      const row = await findRow(engine, queries.batches, { batchId: params.id });
      if (!row) throw invalidRequest(`Batch with id '${params.id}' does not exist`, 404);
      return row;
    },
  );

  app.put(
    '/batch/:id/suspended',
    does('Lets a batch rest, or go on', { params: ById, body: Suspension, response: NOTHING }),
    async ({ params, body }, reply) => {
      await suspendBatch(engine, params.id, body.suspended);
      return reply.status(204).send();
    },
  );

  app.delete(
    '/batch/:id',
    does('Ends a batch before it is done', {
      params: ById,
      querystring: DeleteBatchQuery,
      response: NOTHING,
    }),
    async ({ params, query }, reply) => {
      await removeBatch(engine, params.id, query.cascade);
      return reply.status(204).send();
    },
  );
  registerHistoricBatches(app, engine);
}

function registerHistoricBatches(app: RestApp, engine: Engine): void {
  app.get(
    '/history/batch/:id',
    does('Reads what became of a batch', { params: ById, response: { 200: HistoricBatch } }),
    async ({ params }) => {
      const row = await findRow(engine, queries.historicBatches, { batchId: params.id });
      if (!row) throw invalidRequest(`Historic batch with id '${params.id}' does not exist`, 404);
      return row;
    },
  );

  app.delete(
    '/history/batch/:id',
    does('Forgets a batch that has ended', { params: ById, response: NOTHING }),
    async ({ params }, reply) => {
      await removeHistoricBatch(engine, params.id);
      return reply.status(204).send();
    },
  );
}
