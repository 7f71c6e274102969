import type { FilterTable, FilterValues, ListRequest } from '../../schemas/camunda/list-query.ts';
import { withCaseConnection, withConnection } from '../store/database.ts';
import { batchQuery, batchStatisticsQuery, historicBatchQuery } from '../store/queries/batch-query.ts';
import {
  cleanableBatchQuery,
  cleanableDecisionQuery,
  cleanableInstanceQuery,
} from '../store/queries/cleanable-query.ts';
import {
  decisionDefinitionQuery,
  decisionRequirementsQuery,
  historicDecisionQuery,
} from '../store/queries/decision-query.ts';
import { deploymentQuery, processDefinitionQuery } from '../store/queries/deployment-query.ts';
import { eventSubscriptionQuery } from '../store/queries/event-subscription-query.ts';
import { executionQuery } from '../store/queries/execution-query.ts';
import { historicExternalTaskLogQuery } from '../store/queries/external-task-log-query.ts';
import { externalTaskQuery } from '../store/queries/external-task-query.ts';
import { historicDetailQuery } from '../store/queries/history-detail-query.ts';
import { historicIncidentQuery } from '../store/queries/history-incident-query.ts';
import {
  historicActivityInstanceQuery,
  historicProcessInstanceQuery,
} from '../store/queries/history-process-query.ts';
import { historicTaskQuery, historicVariableInstanceQuery } from '../store/queries/history-task-query.ts';
import { historicJobLogQuery } from '../store/queries/job-log-query.ts';
import { historicIdentityLinkLogQuery } from '../store/queries/identity-link-query.ts';
import { jobDefinitionQuery } from '../store/queries/job-definition-query.ts';
import { incidentQuery, jobQuery } from '../store/queries/job-query.ts';
import type { ListSource, Row } from '../store/queries/list-query.ts';
import { processInstanceQuery } from '../store/queries/process-instance-query.ts';
import { taskQuery } from '../store/queries/task-query.ts';
import { userOperationQuery } from '../store/queries/user-operation-query.ts';
import { variableInstanceQuery } from '../store/queries/variable-instance-query.ts';
import type { Engine } from './engine.ts';

/** A row as clients see it. */
export type { Row };
/** A resource that can be listed and counted. */
export type Query<Filters extends FilterTable, Found extends Row = Row> = ListSource<Filters, Found>;

/** Everything that can be listed, by resource. Rows carry Camunda's field names. */
export const queries = {
  batches: batchQuery,
  batchStatistics: batchStatisticsQuery,
  cleanableBatches: cleanableBatchQuery,
  cleanableDecisions: cleanableDecisionQuery,
  cleanableInstances: cleanableInstanceQuery,
  decisionDefinitions: decisionDefinitionQuery,
  decisionRequirements: decisionRequirementsQuery,
  deployments: deploymentQuery,
  eventSubscriptions: eventSubscriptionQuery,
  executions: executionQuery,
  externalTasks: externalTaskQuery,
  historicBatches: historicBatchQuery,
  historicActivityInstances: historicActivityInstanceQuery,
  historicDecisions: historicDecisionQuery,
  historicDetails: historicDetailQuery,
  historicExternalTaskLogs: historicExternalTaskLogQuery,
  historicIdentityLinkLogs: historicIdentityLinkLogQuery,
  historicIncidents: historicIncidentQuery,
  historicJobLogs: historicJobLogQuery,
  historicProcessInstances: historicProcessInstanceQuery,
  historicTasks: historicTaskQuery,
  historicVariableInstances: historicVariableInstanceQuery,
  incidents: incidentQuery,
  jobDefinitions: jobDefinitionQuery,
  jobs: jobQuery,
  processDefinitions: processDefinitionQuery,
  processInstances: processInstanceQuery,
  tasks: taskQuery,
  userOperations: userOperationQuery,
  variableInstances: variableInstanceQuery,
} as const;

/** One page of rows. */
export function listRows<Filters extends FilterTable, Found extends Row>(
  engine: Engine,
  query: Query<Filters, Found>,
  request: ListRequest<Filters>,
): Promise<Found[]> {
  return connectionFor(request)(engine.database, (tx) => query.list(tx, request, engine.clock()));
}

/** How many rows the filters leave. */
export function countRows<Filters extends FilterTable>(
  engine: Engine,
  query: Query<Filters>,
  request: ListRequest<Filters>,
): Promise<number> {
  return connectionFor(request)(engine.database, (tx) => query.count(tx, request, engine.clock()));
}

/** Filters that leave what belongs to one case; all are indexed. */
const OF_ONE_CASE = ['processInstanceId', 'processInstanceBusinessKey', 'businessKey'];

function connectionFor({ filters }: { filters: Record<string, unknown> }): typeof withConnection {
  return OF_ONE_CASE.some((name) => filters[name] !== undefined) ? withCaseConnection : withConnection;
}

/** The first row the filters leave. */
export async function findRow<Filters extends FilterTable, Found extends Row>(
  engine: Engine,
  query: Query<Filters, Found>,
  filters: FilterValues<Filters>,
): Promise<Found | undefined> {
  const [row] = await listRows(engine, query, { filters, sorting: [], firstResult: 0, maxResults: 1 });
  return row;
}
