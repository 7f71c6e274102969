import type { FastifyInstance } from 'fastify';
import {
  CompleteExternalTask,
  ExtendExternalTaskLock,
  ExternalTaskBpmnError,
  ExternalTaskFailure,
  externalTaskList,
  LockExternalTask,
  Priority,
  Retries,
  SetExternalTaskRetries,
  TopicNamesQuery,
} from '../../../schemas/camunda/external-tasks.ts';
import type { Engine } from '../../usecases/engine.ts';
import { EngineError, invalidRequest } from '../../usecases/errors.ts';
import {
  completeExternalTask,
  throwExternalTaskError,
} from '../../usecases/external-tasks/complete-external-task.ts';
import {
  failExternalTask,
  setExternalTaskPriority,
  setExternalTaskRetries,
} from '../../usecases/external-tasks/fail-external-task.ts';
import {
  extendExternalTaskLock,
  lockExternalTask,
  unlockExternalTask,
} from '../../usecases/external-tasks/lock-external-task.ts';
import { readErrorDetails, readTopicNames } from '../../usecases/external-tasks/read-external-tasks.ts';
import { findRow, queries } from '../../usecases/queries.ts';
import { registerListRoutes } from '../list-routes.ts';
import { requireRetries } from '../job/require-retries.ts';
import { parseRequest } from '../parse-request.ts';
import { registerFetchAndLock } from './fetch-and-lock-route.ts';

interface TaskPath {
  Params: { id: string };
}

/** Serves external tasks to workers and operators, of whom no more than `maxWaiting` may wait for tasks at once. */
export function registerExternalTaskRoutes(app: FastifyInstance, engine: Engine, maxWaiting?: number): void {
  const query = queries.externalTasks;
  registerListRoutes(app, engine, { path: '/external-task', spec: externalTaskList, query });
  registerFetchAndLock(app, engine, maxWaiting);
  registerReports(app, engine);
  registerLocks(app, engine);
  registerAdministration(app, engine);

  app.get('/external-task/topic-names', ({ query: given }) => {
    const { withLockedTasks, withUnlockedTasks, withRetriesLeft } = parseRequest(TopicNamesQuery, given);
    return readTopicNames(engine, { locked: withLockedTasks, unlocked: withUnlockedTasks, withRetriesLeft });
  });

  app.get<TaskPath>('/external-task/:id', async ({ params }) => {
    const row = await findRow(engine, query, { externalTaskId: params.id });
    if (!row)
      throw new EngineError(404, 'RestException', `External task with id ${params.id} does not exist`);
    return row;
  });

  app.get<TaskPath>('/external-task/:id/errorDetails', async ({ params }, reply) => {
    const details = await readErrorDetails(engine, params.id);
    if (details === null) return reply.status(204).send();
    return reply.header('content-type', 'text/plain; charset=utf-8').send(details);
  });
}

function registerReports(app: FastifyInstance, engine: Engine): void {
  app.post<TaskPath>('/external-task/:id/complete', async ({ params, body }, reply) => {
    await completeExternalTask(engine, params.id, parseRequest(CompleteExternalTask, body));
    return reply.status(204).send();
  });
  app.post<TaskPath>('/external-task/:id/failure', async ({ params, body }, reply) => {
    await failExternalTask(engine, params.id, parseRequest(ExternalTaskFailure, body));
    return reply.status(204).send();
  });
  app.post<TaskPath>('/external-task/:id/bpmnError', async ({ params, body }, reply) => {
    await throwExternalTaskError(engine, params.id, parseRequest(ExternalTaskBpmnError, body));
    return reply.status(204).send();
  });
}

function registerLocks(app: FastifyInstance, engine: Engine): void {
  app.post<TaskPath>('/external-task/:id/lock', async ({ params, body }, reply) => {
    await lockExternalTask(engine, params.id, parseRequest(LockExternalTask, body));
    return reply.status(204).send();
  });
  app.post<TaskPath>('/external-task/:id/extendLock', async ({ params, body }, reply) => {
    await extendExternalTaskLock(engine, params.id, parseRequest(ExtendExternalTaskLock, body));
    return reply.status(204).send();
  });
  app.post<TaskPath>('/external-task/:id/unlock', async ({ params }, reply) => {
    await unlockExternalTask(engine, params.id);
    return reply.status(204).send();
  });
}

function registerAdministration(app: FastifyInstance, engine: Engine): void {
  app.put<TaskPath>('/external-task/:id/retries', async ({ params, body }, reply) => {
    const { retries } = requireRetries(parseRequest(Retries, body));
    if (retries < 0) {
      const message = 'The number of retries cannot be negative: retries is not greater than or equal to 0';
      throw new EngineError(400, 'BadUserRequestException', message, { code: 0 });
    }
    await setExternalTaskRetries(engine, params.id, retries);
    return reply.status(204).send();
  });
  app.put<TaskPath>('/external-task/:id/priority', async ({ params, body }, reply) => {
    await setExternalTaskPriority(engine, params.id, parseRequest(Priority, body).priority);
    return reply.status(204).send();
  });
  app.put('/external-task/retries', async ({ body }, reply) => {
    const { retries, externalTaskIds, processInstanceIds } = parseRequest(SetExternalTaskRetries, body);
    const ids = new Set(externalTaskIds ?? []);
    for (const processInstanceId of processInstanceIds ?? []) {
      const row = await findRow(engine, queries.externalTasks, { processInstanceId });
      if (row) ids.add(String(row['id']));
    }
    if (ids.size === 0) throw invalidRequest('externalTaskIds is empty');
    for (const id of ids) await setExternalTaskRetries(engine, id, retries);
    return reply.status(204).send();
  });
}
