import { IdentityLink, Task, TaskCountByCandidateGroup } from '../../../schemas/camunda/answers/tasks.ts';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import {
  CompleteTask,
  CreateTask,
  IdentityLinkBody,
  IdentityLinksQuery,
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
import { registerShownList } from '../list-routes.ts';
import { registerVariableRoutes } from '../variable-routes.ts';
import { toWireVariables } from '../wire.ts';
import { withExtras, withFormRefs } from './task-extras.ts';
import { SentVariables } from '../../../schemas/camunda/answers/variables.ts';
import { NOTHING } from '../openapi/answers.ts';
import { ById } from '../path-parameters.ts';
import { does } from '../rest-app.ts';
import type { RestApp } from '../rest-app.ts';

const noContent = (reply: FastifyReply) => reply.status(204).send();

/** Serves user tasks to inboxes. */
export function registerTaskRoutes(app: RestApp, engine: Engine): void {
  const resource = {
    path: '/task',
    what: 'open tasks',
    differs: 'expressions are refused, as by Camunda 7 by its default.',
    spec: taskList,
    row: Task,
    query: queries.tasks,
  };
  registerShownList(app, engine, resource, async (rows, { extras }) =>
    withExtras(engine, await withFormRefs(engine, rows), extras),
  );
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

  app.get(
    '/task/report/candidate-group-count',
    does('Counts open tasks by candidate group', { response: { 200: z.array(TaskCountByCandidateGroup) } }),
    () => countTasksByGroup(engine),
  );

  app.get(
    '/task/:id',
    does('Reads a task', {
      differs: '`camundaFormRef` is as in Camunda; Operaton says `operatonFormRef`.',
      params: ById,
      querystring: TaskExtras,
      response: { 200: Task },
    }),
    async ({ params, query: extras }) => {
      const task = await requireTask(engine, params.id);
      // Lists leave it out: it takes a look into the file of each process.
      const form =
        task.formKey === null ? await readForm(engine, { kind: 'task', id: params.id }) : undefined;
      const [row] = await withExtras(
        engine,
        [{ ...task, camundaFormRef: form?.camundaFormRef ?? null }],
        extras,
      );
      return row ?? task;
    },
  );
  registerChanges(app, engine);
}

function registerChanges(app: RestApp, engine: Engine): void {
  app.put(
    '/task/:id',
    does('Writes a task anew: what is left out is cleared', {
      params: ById,
      body: UpdateTask,
      response: NOTHING,
    }),
    async ({ params, body: task }, reply) => {
      await requireTask(engine, params.id);
      // As in Camunda, a field that is left out is cleared: the body is the whole task.
      await changeTask(engine, params.id, 'Update', () => fieldsOf(task));
      return noContent(reply);
    },
  );

  app.post(
    '/task/create',
    does('Makes a task that belongs to no instance', { body: CreateTask, response: NOTHING }),
    async ({ body: task }, reply) => {
      const { id, tenantId } = task;
      await createTask(engine, { ...fieldsOf(task), id: id ?? undefined, tenantId: tenantId ?? null });
      return noContent(reply);
    },
  );
  app.delete(
    '/task/:id',
    does('Removes a task that belongs to no instance', { params: ById, response: NOTHING }),
    async ({ params }, reply) => {
      await deleteTask(engine, params.id);
      return noContent(reply);
    },
  );
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

async function requireTask(engine: Engine, id: string): Promise<Task> {
  const row = await findRow(engine, queries.tasks, { taskId: id });
  if (!row) throw invalidRequest(`No matching task with id ${id}`, 404);
  return row;
}

function registerAssignment(app: RestApp, engine: Engine): void {
  app.post(
    '/task/:id/claim',
    does('Takes a task for a user, unless another has it', { params: ById, body: UserId, response: NOTHING }),
    async ({ params, body }, reply) => {
      await claimUserTask(engine, params.id, body.userId ?? null);
      return noContent(reply);
    },
  );
  app.post(
    '/task/:id/unclaim',
    does('Gives a task back', { params: ById, response: NOTHING }),
    async ({ params }, reply) => {
      await assignUserTask(engine, params.id, null);
      return noContent(reply);
    },
  );
  app.post(
    '/task/:id/assignee',
    does('Assigns a task to a user, or nobody', { params: ById, body: UserId, response: NOTHING }),
    async ({ params, body }, reply) => {
      await assignUserTask(engine, params.id, body.userId ?? null);
      return noContent(reply);
    },
  );
}

function registerDelegation(app: RestApp, engine: Engine): void {
  app.post(
    '/task/:id/delegate',
    does('Hands a task to a user, who hands it back', { params: ById, body: UserId, response: NOTHING }),
    async ({ params, body }, reply) => {
      await delegateUserTask(engine, params.id, body.userId ?? null);
      return noContent(reply);
    },
  );
  app.post(
    '/task/:id/resolve',
    does('Hands a delegated task back', { params: ById, body: ResolveTask, response: NOTHING }),
    async ({ params, body }, reply) => {
      await resolveUserTask(engine, params.id, body.variables);
      return noContent(reply);
    },
  );
}

function registerIdentityLinks(app: RestApp, engine: Engine): void {
  app.get(
    '/task/:id/identity-links',
    does('Lists who has to do with a task', {
      params: ById,
      querystring: IdentityLinksQuery,
      response: { 200: z.array(IdentityLink) },
    }),
    async ({ params, query }) => {
      const links = await readIdentityLinks(engine, params.id);
      return query.type === undefined ? links : links.filter((link) => link.type === query.type);
    },
  );
  app.post(
    '/task/:id/identity-links',
    does('Adds who has to do with a task', { params: ById, body: IdentityLinkBody, response: NOTHING }),
    async ({ params, body }, reply) => {
      await addIdentityLink(engine, params.id, toLink(body));
      return noContent(reply);
    },
  );
  app.post(
    '/task/:id/identity-links/delete',
    does('Removes who has to do with a task', { params: ById, body: IdentityLinkBody, response: NOTHING }),
    async ({ params, body }, reply) => {
      await removeIdentityLink(engine, params.id, toLink(body));
      return noContent(reply);
    },
  );
}

function toLink({ type, userId, groupId }: z.output<typeof IdentityLinkBody>): {
  type: string;
  userId: string | null;
  groupId: string | null;
} {
  return { type, userId: userId ?? null, groupId: groupId ?? null };
}

function registerEndings(app: RestApp, engine: Engine): void {
  const endings = [
    { ending: 'complete', end: completeUserTask, summary: 'Completes a task' },
    { ending: 'submit-form', end: submitTaskForm, summary: 'Completes a task with what its form holds' },
  ];
  for (const { ending, end, summary } of endings) {
    app.post(
      `/task/:id/${ending}`,
      does(summary, { params: ById, body: CompleteTask, response: { 200: SentVariables, ...NOTHING } }),
      async ({ params, body }, reply) => {
        const { variables, withVariablesInReturn } = body;
        const withVariables = withVariablesInReturn ?? false;
        const after = await end(engine, params.id, variables, { withVariables });
        return withVariables ? reply.send(toWireVariables(after)) : noContent(reply);
      },
    );
  }
  app.post(
    '/task/:id/bpmnError',
    does('Ends a task with an error of the model', { params: ById, body: TaskBpmnError, response: NOTHING }),
    async ({ params, body }, reply) => {
      await throwUserTaskError(engine, params.id, body);
      return noContent(reply);
    },
  );
  app.post(
    '/task/:id/bpmnEscalation',
    does('Escalates from a task', { params: ById, body: TaskBpmnEscalation, response: NOTHING }),
    async ({ params, body }, reply) => {
      await escalateUserTask(engine, params.id, body);
      return noContent(reply);
    },
  );
}
