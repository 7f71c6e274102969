import { z } from 'zod';
import {
  CleanableBatches,
  CleanableDecisionInstances,
  CleanableProcessInstances,
  HistoryCleanupConfiguration,
} from '../../../schemas/camunda/answers/history.ts';
import { Job } from '../../../schemas/camunda/answers/jobs.ts';
import {
  cleanableBatchReport,
  cleanableDecisionReport,
  cleanableInstanceReport,
  CleanupQuery,
} from '../../../schemas/camunda/history-reports.ts';
import type { Engine } from '../../usecases/engine.ts';
import { requestCleanup } from '../../usecases/history/cleanup-schedule.ts';
import { queries } from '../../usecases/queries.ts';
import { registerListRoutes } from '../list-routes.ts';
import { does } from '../rest-app.ts';
import type { RestApp } from '../rest-app.ts';

/** Serves what of the history can be removed, and lets it be removed. */
export function registerHistoryCleanup(app: RestApp, engine: Engine): void {
  registerListRoutes(app, engine, {
    path: '/history/process-definition/cleanable-process-instance-report',
    what: 'definitions, with how many of their instances ended and can be removed',
    hasBodyInCamunda: false,
    spec: cleanableInstanceReport,
    row: CleanableProcessInstances,
    query: queries.cleanableInstances,
  });
  registerListRoutes(app, engine, {
    path: '/history/decision-definition/cleanable-decision-instance-report',
    what: 'decisions, with how often they were made and can be removed',
    hasBodyInCamunda: false,
    spec: cleanableDecisionReport,
    row: CleanableDecisionInstances,
    query: queries.cleanableDecisions,
  });
  registerListRoutes(app, engine, {
    path: '/history/batch/cleanable-batch-report',
    what: 'kinds of batches, with how many of them are done',
    hasBodyInCamunda: false,
    spec: cleanableBatchReport,
    row: CleanableBatches,
    query: queries.cleanableBatches,
  });

  app.post(
    '/history/cleanup',
    does('Lets old history be removed', { querystring: CleanupQuery, response: { 200: Job } }),
    async ({ query }) => {
      await requestCleanup(engine, query.immediatelyDue);
      return cleanupJob(engine);
    },
  );
  app.get(
    '/history/cleanup/job',
    does('Reads when history is removed next', { response: { 200: Job } }),
    () => Promise.resolve(cleanupJob(engine)),
  );
  app.get(
    '/history/cleanup/jobs',
    does('Lists when history is removed next', { response: { 200: z.array(Job) } }),
    () => Promise.resolve([cleanupJob(engine)]),
  );
  // There is no window: history is removed at any time of the day.
  app.get(
    '/history/cleanup/configuration',
    does('Reads in which hours history is removed', { response: { 200: HistoryCleanupConfiguration } }),
    () => Promise.resolve({ batchWindowStartTime: null, batchWindowEndTime: null, enabled: true }),
  );
}

/** The clean-up is no job here: each engine process does it. It is shown as the job it is in Camunda. */
function cleanupJob(engine: Engine): Job {
  return {
    id: 'history-cleanup',
    jobDefinitionId: null,
    dueDate: engine.cleanup.nextAt,
    processInstanceId: null,
    executionId: null,
    processDefinitionId: null,
    processDefinitionKey: null,
    retries: 3,
    exceptionMessage: null,
    failedActivityId: null,
    suspended: false,
    priority: 0,
    tenantId: null,
    createTime: null,
    batchId: null,
  };
}
