import type { FastifyInstance } from 'fastify';
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
import { parseRequest } from '../parse-request.ts';
import { registerHistoricDetails } from './history-detail-routes.ts';
import { registerHistoryLogs } from './history-log-routes.ts';
import { registerHistoryReports } from './history-report-routes.ts';
import { registerHistoricVariables } from './history-variable-routes.ts';
import { registerHistoryStatistics } from './history-statistics-routes.ts';
import { withWireValue } from '../variable-instance/variable-instance-routes.ts';

interface HistoryPath {
  Params: { id: string };
}

/** Serves what happened. */
export function registerHistoryRoutes(app: FastifyInstance, engine: Engine): void {
  registerListRoutes(app, engine, {
    path: '/history/process-instance',
    spec: historicProcessInstanceList,
    query: queries.historicProcessInstances,
  });
  registerListRoutes(app, engine, {
    path: '/history/activity-instance',
    spec: historicActivityInstanceList,
    query: queries.historicActivityInstances,
  });
  registerListRoutes(app, engine, {
    path: '/history/task',
    spec: historicTaskList,
    query: queries.historicTasks,
  });
  registerListRoutes(app, engine, {
    path: '/history/variable-instance',
    spec: historicVariableInstanceList,
    query: queries.historicVariableInstances,
    toWire: withWireValue,
  });
  registerListRoutes(app, engine, {
    path: '/history/incident',
    spec: historicIncidentList,
    query: queries.historicIncidents,
  });
  registerListRoutes(app, engine, {
    path: '/history/external-task-log',
    spec: historicExternalTaskLogList,
    query: queries.historicExternalTaskLogs,
  });
  registerHistoryLogs(app, engine);
  registerHistoricDetails(app, engine);
  registerHistoryReports(app, engine);
  registerHistoricVariables(app, engine);
  registerOneOfHistory(app, engine);
  registerHistoryStatistics(app, engine);
}

function registerOneOfHistory(app: FastifyInstance, engine: Engine): void {
  app.get<HistoryPath>('/history/process-instance/:id', async ({ params }) => {
    const row = await findRow(engine, queries.historicProcessInstances, { processInstanceId: params.id });
    if (!row) throw invalidRequest(`Historic process instance with id ${params.id} does not exist`, 404);
    return row;
  });
  app.delete<HistoryPath>('/history/process-instance/:id', async ({ params, query }, reply) => {
    await removeHistory(engine, params.id, parseRequest(DeleteInstanceQuery, query).failIfNotExists);
    return reply.status(204).send();
  });
  app.get<HistoryPath>('/history/activity-instance/:id', async ({ params }) => {
    const row = await findRow(engine, queries.historicActivityInstances, { activityInstanceId: params.id });
    if (!row) throw invalidRequest(`Historic activity instance with id '${params.id}' does not exist`, 404);
    return row;
  });
  app.get<HistoryPath>('/history/external-task-log/:id', async ({ params }) => {
    const row = await findRow(engine, queries.historicExternalTaskLogs, { logId: params.id });
    if (!row) throw invalidRequest(`Historic external task log with id ${params.id} does not exist`, 404);
    return row;
  });
}
