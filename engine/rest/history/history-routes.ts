import {
  historicActivityInstanceList,
  historicExternalTaskLogList,
  historicIncidentList,
  historicProcessInstanceList,
  historicTaskList,
  historicVariableInstanceList,
} from '../../../schemas/camunda/history.ts';
import { DeleteInstanceQuery } from '../../../schemas/camunda/process-instances.ts';
import type { Engine } from '../../usecases/engine.ts';
import { invalidRequest } from '../../usecases/errors.ts';
import { removeHistory } from '../../usecases/instances/delete-instance.ts';
import { findRow, queries } from '../../usecases/queries.ts';
import { registerListRoutes } from '../list-routes.ts';
import { registerHistoryCleanup } from './history-cleanup-routes.ts';
import { registerHistoricDetails } from './history-detail-routes.ts';
import { registerHistoryLogs } from './history-log-routes.ts';
import { registerHistoryReports } from './history-report-routes.ts';
import { registerHistoricVariables } from './history-variable-routes.ts';
import { registerHistoryStatistics } from './history-statistics-routes.ts';
import { registerUserOperations } from './user-operation-routes.ts';
import { parseRequest } from '../parse-request.ts';
import { DeserializeQuery } from '../../../schemas/camunda/variables.ts';
import { withWireValue } from '../variable-instance/variable-instance-routes.ts';
import { NOTHING } from '../openapi/answers.ts';
import { ById } from '../path-parameters.ts';
import { does } from '../rest-app.ts';
import type { RestApp } from '../rest-app.ts';

/** Serves what happened. */
export function registerHistoryRoutes(app: RestApp, engine: Engine): void {
  registerListRoutes(app, engine, {
    path: '/history/process-instance',
    what: 'instances, also those that have ended',
    spec: historicProcessInstanceList,
    query: queries.historicProcessInstances,
  });
  registerListRoutes(app, engine, {
    path: '/history/activity-instance',
    what: 'visits of activities',
    spec: historicActivityInstanceList,
    query: queries.historicActivityInstances,
  });
  registerListRoutes(app, engine, {
    path: '/history/task',
    what: 'tasks, also those that have ended',
    spec: historicTaskList,
    query: queries.historicTasks,
  });
  registerListRoutes(app, engine, {
    path: '/history/variable-instance',
    what: 'last values of variables',
    spec: historicVariableInstanceList,
    query: queries.historicVariableInstances,
    toWire: (row, given) => withWireValue(row, parseRequest(DeserializeQuery, given)),
  });
  registerListRoutes(app, engine, {
    path: '/history/incident',
    what: 'incidents, also those that are resolved',
    hasBodyInCamunda: false,
    spec: historicIncidentList,
    query: queries.historicIncidents,
  });
  registerListRoutes(app, engine, {
    path: '/history/external-task-log',
    what: 'what happened to external tasks',
    spec: historicExternalTaskLogList,
    query: queries.historicExternalTaskLogs,
  });
  registerHistoryLogs(app, engine);
  registerHistoricDetails(app, engine);
  registerHistoryReports(app, engine);
  registerHistoricVariables(app, engine);
  registerOneOfHistory(app, engine);
  registerHistoryStatistics(app, engine);
  registerUserOperations(app, engine);
  registerHistoryCleanup(app, engine);
}

function registerOneOfHistory(app: RestApp, engine: Engine): void {
  app.get(
    '/history/process-instance/:id',
    does('Reads what became of an instance', { params: ById }),
    async ({ params }) => {
      const row = await findRow(engine, queries.historicProcessInstances, { processInstanceId: params.id });
      if (!row) throw invalidRequest(`Historic process instance with id ${params.id} does not exist`, 404);
      return row;
    },
  );
  app.delete(
    '/history/process-instance/:id',
    does('Forgets an instance that has ended', {
      params: ById,
      querystring: DeleteInstanceQuery,
      answers: NOTHING,
    }),
    async ({ params, query }, reply) => {
      await removeHistory(engine, params.id, query.failIfNotExists);
      return reply.status(204).send();
    },
  );
  app.get(
    '/history/activity-instance/:id',
    does('Reads one visit of an activity', { params: ById }),
    async ({ params }) => {
      const row = await findRow(engine, queries.historicActivityInstances, { activityInstanceId: params.id });
      if (!row) throw invalidRequest(`Historic activity instance with id '${params.id}' does not exist`, 404);
      return row;
    },
  );
  app.get(
    '/history/external-task-log/:id',
    does('Reads an entry of the external task log', { params: ById }),
    async ({ params }) => {
      const row = await findRow(engine, queries.historicExternalTaskLogs, { logId: params.id });
      if (!row) throw invalidRequest(`Historic external task log with id ${params.id} does not exist`, 404);
      return row;
    },
  );
}
