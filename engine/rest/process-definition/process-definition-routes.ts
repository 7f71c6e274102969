import { z } from 'zod';
import {
  CalledProcessDefinition,
  ProcessDefinition,
  ProcessDefinitionXml,
} from '../../../schemas/camunda/answers/process-definitions.ts';
import { processDefinitionList } from '../../../schemas/camunda/deployments.ts';
import { readCalledDefinitions } from '../../usecases/deployment/read-called-definitions.ts';
import { readDefinitionSource, readResourceByName } from '../../usecases/deployment/read-resources.ts';
import type { Engine } from '../../usecases/engine.ts';
import { queries } from '../../usecases/queries.ts';
import { registerListRoutes } from '../list-routes.ts';
import { BYTES, NOTHING } from '../openapi/answers.ts';
import { ById, OneDefinition } from '../path-parameters.ts';
import { does } from '../rest-app.ts';
import type { RestApp } from '../rest-app.ts';
import { sendPicture } from '../send-picture.ts';
import { registerDefinitionChanges, registerDefinitionSuspension } from './definition-change-routes.ts';
import { registerDefinitionStarts } from './definition-start-routes.ts';
import { registerActivityStatistics, registerDefinitionStatistics } from './definition-statistics-routes.ts';
import { findDefinition } from './find-definition.ts';
import type { DefinitionResource } from './find-definition.ts';

/** Serves process definitions: list and read, and what is served by files beside this one. */
export function registerProcessDefinitionRoutes(app: RestApp, engine: Engine): void {
  const query = queries.processDefinitions;
  registerListRoutes(app, engine, {
    path: '/process-definition',
    what: 'process definitions',
    differs: '`startableBy` is refused: everybody may start everything.',
    hasBodyInCamunda: false,
    spec: processDefinitionList,
    row: ProcessDefinition,
    query,
  });
  registerDefinitionSuspension(app, engine);
  registerDefinitionStatistics(app, engine);
  registerOne(app, engine, { path: '/process-definition/key/:id', choose: ({ id: key }) => ({ key }) });
  registerOne(app, engine, {
    path: '/process-definition/key/:id/tenant-id/:tenantId',
    choose: ({ id: key, tenantId }) => ({
      key,
      tenantId,
    }),
  });
  registerOne(app, engine, { path: '/process-definition/:id', choose: ({ id }) => ({ id }) });
  app.get(
    '/process-definition/:id/static-called-process-definitions',
    does('Lists the definitions that call activities name', {
      params: ById,
      response: { 200: z.array(CalledProcessDefinition) },
    }),
    async ({ params }) => {
      const called = await readCalledDefinitions(engine, params.id);
      return Promise.all(
        called.map(async ({ id, activityIds }) => ({
          ...(await findDefinition(engine, { id })),
          calledFromActivityIds: activityIds,
          callingProcessDefinitionId: params.id,
        })),
      );
    },
  );
}

function registerOne(app: RestApp, engine: Engine, { path, choose }: DefinitionResource): void {
  app.get(
    path,
    does('Reads a process definition', { params: OneDefinition, response: { 200: ProcessDefinition } }),
    ({ params }) => findDefinition(engine, choose(params)),
  );

  app.get(
    `${path}/xml`,
    does('Reads the BPMN of a process definition', {
      params: OneDefinition,
      response: { 200: ProcessDefinitionXml },
    }),
    async ({ params }) => {
      const { id } = await findDefinition(engine, choose(params));
      return { id, bpmn20Xml: await readDefinitionSource(engine, id) };
    },
  );

  app.get(
    `${path}/diagram`,
    does('Reads the picture that was deployed with a process definition', {
      params: OneDefinition,
      response: { ...BYTES, ...NOTHING },
    }),
    async ({ params }, reply) => {
      const { diagram, deploymentId } = await findDefinition(engine, choose(params));
      return sendPicture(
        reply,
        diagram === null ? undefined : await readResourceByName(engine, deploymentId, diagram),
      );
    },
  );

  registerActivityStatistics(app, engine, { path, choose });
  registerDefinitionStarts(app, engine, { path, choose });
  registerDefinitionChanges(app, engine, { path, choose });
}
