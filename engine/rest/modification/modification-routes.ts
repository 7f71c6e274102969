import type { FastifyInstance } from 'fastify';
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
import { parseRequest } from '../parse-request.ts';

interface InstancePath {
  Params: { id: string };
}

interface DefinitionPath {
  Params: { id: string };
}

/** Serves the modification of several instances and the restart of ended ones, at once or in the background. */
export function registerModificationRoutes(app: FastifyInstance, engine: Engine): void {
  app.post('/modification/execute', async ({ body }, reply) => {
    const { processDefinitionId, instructions, ...choice } = parseRequest(Modification, body);
    const modification = { instructions, ...readSkips(choice) };
    await modifyInstances(engine, { definitionId: processDefinitionId, choice }, modification);
    return reply.status(204).send();
  });

  app.post('/modification/executeAsync', ({ body }) => {
    const { processDefinitionId, instructions, ...choice } = parseRequest(Modification, body);
    const modification = { instructions, ...readSkips(choice) };
    const what = { type: 'instance-modification', definitionId: processDefinitionId, modification } as const;
    return createBatch(engine, what, async (work) => {
      await requireDefinition(work, processDefinitionId);
      return chosenInstances(work, choice);
    });
  });

  app.post<InstancePath>('/process-instance/:id/modification-async', async ({ params, body }) => {
    const { instructions, ...given } = parseRequest(ProcessInstanceModification, body);
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
  });

  app.post<DefinitionPath>('/process-definition/:id/restart', async ({ params, body }, reply) => {
    const { processInstanceIds, restart } = readRestart(params.id, body);
    await restartInstances(engine, processInstanceIds, restart);
    return reply.status(204).send();
  });

  app.post<DefinitionPath>('/process-definition/:id/restart-async', ({ params, body }) => {
    const { processInstanceIds, restart } = readRestart(params.id, body);
    return createBatch(engine, { type: 'instance-restart', restart }, async (work) => {
      await requireDefinition(work, params.id);
      return processInstanceIds;
    });
  });
}

function readRestart(
  definitionId: string,
  body: unknown,
): { processInstanceIds: string[]; restart: Restart } {
  const given = parseRequest(RestartInstances, body);
  return {
    processInstanceIds: given.processInstanceIds,
    restart: {
      definitionId,
      instructions: given.instructions,
      ...readSkips(given),
      withoutBusinessKey: given.withoutBusinessKey ?? false,
    },
  };
}
