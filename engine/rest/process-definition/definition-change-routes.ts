import { DeleteDeploymentQuery, HistoryTimeToLive } from '../../../schemas/camunda/deployments.ts';
import { DefinitionsSuspension, DefinitionSuspension } from '../../../schemas/camunda/process-instances.ts';
import { setTtl, suspendDefinition } from '../../usecases/deployment/manage-definition.ts';
import { removeDefinitions } from '../../usecases/deployment/remove-definitions.ts';
import type { Engine } from '../../usecases/engine.ts';
import { invalidRequest } from '../../usecases/errors.ts';
import type { DefinitionChoice } from '../../usecases/start-instance.ts';
import { noContent } from '../no-content.ts';
import { NOTHING } from '../openapi/answers.ts';
import { OneDefinition } from '../path-parameters.ts';
import { does } from '../rest-app.ts';
import type { RestApp } from '../rest-app.ts';
import { findDefinition } from './find-definition.ts';
import type { DefinitionResource } from './find-definition.ts';

/** Serves letting definitions rest that the body names. */
export function registerDefinitionSuspension(app: RestApp, engine: Engine): void {
  app.put(
    '/process-definition/suspended',
    does('Lets process definitions rest, or go on', {
      body: DefinitionsSuspension,
      response: NOTHING,
    }),
    async ({ body }, reply) => {
      const { suspended, includeProcessInstances, processDefinitionId, processDefinitionKey } = body;
      await suspendDefinition(engine, definitionChoice(processDefinitionId, processDefinitionKey), {
        suspended,
        includeInstances: includeProcessInstances ?? false,
        at: body.executionDate ?? undefined,
      });
      return noContent(reply);
    },
  );
}

/** Serves what changes one definition: letting it rest, removing it, how long its history is kept. */
export function registerDefinitionChanges(
  app: RestApp,
  engine: Engine,
  { path, choose }: DefinitionResource,
): void {
  app.put(
    `${path}/suspended`,
    does('Lets a process definition rest, or go on', {
      params: OneDefinition,
      body: DefinitionSuspension,
      response: NOTHING,
    }),
    async ({ params, body }, reply) => {
      const { suspended, includeProcessInstances, executionDate } = body;
      await suspendDefinition(engine, choose(params), {
        suspended,
        includeInstances: includeProcessInstances ?? false,
        at: executionDate ?? undefined,
      });
      return noContent(reply);
    },
  );

  app.delete(
    path,
    does('Removes a process definition, with `cascade` and all its instances and history', {
      differs: 'no listener or mapping hears of it: what they set would go with the history.',
      params: OneDefinition,
      querystring: DeleteDeploymentQuery,
      response: NOTHING,
    }),
    async ({ params, query }, reply) => {
      await removeDefinitions(engine, choose(params), query.cascade);
      return noContent(reply);
    },
  );

  app.put(
    `${path}/history-time-to-live`,
    does('Sets how many days the history of ended instances is kept', {
      params: OneDefinition,
      body: HistoryTimeToLive,
      response: NOTHING,
    }),
    async ({ params, body }, reply) => {
      const { id } = await findDefinition(engine, choose(params));
      await setTtl(engine, id, body.historyTimeToLive);
      return noContent(reply);
    },
  );
}

function definitionChoice(id: string | null | undefined, key: string | null | undefined): DefinitionChoice {
  if (typeof id === 'string' && typeof key !== 'string') return { id };
  if (typeof key === 'string' && typeof id !== 'string') return { key };
  const given = typeof id === 'string' ? 'Only one of' : 'Either';
  throw invalidRequest(
    `${given} processDefinitionId or processDefinitionKey should be set to update the suspension state.`,
  );
}
