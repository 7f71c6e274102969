import type { FastifyInstance } from 'fastify';
import type { z } from 'zod';
import {
  DeleteInstanceQuery,
  InstancesSuspension,
  processInstanceList,
} from '../../../schemas/camunda/process-instances.ts';
import { Suspension } from '../../../schemas/camunda/suspension.ts';
import { ProcessInstanceModification } from '../../../schemas/camunda/modification.ts';
import { readSkips } from '../../usecases/read-skips.ts';
import type { Engine } from '../../usecases/engine.ts';
import { invalidRequest } from '../../usecases/errors.ts';
import { readActivityTree } from '../../usecases/instances/activity-tree.ts';
import type { InstanceSelection } from '../../usecases/instances/delete-instance.ts';
import {
  removeInstance,
  suspendInstance,
  suspendInstances,
} from '../../usecases/instances/delete-instance.ts';
import { modifyInstance } from '../../usecases/modification/modify-instance.ts';
import { findRow, queries } from '../../usecases/queries.ts';
import { registerListRoutes } from '../list-routes.ts';
import { parseRequest } from '../parse-request.ts';
import { registerVariableRoutes } from '../variable-routes.ts';

interface InstancePath {
  Params: { id: string };
}

/** Serves running process instances. */
export function registerProcessInstanceRoutes(app: FastifyInstance, engine: Engine): void {
  const query = queries.processInstances;
  const toWire = (row: Record<string, unknown>) => ({ links: [], ...row });
  registerListRoutes(app, engine, { path: '/process-instance', spec: processInstanceList, query, toWire });
  registerVariableRoutes(app, engine, '/process-instance/:id/variables', (id) => ({ kind: 'instance', id }));

  app.get<InstancePath>('/process-instance/:id', async ({ params }) => {
    const row = await findRow(engine, query, { processInstanceIds: [params.id] });
    if (!row) throw invalidRequest(`Process instance with id ${params.id} does not exist`, 404);
    return toWire(row);
  });

  app.delete<InstancePath>('/process-instance/:id', async ({ params, query: given }, reply) => {
    const { failIfNotExists, deleteReason } = parseRequest(DeleteInstanceQuery, given);
    await removeInstance(engine, params.id, { failIfNotExists, reason: deleteReason ?? null });
    return reply.status(204).send();
  });

  app.put<InstancePath>('/process-instance/:id/suspended', async ({ params, body }, reply) => {
    await suspendInstance(engine, params.id, parseRequest(Suspension, body).suspended);
    return reply.status(204).send();
  });

  app.put('/process-instance/suspended', async ({ body }, reply) => {
    const { suspended, ...selection } = parseRequest(InstancesSuspension, body);
    await suspendInstances(engine, instanceSelection(selection), suspended);
    return reply.status(204).send();
  });

  app.post<InstancePath>('/process-instance/:id/modification', async ({ params, body }, reply) => {
    const { instructions, ...given } = parseRequest(ProcessInstanceModification, body);
    if (instructions && instructions.length > 0) {
      await modifyInstance(engine, params.id, { instructions, ...readSkips(given) });
    }
    return reply.status(204).send();
  });

  app.get<InstancePath>('/process-instance/:id/activity-instances', ({ params }) =>
    readActivityTree(engine, params.id),
  );
}

function instanceSelection(
  given: Omit<z.output<typeof InstancesSuspension>, 'suspended'>,
): InstanceSelection {
  const { processInstanceIds, processDefinitionId, processDefinitionKey } = given;
  if (processInstanceIds) return { ids: processInstanceIds };
  if (typeof processDefinitionId === 'string') return { definitionId: processDefinitionId };
  if (typeof processDefinitionKey === 'string') return { definitionKey: processDefinitionKey };
  throw invalidRequest(
    'Either processInstanceIds, processDefinitionId or processDefinitionKey must be set to update the suspension state.',
  );
}
