import { z } from 'zod';
import { ExternalTask } from '../../../schemas/camunda/answers/external-tasks.ts';
import {
  CompleteExternalTask,
  ExtendExternalTaskLock,
  ExternalTaskBpmnError,
  ExternalTaskFailure,
  externalTaskList,
  LockExternalTask,
  Priority,
  Retries,
  TopicNamesQuery,
} from '../../../schemas/camunda/external-tasks.ts';
import { SetExternalTaskRetries } from '../../../schemas/camunda/batches.ts';
import type { Engine } from '../../usecases/engine.ts';
import { EngineError } from '../../usecases/errors.ts';
import {
  completeExternalTask,
  throwExternalTaskError,
} from '../../usecases/external-tasks/complete-external-task.ts';
import {
  failExternalTask,
  setExternalTaskPriority,
} from '../../usecases/external-tasks/fail-external-task.ts';
import {
  extendExternalTaskLock,
  lockExternalTask,
  unlockExternalTask,
} from '../../usecases/external-tasks/lock-external-task.ts';
import { setExternalTaskRetries, setRetriesOfTasks } from '../../usecases/external-tasks/set-retries.ts';
import { readErrorDetails, readTopicNames } from '../../usecases/external-tasks/read-external-tasks.ts';
import { findRow, queries } from '../../usecases/queries.ts';
import { registerListRoutes } from '../list-routes.ts';
import { requireRetries } from '../job/require-retries.ts';
import { registerFetchAndLock } from './fetch-and-lock-route.ts';
import { NOTHING, TEXT } from '../openapi/answers.ts';
import { ById } from '../path-parameters.ts';
import { does } from '../rest-app.ts';
import type { RestApp } from '../rest-app.ts';

/** Serves external tasks to workers and operators, of whom no more than `maxWaiting` may wait for tasks at once. */
export function registerExternalTaskRoutes(app: RestApp, engine: Engine, maxWaiting?: number): void {
  const query = queries.externalTasks;
  registerListRoutes(app, engine, {
    path: '/external-task',
    what: 'external tasks',
    spec: externalTaskList,
    row: ExternalTask,
    query,
  });
  registerFetchAndLock(app, engine, maxWaiting);
  registerReports(app, engine);
  registerLocks(app, engine);
  registerAdministration(app, engine);

  app.get(
    '/external-task/topic-names',
    does('Lists the topics of open external tasks', {
      querystring: TopicNamesQuery,
      response: { 200: z.array(z.string()) },
    }),
    ({ query: given }) => {
      const { withLockedTasks, withUnlockedTasks, withRetriesLeft } = given;
      return readTopicNames(engine, {
        locked: withLockedTasks,
        unlocked: withUnlockedTasks,
        withRetriesLeft,
      });
    },
  );

  app.get(
    '/external-task/:id',
    does('Reads an external task', { params: ById, response: { 200: ExternalTask } }),
    async ({ params }) => {
      const row = await findRow(engine, query, { externalTaskId: params.id });
      if (!row)
        throw new EngineError(404, 'RestException', `External task with id ${params.id} does not exist`);
      return row;
    },
  );

  app.get(
    '/external-task/:id/errorDetails',
    does('Reads the details of the last failure', { params: ById, response: { ...TEXT, ...NOTHING } }),
    async ({ params }, reply) => {
      const details = await readErrorDetails(engine, params.id);
      if (details === null) return reply.status(204).send();
      return reply.header('content-type', 'text/plain; charset=utf-8').send(details);
    },
  );
}

function registerReports(app: RestApp, engine: Engine): void {
  app.post(
    '/external-task/:id/complete',
    does('Completes an external task', { params: ById, body: CompleteExternalTask, response: NOTHING }),
    async ({ params, body }, reply) => {
      await completeExternalTask(engine, params.id, body);
      return reply.status(204).send();
    },
  );
  app.post(
    '/external-task/:id/failure',
    does('Reports that work on an external task failed', {
      params: ById,
      body: ExternalTaskFailure,
      response: NOTHING,
    }),
    async ({ params, body }, reply) => {
      await failExternalTask(engine, params.id, body);
      return reply.status(204).send();
    },
  );
  app.post(
    '/external-task/:id/bpmnError',
    does('Ends an external task with an error of the model', {
      params: ById,
      body: ExternalTaskBpmnError,
      response: NOTHING,
    }),
    async ({ params, body }, reply) => {
      await throwExternalTaskError(engine, params.id, body);
      return reply.status(204).send();
    },
  );
}

function registerLocks(app: RestApp, engine: Engine): void {
  app.post(
    '/external-task/:id/lock',
    does('Locks an external task for a worker', { params: ById, body: LockExternalTask, response: NOTHING }),
    async ({ params, body }, reply) => {
      await lockExternalTask(engine, params.id, body);
      return reply.status(204).send();
    },
  );
  app.post(
    '/external-task/:id/extendLock',
    does('Keeps an external task locked for longer', {
      params: ById,
      body: ExtendExternalTaskLock,
      response: NOTHING,
    }),
    async ({ params, body }, reply) => {
      await extendExternalTaskLock(engine, params.id, body);
      return reply.status(204).send();
    },
  );
  app.post(
    '/external-task/:id/unlock',
    does('Gives an external task back', { params: ById, response: NOTHING }),
    async ({ params }, reply) => {
      await unlockExternalTask(engine, params.id);
      return reply.status(204).send();
    },
  );
}

function registerAdministration(app: RestApp, engine: Engine): void {
  app.put(
    '/external-task/:id/retries',
    does('Sets how often an external task is tried again', {
      params: ById,
      body: Retries,
      response: NOTHING,
    }),
    async ({ params, body }, reply) => {
      const { retries } = requireRetries(body);
      if (retries < 0) {
        const message = 'The number of retries cannot be negative: retries is not greater than or equal to 0';
        throw new EngineError(400, 'BadUserRequestException', message, { code: 0 });
      }
      await setExternalTaskRetries(engine, params.id, retries);
      return reply.status(204).send();
    },
  );
  app.put(
    '/external-task/:id/priority',
    does('Sets the priority of an external task', { params: ById, body: Priority, response: NOTHING }),
    async ({ params, body }, reply) => {
      await setExternalTaskPriority(engine, params.id, body.priority);
      return reply.status(204).send();
    },
  );
  app.put(
    '/external-task/retries',
    does('Sets how often external tasks are tried again', {
      body: SetExternalTaskRetries,
      response: NOTHING,
    }),
    async ({ body: { retries, ...choice } }, reply) => {
      await setRetriesOfTasks(engine, choice, retries);
      return reply.status(204).send();
    },
  );
}
