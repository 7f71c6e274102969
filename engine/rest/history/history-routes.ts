import { HistoricExternalTaskLog } from '../../../schemas/camunda/answers/external-tasks.ts';
import { HistoricIncident } from '../../../schemas/camunda/answers/jobs.ts';
import {
  HistoricActivityInstance,
  HistoricProcessInstance,
} from '../../../schemas/camunda/answers/process-instances.ts';
import { HistoricTaskInstance } from '../../../schemas/camunda/answers/tasks.ts';
import { HistoricVariableInstance } from '../../../schemas/camunda/answers/variables.ts';
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
import { registerListRoutes, registerShownList } from '../list-routes.ts';
import { registerHistoryCleanup } from './history-cleanup-routes.ts';
import { registerHistoricDetails } from './history-detail-routes.ts';
import { registerHistoryLogs } from './history-log-routes.ts';
import { registerHistoryReports } from './history-report-routes.ts';
import { registerHistoricVariables } from './history-variable-routes.ts';
import { registerHistoryStatistics } from './history-statistics-routes.ts';
import { registerUserOperations } from './user-operation-routes.ts';
import { withWireValues } from '../variable-instance/variable-instance-routes.ts';
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
    row: HistoricProcessInstance,
    query: queries.historicProcessInstances,
  });
  registerListRoutes(app, engine, {
    path: '/history/activity-instance',
    what: 'visits of activities',
    spec: historicActivityInstanceList,
    row: HistoricActivityInstance,
    query: queries.historicActivityInstances,
  });
  registerListRoutes(app, engine, {
    path: '/history/task',
    what: 'tasks, also those that have ended',
    spec: historicTaskList,
    row: HistoricTaskInstance,
    query: queries.historicTasks,
  });
  const variables = {
    path: '/history/variable-instance',
    what: 'last values of variables',
    spec: historicVariableInstanceList,
    row: HistoricVariableInstance,
    query: queries.historicVariableInstances,
  };
  registerShownList(app, engine, variables, withWireValues);
  registerListRoutes(app, engine, {
    path: '/history/incident',
    what: 'incidents, also those that are resolved',
    hasBodyInCamunda: false,
    spec: historicIncidentList,
    row: HistoricIncident,
    query: queries.historicIncidents,
  });
  registerListRoutes(app, engine, {
    path: '/history/external-task-log',
    what: 'what happened to external tasks',
    spec: historicExternalTaskLogList,
    row: HistoricExternalTaskLog,
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
    does('Reads what became of an instance', { params: ById, response: { 200: HistoricProcessInstance } }),
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
      response: NOTHING,
    }),
    async ({ params, query }, reply) => {
      await removeHistory(engine, params.id, query.failIfNotExists);
      return reply.status(204).send();
    },
  );
  app.get(
    '/history/activity-instance/:id',
    does('Reads one visit of an activity', { params: ById, response: { 200: HistoricActivityInstance } }),
    async ({ params }) => {
      const row = await findRow(engine, queries.historicActivityInstances, { activityInstanceId: params.id });
      if (!row) throw invalidRequest(`Historic activity instance with id '${params.id}' does not exist`, 404);
      return row;
    },
  );
  app.get(
    '/history/external-task-log/:id',
    does('Reads an entry of the external task log', {
      params: ById,
      response: { 200: HistoricExternalTaskLog },
    }),
    async ({ params }) => {
      const row = await findRow(engine, queries.historicExternalTaskLogs, { logId: params.id });
      if (!row) throw invalidRequest(`Historic external task log with id ${params.id} does not exist`, 404);
      return row;
    },
  );
}
