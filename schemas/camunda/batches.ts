/** Batches: work on many instances, done in the background. */
import { z } from 'zod';
import { flagText } from './address.ts';
import { WireDate } from './dates.ts';
import { jobList } from './jobs.ts';
import { listBody } from './list-query.ts';
import { externalTaskList } from './external-tasks.ts';
import { InstancesChoice } from './many-instances.ts';

const retries = z.int().min(0, 'The number of retries cannot be negative');

/** `DELETE /batch/{id}`. */
export const DeleteBatchQuery = z.looseObject({ cascade: flagText.default(false) });

/** `GET /batch` and `GET /batch/statistics`. */
export const batchList = {
  filters: {
    batchId: 'text',
    type: 'text',
    suspended: 'flag',
    startedBefore: 'date',
    startedAfter: 'date',
    createdBy: 'text',
    withFailures: 'flag',
    withoutFailures: 'flag',
    tenantIdIn: 'texts',
    withoutTenantId: 'flag',
  },
  sorts: ['batchId', 'startTime', 'tenantId'],
} as const;

/** `GET /history/batch`. */
export const historicBatchList = {
  filters: {
    batchId: 'text',
    type: 'text',
    completed: 'either',
    tenantIdIn: 'texts',
    withoutTenantId: 'flag',
  },
  sorts: ['batchId', 'startTime', 'endTime', 'tenantId'],
} as const;

/** `POST /process-instance/delete`. */
export const DeleteInstances = z.object({
  ...InstancesChoice,
  deleteReason: z.string().nullish(),
  skipCustomListeners: z.boolean().nullish(),
  skipSubprocesses: z.literal(false, 'cannot be true: called instances end with it').nullish(),
  skipIoMappings: z.boolean().nullish(),
});

/** `PUT /external-task/retries` and `POST /external-task/retries-async`. */
export const SetExternalTaskRetries = z.object({
  ...InstancesChoice,
  retries,
  externalTaskIds: z.array(z.string()).nullish(),
  externalTaskQuery: listBody(externalTaskList).nullish(),
});

/** `POST /job/retries`. */
export const JobRetriesBatch = z.object({
  retries,
  dueDate: WireDate.nullish(),
  jobIds: z.array(z.string()).nullish(),
  jobQuery: listBody(jobList).nullish(),
});

/** `POST /process-instance/job-retries` and `/job-retries-historic-query-based`. */
export const InstancesJobRetriesBatch = z.object({
  retries,
  dueDate: WireDate.nullish(),
  processInstances: InstancesChoice.processInstanceIds,
  processInstanceQuery: InstancesChoice.processInstanceQuery,
  historicProcessInstanceQuery: InstancesChoice.historicProcessInstanceQuery,
});
