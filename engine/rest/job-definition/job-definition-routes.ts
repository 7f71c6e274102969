import { JobDefinition } from '../../../schemas/camunda/answers/jobs.ts';
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
import { NOTHING } from '../openapi/answers.ts';
import { ById } from '../path-parameters.ts';
import { does } from '../rest-app.ts';
import type { RestApp } from '../rest-app.ts';

/** Serves where process definitions make jobs, and what is set for all jobs made there. */
export function registerJobDefinitionRoutes(app: RestApp, engine: Engine): void {
  const query = queries.jobDefinitions;
  registerListRoutes(app, engine, {
    path: '/job-definition',
    what: 'job definitions',
    spec: jobDefinitionList,
    row: JobDefinition,
    query,
    before: declareJobs,
  });

  app.get(
    '/job-definition/:id',
    does('Reads a job definition', { params: ById, response: { 200: JobDefinition } }),
    async ({ params }) => {
      await declareJobs(engine);
      const row = await findRow(engine, query, { jobDefinitionId: params.id });
      if (!row) throw invalidRequest(`Job Definition with id ${params.id} does not exist`, 404);
      return row;
    },
  );
  registerChanges(app, engine);
}

function registerChanges(app: RestApp, engine: Engine): void {
  app.put(
    '/job-definition/suspended',
    does('Lets job definitions rest, or go on', {
      body: JobDefinitionsSuspension,
      response: NOTHING,
    }),
    async ({ body: given }, reply) => {
      const { suspended, includeJobs } = given;
      await suspendJobDefinitions(engine, jobDefinitionSelection(given), {
        suspended,
        includeJobs: includeJobs ?? false,
        at: given.executionDate ?? undefined,
      });
      return reply.status(204).send();
    },
  );

  app.put(
    '/job-definition/:id/suspended',
    does('Lets a job definition rest, or go on', {
      params: ById,
      body: JobDefinitionSuspension,
      response: NOTHING,
    }),
    async ({ params, body }, reply) => {
      const { suspended, includeJobs, executionDate } = body;
      await suspendJobDefinitions(
        engine,
        { jobDefinitionId: params.id },
        { suspended, includeJobs: includeJobs ?? false, at: executionDate ?? undefined },
      );
      return reply.status(204).send();
    },
  );
  registerJobSettings(app, engine);
}

function registerJobSettings(app: RestApp, engine: Engine): void {
  app.put(
    '/job-definition/:id/retries',
    does('Sets how often failed jobs of a definition are tried again', {
      params: ById,
      body: JobRetries,
      response: NOTHING,
    }),
    async ({ params, body }, reply) => {
      const { retries, dueDate } = requireRetries(body);
      await setRetriesOfFailedJobs(engine, params.id, retries, dueDate ?? undefined);
      return reply.status(204).send();
    },
  );

  app.put(
    '/job-definition/:id/jobPriority',
    does('Sets the priority of the jobs of a definition', {
      params: ById,
      body: JobDefinitionPriority,
      response: NOTHING,
    }),
    async ({ params, body }, reply) => {
      const { priority = null, includeJobs } = body;
      if (priority === null && includeJobs === true) {
        throw invalidRequest(`Cannot reset priority for job definition ${params.id} with includeJobs=true`);
      }
      await overridePriority(engine, params.id, { priority, includeJobs: includeJobs ?? false });
      return reply.status(204).send();
    },
  );
}
