import type { FastifyInstance } from 'fastify';
import {
  MigrationExecution,
  MigrationPlan,
  MigrationPlanGeneration,
} from '../../../schemas/camunda/migration.ts';
import { createBatch } from '../../usecases/batches/create-batch.ts';
import { chosenInstances } from '../../usecases/chosen-instances.ts';
import { readSkips } from '../../usecases/read-skips.ts';
import type { Engine } from '../../usecases/engine.ts';
import { forecastMigration } from '../../usecases/migration/dry-run.ts';
import { preparePlan } from '../../usecases/migration/plan.ts';
import { generatePlan, migrateInstances, validatePlan } from '../../usecases/migration/migrate-instances.ts';
import { commitMigration, readMigration, undoMigration } from '../../usecases/migration/undo-migration.ts';
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

  app.post('/migration/executeAsync', ({ body }) => {
    const { migrationPlan, ...choice } = parseRequest(MigrationExecution, body);
    const what = { plan: migrationPlan, ...readSkips(choice) };
    return createBatch(engine, { type: 'instance-migration', ...what }, async (work) => {
      await preparePlan(work, migrationPlan);
      return chosenInstances(work, choice);
    });
  });
  registerCoordination(app, engine);
}

interface BatchPath {
  Params: { id: string };
}

/** What Camunda does not have: looking before, taking back, making final. */
function registerCoordination(app: FastifyInstance, engine: Engine): void {
  app.post('/migration/dry-run', ({ body }) =>
    forecastMigration(engine, parseRequest(MigrationExecution, body)),
  );

  app.get<BatchPath>('/migration/batch/:id', ({ params }) => readMigration(engine, params.id));

  app.post<BatchPath>('/migration/batch/:id/undo', async ({ params }) => ({
    id: params.id,
    instances: await undoMigration(engine, params.id),
  }));

  app.post<BatchPath>('/migration/batch/:id/commit', async ({ params }, reply) => {
    await commitMigration(engine, params.id);
    return reply.status(204).send();
  });
}
