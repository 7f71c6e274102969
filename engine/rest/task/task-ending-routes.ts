import { SentVariables } from '../../../schemas/camunda/answers/variables.ts';
import { CompleteTask, TaskBpmnError, TaskBpmnEscalation } from '../../../schemas/camunda/tasks.ts';
import type { Engine } from '../../usecases/engine.ts';
import { completeUserTask, throwUserTaskError } from '../../usecases/user-tasks/complete-user-task.ts';
import { escalateUserTask } from '../../usecases/user-tasks/escalate-user-task.ts';
import { submitTaskForm } from '../../usecases/user-tasks/submit-task-form.ts';
import { noContent } from '../no-content.ts';
import { NOTHING } from '../openapi/answers.ts';
import { ById } from '../path-parameters.ts';
import { does } from '../rest-app.ts';
import type { RestApp } from '../rest-app.ts';
import { toWireVariables } from '../wire.ts';

/** Serves how a task ends: completed, with a form, by an error or an escalation of the model. */
export function registerTaskEndings(app: RestApp, engine: Engine): void {
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
