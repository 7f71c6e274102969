import { ActivityInstance, ProcessInstance } from '../../../schemas/camunda/answers/process-instances.ts';
import type { z } from 'zod';
import { DeleteInstanceQuery, processInstanceList } from '../../../schemas/camunda/process-instances.ts';
import { InstancesSuspension } from '../../../schemas/camunda/many-instances.ts';
import { Suspension } from '../../../schemas/camunda/suspension.ts';
import { ProcessInstanceModification } from '../../../schemas/camunda/modification.ts';
import { readSkips } from '../../usecases/read-skips.ts';
import type { Engine } from '../../usecases/engine.ts';
import { invalidRequest } from '../../usecases/errors.ts';
import { readActivityTree } from '../../usecases/instances/activity-tree.ts';
import { removeInstance } from '../../usecases/instances/delete-instance.ts';
import type { InstanceSelection } from '../../usecases/instances/suspend-instances.ts';
import {
  suspendChosenInstances,
  suspendInstance,
  suspendInstances,
} from '../../usecases/instances/suspend-instances.ts';
import { modifyInstance } from '../../usecases/modification/modify-instance.ts';
import { findRow, queries } from '../../usecases/queries.ts';
import { unlinked } from '../link-to.ts';
import { registerShownList } from '../list-routes.ts';
import { registerVariableRoutes } from '../variable-routes.ts';
import { NOTHING } from '../openapi/answers.ts';
import { ById } from '../path-parameters.ts';
import { does } from '../rest-app.ts';
import type { RestApp } from '../rest-app.ts';

/** Serves running process instances. */
export function registerProcessInstanceRoutes(app: RestApp, engine: Engine): void {
  const query = queries.processInstances;
  const resource = {
    path: '/process-instance',
    what: 'running instances',
    spec: processInstanceList,
    row: ProcessInstance,
    query,
  };
  registerShownList(app, engine, resource, (rows) => rows.map(unlinked));
  registerVariableRoutes(app, engine, '/process-instance/:id/variables', (id) => ({ kind: 'instance', id }));

  app.get(
    '/process-instance/:id',
    does('Reads a running instance', { params: ById, response: { 200: ProcessInstance } }),
    async ({ params }) => {
      const row = await findRow(engine, query, { processInstanceIds: [params.id] });
      if (!row) throw invalidRequest(`Process instance with id ${params.id} does not exist`, 404);
      return unlinked(row);
    },
  );

  app.delete(
    '/process-instance/:id',
    does('Ends a running instance', {
      differs:
        'takes a `deleteReason`; called instances always end with it, as nobody would wait for them any more, and output mappings are ' +
        'not evaluated.',
      params: ById,
      querystring: DeleteInstanceQuery,
      response: NOTHING,
    }),
    async ({ params, query: given }, reply) => {
      const { deleteReason: reason = null, failIfNotExists, skipCustomListeners } = given;
      await removeInstance(engine, params.id, { failIfNotExists, skipCustomListeners, reason });
      return reply.status(204).send();
    },
  );
  registerChanges(app, engine);
}

function registerChanges(app: RestApp, engine: Engine): void {
  app.put(
    '/process-instance/:id/suspended',
    does('Lets an instance rest, or go on', { params: ById, body: Suspension, response: NOTHING }),
    async ({ params, body }, reply) => {
      await suspendInstance(engine, params.id, body.suspended);
      return reply.status(204).send();
    },
  );

  app.put(
    '/process-instance/suspended',
    does('Lets instances rest, or go on', {
      body: InstancesSuspension,
      response: NOTHING,
    }),
    async ({ body }, reply) => {
      const { suspended } = body;
      const selection = selectionOf(body);
      await (selection
        ? suspendInstances(engine, selection, suspended)
        : suspendChosenInstances(engine, body, suspended));
      return reply.status(204).send();
    },
  );

  app.post(
    '/process-instance/:id/modification',
    does('Moves the tokens of an instance by hand', {
      params: ById,
      body: ProcessInstanceModification,
      response: NOTHING,
    }),
    async ({ params, body }, reply) => {
      const { instructions, ...given } = body;
      if (instructions && instructions.length > 0) {
        await modifyInstance(engine, params.id, {
          instructions,
          annotation: given.annotation,
          ...readSkips(given),
        });
      }
      return reply.status(204).send();
    },
  );

  app.get(
    '/process-instance/:id/activity-instances',
    does('Shows where the tokens of an instance are', { params: ById, response: { 200: ActivityInstance } }),
    ({ params }) => readActivityTree(engine, params.id),
  );
}

/** The definition or key whose instances are meant; undefined when instances are chosen. */
function selectionOf(given: z.output<typeof InstancesSuspension>): InstanceSelection | undefined {
  if (given.processInstanceIds || given.processInstanceQuery || given.historicProcessInstanceQuery)
    return undefined;
  const { processDefinitionId: definitionId, processDefinitionKey: definitionKey } = given;
  if (typeof definitionId === 'string') return { definitionId };
  if (typeof definitionKey !== 'string') {
    throw invalidRequest(
      'Either processInstanceIds, processDefinitionId or processDefinitionKey must be set to update the suspension state.',
    );
  }
  const tenantId = given.processDefinitionWithoutTenantId
    ? null
    : (given.processDefinitionTenantId ?? undefined);
  return { definitionKey, tenantId };
}
