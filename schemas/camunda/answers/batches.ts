/** Batches as they are sent. */
import { z } from 'zod';
import { Moment, momentOrNull, named, never, textOrNull } from './fields.ts';

const recorded = {
  id: z.string(),
  type: z.string(),
  totalJobs: z.int(),
  batchJobsPerSeed: z.int(),
  invocationsPerBatchJob: z.int(),
  seedJobDefinitionId: never,
  monitorJobDefinitionId: never,
  batchJobDefinitionId: z.string(),
  tenantId: never,
  createUserId: textOrNull,
  startTime: Moment,
  executionStartTime: momentOrNull,
};

const batch = { ...recorded, jobsCreated: z.int(), suspended: z.boolean() };

/** A row of `GET /batch`. */
export const Batch = named('Batch', batch);
export type Batch = z.infer<typeof Batch>;

/** A row of `GET /batch/statistics`. */
export const BatchStatistics = named('BatchStatistics', {
  ...batch,
  remainingJobs: z.int(),
  completedJobs: z.int(),
  failedJobs: z.int(),
});
export type BatchStatistics = z.infer<typeof BatchStatistics>;

/** A row of `GET /history/batch`. */
export const HistoricBatch = named('HistoricBatch', {
  ...recorded,
  endTime: momentOrNull,
  removalTime: momentOrNull,
});
export type HistoricBatch = z.infer<typeof HistoricBatch>;
