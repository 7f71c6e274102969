import { Job } from '../../../schemas/camunda/answers/jobs.ts';
import type { FastifyReply } from 'fastify';
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
import { jobSelection } from './job-selection.ts';
import { requireRetries } from './require-retries.ts';
import { NOTHING, TEXT } from '../openapi/answers.ts';
import { ById } from '../path-parameters.ts';
import { does } from '../rest-app.ts';
import type { RestApp } from '../rest-app.ts';

const noContent = (reply: FastifyReply) => reply.status(204).send();

/** Serves jobs: timers, and what is to be done between activities. */
export function registerJobRoutes(app: RestApp, engine: Engine): void {
  registerListRoutes(app, engine, {
    path: '/job',
    what: 'jobs',
    differs:
      'what is left to do in a batch is one job each, of the `batchJobDefinitionId`; nothing seeds or watches a batch, so that there ' +
      'are no jobs and no definitions of that.',
    spec: jobList,
    row: Job,
    query: queries.jobs,
  });

  const requireJob = async (id: string) => {
    const row = await findRow(engine, queries.jobs, { jobId: id });
    if (!row) throw invalidRequest(`Job with id ${id} does not exist`, 404);
    return row;
  };

  app.get('/job/:id', does('Reads a job', { params: ById, response: { 200: Job } }), ({ params }) =>
    requireJob(params.id),
  );

  app.get(
    '/job/:id/stacktrace',
    does('Reads the details of the last failure of a job', { params: ById, response: TEXT }),
    async ({ params }, reply) => {
      const stacktrace = await readStacktrace(engine, params.id);
      return reply.header('content-type', 'text/plain; charset=utf-8').send(stacktrace);
    },
  );

  app.post(
    '/job/:id/execute',
    does('Runs a job now', { params: ById, response: NOTHING }),
    async ({ params }, reply) => {
      await executeJob(engine, params.id).catch((error: unknown) => {
        // As in Camunda (`JobResourceImpl`): whatever the engine says of a job is "not found", also that it failed.
        if (error instanceof EngineError && error.status === 500) throw invalidRequest(error.message, 404);
        throw error;
      });
      return noContent(reply);
    },
  );
  registerChanges(app, engine);
}

function registerChanges(app: RestApp, engine: Engine): void {
  app.put(
    '/job/:id/duedate',
    does('Sets when a job is due', {
      differs:
        '`cascade` changes nothing: when a timer repeats, what follows the one of a start event moves along, and what follows others ' +
        'does not.',
      params: ById,
      body: JobDueDate,
      response: NOTHING,
    }),
    async ({ params, body }, reply) => {
      await setJobDueDate(engine, params.id, body.duedate ?? null);
      return noContent(reply);
    },
  );

  app.put(
    '/job/:id/retries',
    does('Sets how often a job is tried again', { params: ById, body: JobRetries, response: NOTHING }),
    async ({ params, body }, reply) => {
      const { retries, dueDate } = requireRetries(body);
      await setJobRetries(engine, params.id, retries, dueDate ?? undefined);
      return noContent(reply);
    },
  );

  app.put(
    '/job/:id/priority',
    does('Sets the priority of a job', { params: ById, body: JobPriority, response: NOTHING }),
    async ({ params, body }, reply) => {
      const { priority } = body;
      if (priority === null || priority === undefined)
        throw new EngineError(400, 'RestException', `Priority for job '${params.id}' cannot be null.`);
      await setJobPriority(engine, params.id, priority);
      return noContent(reply);
    },
  );

  app.post(
    '/job/:id/duedate/recalculate',
    does('Calculates again when a timer is due', {
      params: ById,
      querystring: RecalculateQuery,
      response: NOTHING,
    }),
    async ({ params, query }, reply) => {
      const { creationDateBased } = query;
      await recalculateDueDate(engine, params.id, creationDateBased);
      return noContent(reply);
    },
  );
  registerEndings(app, engine);
}

function registerEndings(app: RestApp, engine: Engine): void {
  app.put(
    '/job/:id/suspended',
    does('Lets a job rest, or go on', { params: ById, body: Suspension, response: NOTHING }),
    async ({ params, body }, reply) => {
      await suspendJobs(engine, { jobId: params.id }, body.suspended);
      return noContent(reply);
    },
  );

  app.put(
    '/job/suspended',
    does('Lets jobs rest, or go on', { body: JobsSuspension, response: NOTHING }),
    async ({ body: given }, reply) => {
      await suspendJobs(engine, jobSelection(given), given.suspended);
      return noContent(reply);
    },
  );

  app.delete(
    '/job/:id',
    does('Removes a job', { params: ById, response: NOTHING }),
    async ({ params }, reply) => {
      await removeJob(engine, params.id);
      return noContent(reply);
    },
  );
}
