import type { FastifyInstance, FastifyReply } from 'fastify';
import type { z } from 'zod';
import {
  CompleteTask,
  CreateTask,
  IdentityLinkBody,
  ResolveTask,
  TaskBpmnError,
  TaskBpmnEscalation,
  TaskExtras,
  taskList,
  UpdateTask,
  UserId,
} from '../../../schemas/camunda/tasks.ts';
import type { Engine } from '../../usecases/engine.ts';
import { invalidRequest } from '../../usecases/errors.ts';
import { readForm } from '../../usecases/forms/read-form.ts';
import { findRow, queries } from '../../usecases/queries.ts';
import type { Row } from '../../usecases/queries.ts';
import {
  addIdentityLink,
  assignUserTask,
  changeTask,
  claimUserTask,
  delegateUserTask,
  removeIdentityLink,
} from '../../usecases/user-tasks/assign-user-task.ts';
import type { TaskChange } from '../../usecases/user-tasks/assign-user-task.ts';
import { completeUserTask, throwUserTaskError } from '../../usecases/user-tasks/complete-user-task.ts';
import { countTasksByGroup } from '../../usecases/user-tasks/count-by-group.ts';
import { escalateUserTask } from '../../usecases/user-tasks/escalate-user-task.ts';
import { readIdentityLinks } from '../../usecases/user-tasks/read-identity-links.ts';
import { resolveUserTask } from '../../usecases/user-tasks/resolve-user-task.ts';
import { createTask, deleteTask } from '../../usecases/user-tasks/standalone-task.ts';
import { submitTaskForm } from '../../usecases/user-tasks/submit-task-form.ts';
import { registerFormRoutes } from '../form/form-routes.ts';
import { registerListRoutes } from '../list-routes.ts';
import { parseRequest } from '../parse-request.ts';
import { registerVariableRoutes } from '../variable-routes.ts';
import { toWireVariables } from '../wire.ts';
import { withExtras } from './task-extras.ts';

interface TaskPath {
  Params: { id: string };
}

const noContent = (reply: FastifyReply) => reply.status(204).send();

/** Serves user tasks to inboxes. */
export function registerTaskRoutes(app: FastifyInstance, engine: Engine): void {
  const extend = (rows: Row[], extras: readonly string[]) => withExtras(engine, rows, extras);
  registerListRoutes(app, engine, { path: '/task', spec: taskList, query: queries.tasks, extend });
  registerVariableRoutes(app, engine, '/task/:id/variables', (id) => ({ kind: 'task', id, local: false }));
  registerVariableRoutes(app, engine, '/task/:id/localVariables', (id) => ({
    kind: 'task',
    id,
    local: true,
  }));
  registerAssignment(app, engine);
  registerDelegation(app, engine);
  registerIdentityLinks(app, engine);
  registerFormRoutes(app, engine, {
    path: '/task/:id',
    names: { form: 'form', deployed: 'deployed-form' },
    ownerOf: ({ id }) => Promise.resolve({ kind: 'task', id }),
  });
  registerEndings(app, engine);

  app.get('/task/report/candidate-group-count', () => countTasksByGroup(engine));

  app.get<TaskPath>('/task/:id', async ({ params, query }) => {
    const extras = parseRequest(TaskExtras, query);
    const task = await requireTask(engine, params.id);
    // Lists leave it out: it takes a look into the file of each process.
    const form =
      task['formKey'] === null ? await readForm(engine, { kind: 'task', id: params.id }) : undefined;
    const [row] = await withExtras(
      engine,
      [{ ...task, camundaFormRef: form?.camundaFormRef ?? null }],
      extras,
    );
    return row;
  });

  app.put<TaskPath>('/task/:id', async ({ params, body }, reply) => {
    const task = parseRequest(UpdateTask, body);
    await requireTask(engine, params.id);
    // As in Camunda, a field that is left out is cleared: the body is the whole task.
    await changeTask(engine, params.id, () => fieldsOf(task));
    return noContent(reply);
  });

  app.post('/task/create', async ({ body }, reply) => {
    const task = parseRequest(CreateTask, body);
    const { id, tenantId } = task;
    await createTask(engine, { ...fieldsOf(task), id: id ?? undefined, tenantId: tenantId ?? null });
    return noContent(reply);
  });
  app.delete<TaskPath>('/task/:id', async ({ params }, reply) => {
    await deleteTask(engine, params.id);
    return noContent(reply);
  });
}

/** A whole task as a body says it; Camunda's default of a priority that is not given is 0. */
function fieldsOf({ due, followUp, priority, ...task }: z.output<typeof UpdateTask>): Required<TaskChange> {
  return {
    parentTaskId: task.parentTaskId ?? null,
    name: task.name ?? null,
    description: task.description ?? null,
    assignee: task.assignee ?? null,
    owner: task.owner ?? null,
    delegationState: task.delegationState ?? null,
    priority: priority ?? 0,
    dueAt: due ?? null,
    followUpAt: followUp ?? null,
  };
}

async function requireTask(engine: Engine, id: string): Promise<Row> {
  const row = await findRow(engine, queries.tasks, { taskId: id });
  if (!row) throw invalidRequest(`No matching task with id ${id}`, 404);
  return row;
}

function registerAssignment(app: FastifyInstance, engine: Engine): void {
  app.post<TaskPath>('/task/:id/claim', async ({ params, body }, reply) => {
    await claimUserTask(engine, params.id, parseRequest(UserId, body).userId ?? null);
    return noContent(reply);
  });
  app.post<TaskPath>('/task/:id/unclaim', async ({ params }, reply) => {
    await assignUserTask(engine, params.id, null);
    return noContent(reply);
  });
  app.post<TaskPath>('/task/:id/assignee', async ({ params, body }, reply) => {
    await assignUserTask(engine, params.id, parseRequest(UserId, body).userId ?? null);
    return noContent(reply);
  });
}

function registerDelegation(app: FastifyInstance, engine: Engine): void {
  app.post<TaskPath>('/task/:id/delegate', async ({ params, body }, reply) => {
    await delegateUserTask(engine, params.id, parseRequest(UserId, body).userId ?? null);
    return noContent(reply);
  });
  app.post<TaskPath>('/task/:id/resolve', async ({ params, body }, reply) => {
    await resolveUserTask(engine, params.id, parseRequest(ResolveTask, body).variables);
    return noContent(reply);
  });
}

function registerIdentityLinks(app: FastifyInstance, engine: Engine): void {
  app.get<TaskPath & { Querystring: { type?: string } }>(
    '/task/:id/identity-links',
    async ({ params, query }) => {
      const links = await readIdentityLinks(engine, params.id);
      return query.type === undefined ? links : links.filter((link) => link.type === query.type);
    },
  );
  app.post<TaskPath>('/task/:id/identity-links', async ({ params, body }, reply) => {
    await addIdentityLink(engine, params.id, toLink(body));
    return noContent(reply);
  });
  app.post<TaskPath>('/task/:id/identity-links/delete', async ({ params, body }, reply) => {
    await removeIdentityLink(engine, params.id, toLink(body));
    return noContent(reply);
  });
}

function toLink(body: unknown): { type: string; userId: string | null; groupId: string | null } {
  const { type, userId, groupId } = parseRequest(IdentityLinkBody, body);
  return { type, userId: userId ?? null, groupId: groupId ?? null };
}

function registerEndings(app: FastifyInstance, engine: Engine): void {
  const endings = { complete: completeUserTask, 'submit-form': submitTaskForm };
  for (const [ending, end] of Object.entries(endings)) {
    app.post<TaskPath>(`/task/:id/${ending}`, async ({ params, body }, reply) => {
      const { variables, withVariablesInReturn } = parseRequest(CompleteTask, body);
      const withVariables = withVariablesInReturn ?? false;
      const after = await end(engine, params.id, variables, { withVariables });
      return withVariables ? reply.send(toWireVariables(after)) : noContent(reply);
    });
  }
  app.post<TaskPath>('/task/:id/bpmnError', async ({ params, body }, reply) => {
    await throwUserTaskError(engine, params.id, parseRequest(TaskBpmnError, body));
    return noContent(reply);
  });
  app.post<TaskPath>('/task/:id/bpmnEscalation', async ({ params, body }, reply) => {
    await escalateUserTask(engine, params.id, parseRequest(TaskBpmnEscalation, body));
    return noContent(reply);
  });
}
