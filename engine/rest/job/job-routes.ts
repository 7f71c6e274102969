import type { FastifyInstance, FastifyReply } from 'fastify';
import { JobDueDate, jobList, JobRetries } from '../../../schemas/camunda/jobs.ts';
import type { Engine } from '../../usecases/engine.ts';
import { EngineError, invalidRequest } from '../../usecases/errors.ts';
import { findRow, queries } from '../../usecases/queries.ts';
import { removeJob, setJobDueDate, setJobRetries } from '../../usecases/timers/change-job.ts';
import { executeJob } from '../../usecases/timers/run-job.ts';
import { readStacktrace } from '../../usecases/timers/read-stacktrace.ts';
import { registerListRoutes } from '../list-routes.ts';
import { parseRequest } from '../parse-request.ts';

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
    const { retries, dueDate } = parseRequest(JobRetries, body);
    if (retries === null || retries === undefined)
      throw invalidRequest('The number of retries cannot be null.');
    await setJobRetries(engine, params.id, retries, dueDate ?? undefined);
    return noContent(reply);
  });

  app.delete<JobPath>('/job/:id', async ({ params }, reply) => {
    await removeJob(engine, params.id);
    return noContent(reply);
  });
}
