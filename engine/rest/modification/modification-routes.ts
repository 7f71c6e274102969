import { Batch } from '../../../schemas/camunda/answers/batches.ts';
import type { z } from 'zod';
import {
  Modification,
  ProcessInstanceModification,
  RestartInstances,
} from '../../../schemas/camunda/modification.ts';
import { createBatch } from '../../usecases/batches/create-batch.ts';
import { chosenInstances } from '../../usecases/chosen-instances.ts';
import { readSkips } from '../../usecases/read-skips.ts';
import type { Engine } from '../../usecases/engine.ts';
import { invalidRequest } from '../../usecases/errors.ts';
import { modifyInstances, requireDefinition } from '../../usecases/modification/modify-instance.ts';
import { restartInstances } from '../../usecases/modification/restart-instances.ts';
import type { Restart } from '../../usecases/modification/restart-instances.ts';
import { findRow, queries } from '../../usecases/queries.ts';
import { NOTHING } from '../openapi/answers.ts';
import { ById } from '../path-parameters.ts';
import { does } from '../rest-app.ts';
import type { RestApp } from '../rest-app.ts';

/** Serves the modification of several instances and the restart of ended ones, at once or in the background. */
export function registerModificationRoutes(app: RestApp, engine: Engine): void {
  app.post(
    '/modification/execute',
    does('Moves the tokens of several instances by hand', {
      body: Modification,
      response: NOTHING,
    }),
    async ({ body }, reply) => {
      const { processDefinitionId, instructions, ...choice } = body;
      const modification = { instructions, ...readSkips(choice) };
      await modifyInstances(engine, { definitionId: processDefinitionId, choice }, modification);
      return reply.status(204).send();
    },
  );

  app.post(
    '/modification/executeAsync',
    does('Moves the tokens of several instances by hand, in the background', {
      body: Modification,
      response: { 200: Batch },
    }),
    ({ body }) => {
      const { processDefinitionId, instructions, ...choice } = body;
      const modification = { instructions, ...readSkips(choice) };
      const what = {
        type: 'instance-modification',
        definitionId: processDefinitionId,
        modification,
      } as const;
      return createBatch(engine, what, async (work) => {
        await requireDefinition(work, processDefinitionId);
        return chosenInstances(work, choice);
      });
    },
  );

  app.post(
    '/process-instance/:id/modification-async',
    does('Moves the tokens of an instance by hand, in the background', {
      params: ById,
      body: ProcessInstanceModification,
      response: { 200: Batch },
    }),
    async ({ params, body }) => {
      const { instructions, ...given } = body;
      if (!instructions || instructions.length === 0)
        throw invalidRequest('The process instance modification needs at least one instruction');
      const modification = { instructions, ...readSkips(given) };
      const row = await findRow(engine, queries.processInstances, { processInstanceIds: [params.id] });
      if (!row) throw invalidRequest(`Process instance with id ${params.id} does not exist`, 404);
      const what = {
        type: 'instance-modification',
        definitionId: String(row['definitionId']),
        modification,
      } as const;
      return createBatch(engine, what, () => Promise.resolve([params.id]));
    },
  );
  registerRestarts(app, engine);
}

function registerRestarts(app: RestApp, engine: Engine): void {
  app.post(
    '/process-definition/:id/restart',
    does('Starts ended instances again', {
      params: ById,
      body: RestartInstances,
      response: NOTHING,
    }),
    async ({ params, body }, reply) => {
      await restartInstances(engine, body, readRestart(params.id, body));
      return reply.status(204).send();
    },
  );

  app.post(
    '/process-definition/:id/restart-async',
    does('Starts ended instances again, in the background', {
      params: ById,
      body: RestartInstances,
      response: { 200: Batch },
    }),
    ({ params, body }) => {
      const restart = readRestart(params.id, body);
      return createBatch(engine, { type: 'instance-restart', restart }, async (work) => {
        await requireDefinition(work, params.id);
        return chosenInstances(work, body);
      });
    },
  );
}

function readRestart(definitionId: string, given: z.output<typeof RestartInstances>): Restart {
  return {
    definitionId,
    instructions: given.instructions,
    ...readSkips(given),
    initialVariables: given.initialVariables ?? false,
    withoutBusinessKey: given.withoutBusinessKey ?? false,
  };
}
