import { EventSubscription, Execution } from '../../../schemas/camunda/answers/process-instances.ts';
import { ExecutionTrigger, executionList } from '../../../schemas/camunda/executions.ts';
import type { Engine } from '../../usecases/engine.ts';
import { invalidRequest } from '../../usecases/errors.ts';
import { signalExecution, triggerMessage } from '../../usecases/events/trigger-execution.ts';
import { findRow, queries } from '../../usecases/queries.ts';
import { registerListRoutes } from '../list-routes.ts';
import { registerVariableRoutes } from '../variable-routes.ts';
import { NOTHING } from '../openapi/answers.ts';
import { ById, OneMessage } from '../path-parameters.ts';
import { does } from '../rest-app.ts';
import type { RestApp } from '../rest-app.ts';

/** Serves executions: running instances, their open activities and what these wait for. */
export function registerExecutionRoutes(app: RestApp, engine: Engine): void {
  // The stock worker client loads files here, with the instance id as execution id.
  registerVariableRoutes(app, engine, '/execution/:id/localVariables', (id) => ({ kind: 'execution', id }));
  registerListRoutes(app, engine, {
    path: '/execution',
    what: 'executions',
    spec: executionList,
    row: Execution,
    query: queries.executions,
  });

  app.get(
    '/execution/:id',
    does('Reads an execution', { params: ById, response: { 200: Execution } }),
    async ({ params: { id } }) => {
      const row = await findRow(engine, queries.executions, { executionId: id });
      if (!row) throw invalidRequest(`Execution with id ${id} does not exist`, 404);
      return row;
    },
  );

  app.post(
    '/execution/:id/signal',
    does('Moves an execution on that waits for nothing in particular', {
      params: ById,
      body: ExecutionTrigger,
      response: NOTHING,
    }),
    async ({ params, body }, reply) => {
      await signalExecution(engine, params.id, body.variables);
      return reply.status(204).send();
    },
  );

  registerSubscriptions(app, engine);
}

function registerSubscriptions(app: RestApp, engine: Engine): void {
  app.post(
    '/execution/:id/messageSubscriptions/:messageName/trigger',
    does('Delivers a message to one execution', {
      params: OneMessage,
      body: ExecutionTrigger,
      response: NOTHING,
    }),
    async ({ params, body }, reply) => {
      const { variables } = body;
      await triggerMessage(engine, params.id, params.messageName, variables);
      return reply.status(204).send();
    },
  );

  app.get(
    '/execution/:id/messageSubscriptions/:messageName',
    does('Reads what an execution waits for by the name of a message', {
      params: OneMessage,
      response: { 200: EventSubscription },
    }),
    async ({ params: { id, messageName } }) => {
      const row = await findRow(engine, queries.eventSubscriptions, {
        executionId: id,
        eventType: 'message',
        eventName: messageName,
      });
      if (row) return row;
      throw invalidRequest(
        `Message event subscription for execution ${id} named ${messageName} does not exist`,
        404,
      );
    },
  );
}
