import type { FastifyInstance } from 'fastify';
import { ExecutionTrigger, executionList } from '../../../schemas/camunda/executions.ts';
import type { Engine } from '../../usecases/engine.ts';
import { invalidRequest } from '../../usecases/errors.ts';
import { signalExecution, triggerMessage } from '../../usecases/events/trigger-execution.ts';
import { findRow, queries } from '../../usecases/queries.ts';
import { registerListRoutes } from '../list-routes.ts';
import { parseRequest } from '../parse-request.ts';
import { registerVariableRoutes } from '../variable-routes.ts';

interface MessagePath {
  Params: { id: string; messageName: string };
}

/** Serves executions: running instances, their open activities and what these wait for. */
export function registerExecutionRoutes(app: FastifyInstance, engine: Engine): void {
  // The stock worker client loads files here, with the instance id as execution id.
  registerVariableRoutes(app, engine, '/execution/:id/localVariables', (id) => ({ kind: 'execution', id }));
  registerListRoutes(app, engine, { path: '/execution', spec: executionList, query: queries.executions });

  app.get<{ Params: { id: string } }>('/execution/:id', async ({ params: { id } }) => {
    const row = await findRow(engine, queries.executions, { executionId: id });
    if (!row) throw invalidRequest(`Execution with id ${id} does not exist`, 404);
    return row;
  });

  app.post<{ Params: { id: string } }>('/execution/:id/signal', async ({ params, body }, reply) => {
    await signalExecution(engine, params.id, parseRequest(ExecutionTrigger, body).variables);
    return reply.status(204).send();
  });

  app.post<MessagePath>(
    '/execution/:id/messageSubscriptions/:messageName/trigger',
    async ({ params, body }, reply) => {
      const { variables } = parseRequest(ExecutionTrigger, body);
      await triggerMessage(engine, params.id, params.messageName, variables);
      return reply.status(204).send();
    },
  );

  app.get<MessagePath>(
    '/execution/:id/messageSubscriptions/:messageName',
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
