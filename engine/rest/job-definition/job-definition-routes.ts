import type { FastifyInstance } from 'fastify';
import {
  JobDefinitionPriority,
  JobDefinitionsSuspension,
  JobDefinitionSuspension,
  jobDefinitionList,
  JobRetries,
} from '../../../schemas/camunda/jobs.ts';
import type { Engine } from '../../usecases/engine.ts';
import { invalidRequest } from '../../usecases/errors.ts';
import { findRow, queries } from '../../usecases/queries.ts';
import { declareJobs } from '../../usecases/timers/declare-jobs.ts';
import { overridePriority, setRetriesOfFailedJobs } from '../../usecases/timers/manage-job-definition.ts';
import { suspendJobDefinitions } from '../../usecases/timers/suspend-jobs.ts';
import { jobDefinitionSelection } from '../job/job-selection.ts';
import { requireRetries } from '../job/require-retries.ts';
import { registerListRoutes } from '../list-routes.ts';
import { parseRequest } from '../parse-request.ts';

interface DefinitionPath {
  Params: { id: string };
}

/** Serves where process definitions make jobs, and what is set for all jobs made there. */
export function registerJobDefinitionRoutes(app: FastifyInstance, engine: Engine): void {
  const query = queries.jobDefinitions;
  registerListRoutes(app, engine, {
    path: '/job-definition',
    spec: jobDefinitionList,
    query,
    before: declareJobs,
  });

  app.get<DefinitionPath>('/job-definition/:id', async ({ params }) => {
    await declareJobs(engine);
    const row = await findRow(engine, query, { jobDefinitionId: params.id });
    if (!row) throw invalidRequest(`Job Definition with id ${params.id} does not exist`, 404);
    return row;
  });

  app.put('/job-definition/suspended', async ({ body }, reply) => {
    const given = parseRequest(JobDefinitionsSuspension, body);
    const { suspended, includeJobs } = given;
    await suspendJobDefinitions(engine, jobDefinitionSelection(given), {
      suspended,
      includeJobs: includeJobs ?? false,
    });
    return reply.status(204).send();
  });

  app.put<DefinitionPath>('/job-definition/:id/suspended', async ({ params, body }, reply) => {
    const { suspended, includeJobs } = parseRequest(JobDefinitionSuspension, body);
    await suspendJobDefinitions(
      engine,
      { jobDefinitionId: params.id },
      { suspended, includeJobs: includeJobs ?? false },
    );
    return reply.status(204).send();
  });

  app.put<DefinitionPath>('/job-definition/:id/retries', async ({ params, body }, reply) => {
    const { retries, dueDate } = requireRetries(parseRequest(JobRetries, body));
    await setRetriesOfFailedJobs(engine, params.id, retries, dueDate ?? undefined);
    return reply.status(204).send();
  });

  app.put<DefinitionPath>('/job-definition/:id/jobPriority', async ({ params, body }, reply) => {
    const { priority = null, includeJobs } = parseRequest(JobDefinitionPriority, body);
    if (priority === null && includeJobs === true) {
      throw invalidRequest(`Cannot reset priority for job definition ${params.id} with includeJobs=true`);
    }
    await overridePriority(engine, params.id, { priority, includeJobs: includeJobs ?? false });
    return reply.status(204).send();
  });
}
