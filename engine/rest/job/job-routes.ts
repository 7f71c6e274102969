import type { FastifyInstance, FastifyReply } from 'fastify';
import {
  JobDueDate,
  jobList,
  JobPriority,
  JobRetries,
  JobsSuspension,
  RecalculateQuery,
} from '../../../schemas/camunda/jobs.ts';
import { Suspension } from '../../../schemas/camunda/suspension.ts';
import type { Engine } from '../../usecases/engine.ts';
import { EngineError, invalidRequest } from '../../usecases/errors.ts';
import { findRow, queries } from '../../usecases/queries.ts';
import { removeJob, setJobDueDate, setJobPriority, setJobRetries } from '../../usecases/timers/change-job.ts';
import { recalculateDueDate } from '../../usecases/timers/recalculate-due-date.ts';
import { executeJob } from '../../usecases/timers/run-job.ts';
import { suspendJobs } from '../../usecases/timers/suspend-jobs.ts';
import { readStacktrace } from '../../usecases/timers/read-stacktrace.ts';
import { registerListRoutes } from '../list-routes.ts';
import { parseRequest } from '../parse-request.ts';
import { jobSelection } from './job-selection.ts';
import { requireRetries } from './require-retries.ts';

interface JobPath {
  Params: { id: string };
}

const noContent = (reply: FastifyReply) => reply.status(204).send();

/** Serves jobs: timers, and what is to be done between activities. */
export function registerJobRoutes(app: FastifyInstance, engine: Engine): void {
  registerListRoutes(app, engine, { path: '/job', spec: jobList, query: queries.jobs });

  const requireJob = async (id: string) => {
    const row = await findRow(engine, queries.jobs, { jobId: id });
    if (!row) throw invalidRequest(`Job with id ${id} does not exist`, 404);
    return row;
  };

  app.get<JobPath>('/job/:id', ({ params }) => requireJob(params.id));

  app.get<JobPath>('/job/:id/stacktrace', async ({ params }, reply) => {
    const stacktrace = await readStacktrace(engine, params.id);
    return reply.header('content-type', 'text/plain; charset=utf-8').send(stacktrace);
  });

  app.post<JobPath>('/job/:id/execute', async ({ params }, reply) => {
    await executeJob(engine, params.id).catch((error: unknown) => {
      // As in Camunda (`JobResourceImpl`): whatever the engine says of a job is "not found", also that it failed.
      if (error instanceof EngineError && error.status === 500) throw invalidRequest(error.message, 404);
      throw error;
    });
    return noContent(reply);
  });

  app.put<JobPath>('/job/:id/duedate', async ({ params, body }, reply) => {
    await setJobDueDate(engine, params.id, parseRequest(JobDueDate, body).duedate ?? null);
    return noContent(reply);
  });

  app.put<JobPath>('/job/:id/retries', async ({ params, body }, reply) => {
    const { retries, dueDate } = requireRetries(parseRequest(JobRetries, body));
    await setJobRetries(engine, params.id, retries, dueDate ?? undefined);
    return noContent(reply);
  });

  app.put<JobPath>('/job/:id/priority', async ({ params, body }, reply) => {
    const { priority } = parseRequest(JobPriority, body);
    if (priority === null || priority === undefined)
      throw new EngineError(400, 'RestException', `Priority for job '${params.id}' cannot be null.`);
    await setJobPriority(engine, params.id, priority);
    return noContent(reply);
  });

  app.post<JobPath>('/job/:id/duedate/recalculate', async ({ params, query }, reply) => {
    const { creationDateBased } = parseRequest(RecalculateQuery, query);
    await recalculateDueDate(engine, params.id, creationDateBased);
    return noContent(reply);
  });

  app.put<JobPath>('/job/:id/suspended', async ({ params, body }, reply) => {
    await suspendJobs(engine, { jobId: params.id }, parseRequest(Suspension, body).suspended);
    return noContent(reply);
  });

  app.put('/job/suspended', async ({ body }, reply) => {
    const given = parseRequest(JobsSuspension, body);
    await suspendJobs(engine, jobSelection(given), given.suspended);
    return noContent(reply);
  });

  app.delete<JobPath>('/job/:id', async ({ params }, reply) => {
    await removeJob(engine, params.id);
    return noContent(reply);
  });
}
