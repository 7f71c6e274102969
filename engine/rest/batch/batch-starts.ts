import type { FastifyInstance } from 'fastify';
import {
  DeleteInstances,
  ExternalTaskRetriesBatch,
  JobRetriesBatch,
} from '../../../schemas/camunda/batches.ts';
import { chosenInstances } from '../../usecases/chosen-instances.ts';
import { createBatch } from '../../usecases/batches/create-batch.ts';
import { chosenExternalTasks, chosenJobs } from '../../usecases/batches/choose-targets.ts';
import type { Engine } from '../../usecases/engine.ts';
import { parseRequest } from '../parse-request.ts';

/** Serves what is asked of many instances, tasks or jobs and left to the background. */
export function registerBatchStarts(app: FastifyInstance, engine: Engine): void {
  app.post('/process-instance/delete', ({ body }) => {
    const given = parseRequest(DeleteInstances, body);
    const what = { type: 'instance-deletion', reason: given.deleteReason ?? null } as const;
    return createBatch(engine, what, (work) => chosenInstances(work, given));
  });

  app.post('/external-task/retries-async', ({ body }) => {
    const given = parseRequest(ExternalTaskRetriesBatch, body);
    const what = { type: 'set-external-task-retries', retries: given.retries } as const;
    return createBatch(engine, what, (work) => chosenExternalTasks(work, given));
  });

  app.post('/job/retries', ({ body }) => {
    const given = parseRequest(JobRetriesBatch, body);
    const dueDate = given.dueDate?.toISOString() ?? null;
    const what = { type: 'set-job-retries', retries: given.retries, dueDate } as const;
    return createBatch(engine, what, (work) => chosenJobs(work, given));
  });
}
