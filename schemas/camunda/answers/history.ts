/** Reports, statistics and the clean-up of the history, and what users did, as they are sent. */
import { z } from 'zod';
import { integerOrNull, Moment, momentOrNull, named, never, textOrNull } from './fields.ts';

const duration = { period: z.int(), minimum: z.int(), maximum: z.int(), average: z.int() };
const PERIOD_UNITS = ['MONTH', 'QUARTER'] as const;

/** How long what began in a period took, in ms. */
export const DurationReport = named('DurationReportResult', {
  ...duration,
  periodUnit: z.enum(PERIOD_UNITS),
});
export type DurationReport = z.infer<typeof DurationReport>;

/** A row of either kind of task report, with null for the fields of the other. */
export const TaskReport = named('HistoricTaskInstanceReportResult', {
  taskName: textOrNull,
  count: integerOrNull,
  processDefinitionKey: textOrNull,
  processDefinitionId: textOrNull,
  processDefinitionName: textOrNull,
  tenantId: textOrNull,
  period: integerOrNull,
  periodUnit: z.enum(PERIOD_UNITS).nullable(),
  minimum: integerOrNull,
  maximum: integerOrNull,
  average: integerOrNull,
});

/** What happened at an activity, over all instances of its definition. */
export const HistoricActivityStatistics = named('HistoricActivityStatistics', {
  id: z.string(),
  instances: z.int(),
  canceled: z.int(),
  finished: z.int(),
  completeScope: z.int(),
  openIncidents: z.int(),
  resolvedIncidents: z.int(),
  deletedIncidents: z.int(),
});
export type HistoricActivityStatistics = z.infer<typeof HistoricActivityStatistics>;

/** How many instances of a definition ended, and how many of them can be removed. */
export const CleanableProcessInstances = named('CleanableHistoricProcessInstanceReportResult', {
  processDefinitionId: z.string(),
  processDefinitionKey: z.string(),
  processDefinitionName: textOrNull,
  processDefinitionVersion: z.int(),
  historyTimeToLive: integerOrNull,
  finishedProcessInstanceCount: z.int(),
  cleanableProcessInstanceCount: z.int(),
  tenantId: textOrNull,
});
export type CleanableProcessInstances = z.infer<typeof CleanableProcessInstances>;

/** How often a decision was made, and how much of that can be removed. */
export const CleanableDecisionInstances = named('CleanableHistoricDecisionInstanceReportResult', {
  decisionDefinitionId: z.string(),
  decisionDefinitionKey: z.string(),
  decisionDefinitionName: textOrNull,
  decisionDefinitionVersion: z.int(),
  historyTimeToLive: integerOrNull,
  finishedDecisionInstanceCount: z.int(),
  cleanableDecisionInstanceCount: z.int(),
  tenantId: textOrNull,
});
export type CleanableDecisionInstances = z.infer<typeof CleanableDecisionInstances>;

/** How many batches of a kind ended. */
export const CleanableBatches = named('CleanableHistoricBatchReportResult', {
  batchType: z.string(),
  historyTimeToLive: never,
  finishedBatchesCount: z.int(),
  cleanableBatchesCount: z.int(),
});
export type CleanableBatches = z.infer<typeof CleanableBatches>;

/** In which hours history is removed. */
export const HistoryCleanupConfiguration = named('HistoryCleanupConfiguration', {
  batchWindowStartTime: never,
  batchWindowEndTime: never,
  enabled: z.boolean(),
});

/** A row of `GET /history/user-operation`. */
export const UserOperationLogEntry = named('UserOperationLogEntry', {
  id: z.string(),
  userId: textOrNull,
  timestamp: Moment,
  operationId: z.string(),
  operationType: z.string(),
  entityType: z.string(),
  category: z.string(),
  annotation: textOrNull,
  property: textOrNull,
  orgValue: textOrNull,
  newValue: textOrNull,
  deploymentId: textOrNull,
  processDefinitionId: textOrNull,
  processDefinitionKey: textOrNull,
  processInstanceId: textOrNull,
  executionId: textOrNull,
  caseDefinitionId: never,
  caseInstanceId: never,
  caseExecutionId: never,
  taskId: textOrNull,
  externalTaskId: textOrNull,
  batchId: textOrNull,
  jobId: textOrNull,
  jobDefinitionId: textOrNull,
  removalTime: momentOrNull,
  rootProcessInstanceId: textOrNull,
});
export type UserOperationLogEntry = z.infer<typeof UserOperationLogEntry>;
