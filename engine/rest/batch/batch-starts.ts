import { Batch } from '../../../schemas/camunda/answers/batches.ts';
import { JobRetriesBatch, SetExternalTaskRetries } from '../../../schemas/camunda/batches.ts';
import { createBatch } from '../../usecases/batches/create-batch.ts';
import { chosenExternalTasks, chosenJobs } from '../../usecases/batches/choose-targets.ts';
import type { Engine } from '../../usecases/engine.ts';
import { does } from '../rest-app.ts';
import type { RestApp } from '../rest-app.ts';
import { registerInstanceBatches } from './instance-batches.ts';
import { registerRemovalTimeBatches } from './removal-time-batches.ts';

/** Serves what is asked of many instances, tasks or jobs and left to the background. */
export function registerBatchStarts(app: RestApp, engine: Engine): void {
  registerInstanceBatches(app, engine);
  registerRemovalTimeBatches(app, engine);
  app.post(
    '/external-task/retries-async',
    does('Sets how often external tasks are tried again, in the background', {
      body: SetExternalTaskRetries,
      response: { 200: Batch },
    }),
    ({ body: given }) => {
      const what = { type: 'set-external-task-retries', retries: given.retries } as const;
      return createBatch(engine, what, (work) => chosenExternalTasks(work, given));
    },
  );

  app.post(
    '/job/retries',
    does('Sets how often jobs are tried again, in the background', {
      body: JobRetriesBatch,
      response: { 200: Batch },
    }),
    ({ body: given }) => {
      const dueDate = given.dueDate?.toISOString() ?? null;
      const what = { type: 'set-job-retries', retries: given.retries, dueDate } as const;
      return createBatch(engine, what, (work) => chosenJobs(work, given));
    },
  );
}
