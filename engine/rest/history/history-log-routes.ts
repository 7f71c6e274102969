import type { FastifyInstance } from 'fastify';
import { historicJobLogList } from '../../../schemas/camunda/history-log.ts';
import type { Engine } from '../../usecases/engine.ts';
import { invalidRequest } from '../../usecases/errors.ts';
import { readLoggedErrorDetails } from '../../usecases/external-tasks/read-external-tasks.ts';
import { findRow, queries } from '../../usecases/queries.ts';
import { readLoggedStacktrace } from '../../usecases/timers/read-stacktrace.ts';
import { registerListRoutes } from '../list-routes.ts';

interface LogPath {
  Params: { id: string };
}

/** Serves what happened to jobs and external tasks, with the details of their failures. */
export function registerHistoryLogs(app: FastifyInstance, engine: Engine): void {
  const query = queries.historicJobLogs;
  registerListRoutes(app, engine, { path: '/history/job-log', spec: historicJobLogList, query });

  app.get<LogPath>('/history/job-log/:id', async ({ params }) => {
    const row = await findRow(engine, query, { logId: params.id });
    if (!row) throw invalidRequest(`Historic job log with id ${params.id} does not exist`, 404);
    return row;
  });

  app.get<LogPath>('/history/external-task-log/:id/error-details', async ({ params }, reply) => {
    const details = await readLoggedErrorDetails(engine, params.id);
    return reply.header('content-type', 'text/plain; charset=utf-8').send(details);
  });

  app.get<LogPath>('/history/job-log/:id/stacktrace', async ({ params }, reply) => {
    const stacktrace = await readLoggedStacktrace(engine, params.id);
    return reply.header('content-type', 'text/plain; charset=utf-8').send(stacktrace);
  });
}
