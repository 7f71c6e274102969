import { Task, TaskCountByCandidateGroup } from '../../../schemas/camunda/answers/tasks.ts';
import { z } from 'zod';
import { CreateTask, TaskExtras, taskList, UpdateTask } from '../../../schemas/camunda/tasks.ts';
import type { Engine } from '../../usecases/engine.ts';
import { invalidRequest } from '../../usecases/errors.ts';
import { readForm } from '../../usecases/forms/read-form.ts';
import { findRow, queries } from '../../usecases/queries.ts';
import { changeTask } from '../../usecases/user-tasks/assign-user-task.ts';
import type { TaskChange } from '../../usecases/user-tasks/assign-user-task.ts';
import { countTasksByGroup } from '../../usecases/user-tasks/count-by-group.ts';
import { createTask, deleteTask } from '../../usecases/user-tasks/standalone-task.ts';
import { registerFormRoutes } from '../form/form-routes.ts';
import { registerShownList } from '../list-routes.ts';
import { registerVariableRoutes } from '../variable-routes.ts';
import { registerAssignmentRoutes } from './assignment-routes.ts';
import { withExtras, withFormRefs } from './task-extras.ts';
import { registerTaskEndings } from './task-ending-routes.ts';
import { noContent } from '../no-content.ts';
import { NOTHING } from '../openapi/answers.ts';
import { ById } from '../path-parameters.ts';
import { does } from '../rest-app.ts';
import type { RestApp } from '../rest-app.ts';

/** Serves user tasks to inboxes: list, read, write, and what is served by files beside this one. */
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
  registerAssignmentRoutes(app, engine);
  registerFormRoutes(app, engine, {
    path: '/task/:id',
    names: { form: 'form', deployed: 'deployed-form' },
    ownerOf: ({ id }) => Promise.resolve({ kind: 'task', id }),
  });
  registerTaskEndings(app, engine);

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
