import { Batch } from '../../../schemas/camunda/answers/batches.ts';
import {
  MigrationForecast,
  MigrationPlanReport,
  MigrationStatus,
  ProposedMigrationPlan,
  UndoneMigration,
} from '../../../schemas/camunda/answers/migration.ts';
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
import { NOTHING } from '../openapi/answers.ts';
import { ById } from '../path-parameters.ts';
import { does } from '../rest-app.ts';
import type { RestApp } from '../rest-app.ts';

/** Serves the migration of running instances to another version. */
export function registerMigrationRoutes(app: RestApp, engine: Engine): void {
  app.post(
    '/migration/generate',
    does('Proposes a plan that moves instances to another version', {
      body: MigrationPlanGeneration,
      response: { 200: ProposedMigrationPlan },
    }),
    async ({ body: given }) => {
      const { sourceProcessDefinitionId: sourceId, targetProcessDefinitionId: targetId } = given;
      return {
        sourceProcessDefinitionId: sourceId ?? null,
        targetProcessDefinitionId: targetId ?? null,
        instructions: await generatePlan(engine, { sourceId, targetId }, given.updateEventTriggers ?? false),
        variables: given.variables ?? null,
      };
    },
  );

  app.post(
    '/migration/validate',
    does('Checks a plan', { body: MigrationPlan, response: { 200: MigrationPlanReport } }),
    ({ body }) => validatePlan(engine, body),
  );

  app.post(
    '/migration/execute',
    does('Moves instances to another version', {
      body: MigrationExecution,
      response: NOTHING,
    }),
    async ({ body }, reply) => {
      await migrateInstances(engine, body);
      return reply.status(204).send();
    },
  );

  app.post(
    '/migration/executeAsync',
    does('Moves instances to another version in the background; it can be undone', {
      body: MigrationExecution,
      response: { 200: Batch },
    }),
    ({ body }) => {
      const { migrationPlan, ...choice } = body;
      const what = { plan: migrationPlan, ...readSkips(choice) };
      return createBatch(engine, { type: 'instance-migration', ...what }, async (work) => {
        await preparePlan(work, migrationPlan);
        return chosenInstances(work, choice);
      });
    },
  );
  registerCoordination(app, engine);
}

/** What Camunda does not have: looking before, taking back, making final. */
function registerCoordination(app: RestApp, engine: Engine): void {
  app.post(
    '/migration/dry-run',
    does('Says for each instance whether it could be moved, and changes nothing', {
      differs: 'Camunda has no such route.',
      body: MigrationExecution,
      response: { 200: MigrationForecast },
    }),
    ({ body }) => forecastMigration(engine, body),
  );

  app.get(
    '/migration/batch/:id',
    does('Says what became of each instance of a migration', {
      differs: 'Camunda has no such route.',
      params: ById,
      response: { 200: MigrationStatus },
    }),
    ({ params }) => readMigration(engine, params.id),
  );

  app.post(
    '/migration/batch/:id/undo',
    does('Takes the instances of a migration back', {
      differs: 'Camunda has no such route.',
      params: ById,
      response: { 200: UndoneMigration },
    }),
    async ({ params }) => ({
      id: params.id,
      instances: await undoMigration(engine, params.id),
    }),
  );

  app.post(
    '/migration/batch/:id/commit',
    does('Makes a migration final', {
      differs: 'Camunda has no such route.',
      params: ById,
      response: NOTHING,
    }),
    async ({ params }, reply) => {
      await commitMigration(engine, params.id);
      return reply.status(204).send();
    },
  );
}
