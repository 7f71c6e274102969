import type { FastifyInstance } from 'fastify';
import type { Engine } from '../../usecases/engine.ts';
import { registerVariableRoutes } from '../variable-routes.ts';

/** Serves variables of executions; the stock worker client loads files here, with the instance id as execution id. */
export function registerExecutionRoutes(app: FastifyInstance, engine: Engine): void {
  registerVariableRoutes(app, engine, '/execution/:id/localVariables', (id) => ({ kind: 'execution', id }));
}
