import { HistoricJobLog } from '../../../schemas/camunda/answers/jobs.ts';
import { HistoricIdentityLinkLog } from '../../../schemas/camunda/answers/tasks.ts';
import { historicIdentityLinkLogList, historicJobLogList } from '../../../schemas/camunda/history-log.ts';
import type { Engine } from '../../usecases/engine.ts';
import { invalidRequest } from '../../usecases/errors.ts';
import { readLoggedErrorDetails } from '../../usecases/external-tasks/read-external-tasks.ts';
import { findRow, queries } from '../../usecases/queries.ts';
import { readLoggedStacktrace } from '../../usecases/timers/read-stacktrace.ts';
import { registerListRoutes } from '../list-routes.ts';
import { TEXT } from '../openapi/answers.ts';
import { ById } from '../path-parameters.ts';
import { does } from '../rest-app.ts';
import type { RestApp } from '../rest-app.ts';

/** Serves what happened to jobs, external tasks and the people of tasks, with the details of their failures. */
export function registerHistoryLogs(app: RestApp, engine: Engine): void {
  const query = queries.historicJobLogs;
  registerListRoutes(app, engine, {
    path: '/history/job-log',
    what: 'what happened to jobs',
    spec: historicJobLogList,
    row: HistoricJobLog,
    query,
  });
  registerListRoutes(app, engine, {
    path: '/history/identity-link-log',
    what: 'who was linked to tasks, and who was not any more',
    hasBodyInCamunda: false,
    spec: historicIdentityLinkLogList,
    row: HistoricIdentityLinkLog,
    query: queries.historicIdentityLinkLogs,
  });

  app.get(
    '/history/job-log/:id',
    does('Reads an entry of the job log', { params: ById, response: { 200: HistoricJobLog } }),
    async ({ params }) => {
      const row = await findRow(engine, query, { logId: params.id });
      if (!row) throw invalidRequest(`Historic job log with id ${params.id} does not exist`, 404);
      return row;
    },
  );

  app.get(
    '/history/external-task-log/:id/error-details',
    does('Reads the details of a failure of an external task', { params: ById, response: TEXT }),
    async ({ params }, reply) => {
      const details = await readLoggedErrorDetails(engine, params.id);
      return reply.header('content-type', 'text/plain; charset=utf-8').send(details);
    },
  );

  app.get(
    '/history/job-log/:id/stacktrace',
    does('Reads the details of a failure of a job', { params: ById, response: TEXT }),
    async ({ params }, reply) => {
      const stacktrace = await readLoggedStacktrace(engine, params.id);
      return reply.header('content-type', 'text/plain; charset=utf-8').send(stacktrace);
    },
  );
}
