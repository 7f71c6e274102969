import type { FastifyInstance } from 'fastify';
import {
  MigrationExecution,
  MigrationPlan,
  MigrationPlanGeneration,
} from '../../../schemas/camunda/migration.ts';
import type { Engine } from '../../usecases/engine.ts';
import { generatePlan, migrateInstances, validatePlan } from '../../usecases/migration/migrate-instances.ts';
import { parseRequest } from '../parse-request.ts';

/** Serves the migration of running instances to another version. */
export function registerMigrationRoutes(app: FastifyInstance, engine: Engine): void {
  app.post('/migration/generate', async ({ body }) => {
    const given = parseRequest(MigrationPlanGeneration, body);
    const { sourceProcessDefinitionId: sourceId, targetProcessDefinitionId: targetId } = given;
    return {
      sourceProcessDefinitionId: sourceId ?? null,
      targetProcessDefinitionId: targetId ?? null,
      instructions: await generatePlan(engine, { sourceId, targetId }, given.updateEventTriggers ?? false),
      variables: given.variables ?? null,
    };
  });

  app.post('/migration/validate', ({ body }) => validatePlan(engine, parseRequest(MigrationPlan, body)));

  app.post('/migration/execute', async ({ body }, reply) => {
    await migrateInstances(engine, parseRequest(MigrationExecution, body));
    return reply.status(204).send();
  });
}
