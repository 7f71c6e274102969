import type { Batch, BatchStatistics, HistoricBatch } from '../../../schemas/camunda/answers/batches.ts';
import type { batchList, historicBatchList } from '../../../schemas/camunda/batches.ts';
import { batchJobDefinition } from '../job-definitions.ts';
import { compare, equal, when } from './conditions.ts';
import { listSource } from './list-query.ts';
import { noTenant } from './tenant-conditions.ts';

const recorded = {
  id: 'b.id',
  type: 'b.type',
  totalJobs: 'b.total',
  batchJobsPerSeed: '100',
  invocationsPerBatchJob: '1',
  seedJobDefinitionId: 'NULL',
  monitorJobDefinitionId: 'NULL',
  batchJobDefinitionId: batchJobDefinition('b.id'),
  tenantId: 'NULL',
  createUserId: 'b.created_by',
  startTime: 'b.created_at',
  executionStartTime: 'b.execution_started_at',
};

// All items are there from the beginning, one job each.
const columns = { ...recorded, jobsCreated: 'b.total', suspended: 'b.suspended' };

const items = (states: string): string =>
  `(SELECT count(*)::int FROM engine.batch_items i WHERE i.batch_id = b.id AND i.state IN (${states}))`;
const failures = items("'failed'");

type Filters = (typeof batchList)['filters'];
type Sort = (typeof batchList)['sorts'][number];

const running = {
  from: '(SELECT * FROM engine.batches WHERE ended_at IS NULL) b',
  filters: {
    batchId: equal('b.id'),
    type: equal('b.type'),
    suspended: when('b.suspended'),
    startedBefore: compare('b.created_at', '<='),
    startedAfter: compare('b.created_at', '>='),
    withFailures: when(`${failures} > 0`),
    withoutFailures: when(`${failures} = 0`),
    createdBy: equal('b.created_by'),
    tenantIdIn: noTenant,
    withoutTenantId: when('true'),
  },
  sorts: { batchId: 'b.id', startTime: 'b.created_at', tenantId: 'b.id' },
  tieBreak: 'b.created_at, b.id',
};

/** Batches that are not done. */
export const batchQuery = listSource<Filters, Sort, Batch>({ ...running, columns });

/** Batches that are not done, with how far they are. */
export const batchStatisticsQuery = listSource<Filters, Sort, BatchStatistics>({
  ...running,
  columns: {
    ...columns,
    remainingJobs: items("'pending', 'failed'"),
    // As in Camunda: whatever is not left, also jobs that somebody deleted.
    completedJobs: `b.total - ${items("'pending', 'failed'")}`,
    failedJobs: failures,
  },
});

/** All batches on record. */
export const historicBatchQuery = listSource<
  (typeof historicBatchList)['filters'],
  (typeof historicBatchList)['sorts'][number],
  HistoricBatch
>({
  columns: { ...recorded, endTime: 'b.ended_at', removalTime: 'NULL' },
  from: 'engine.batches b',
  filters: {
    batchId: equal('b.id'),
    type: equal('b.type'),
    completed: (_parameters, completed) =>
      completed === 'true' ? 'b.ended_at IS NOT NULL' : 'b.ended_at IS NULL',
    tenantIdIn: noTenant,
    withoutTenantId: when('true'),
  },
  sorts: { batchId: 'b.id', startTime: 'b.created_at', endTime: 'b.ended_at', tenantId: 'b.id' },
  tieBreak: 'b.created_at, b.id',
});
