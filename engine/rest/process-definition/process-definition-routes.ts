import {
  ActivityStatistics,
  CalledProcessDefinition,
  ProcessDefinition,
  ProcessDefinitionStatistics,
  ProcessDefinitionXml,
  STATISTICS_CLASS,
} from '../../../schemas/camunda/answers/process-definitions.ts';
import {
  ProcessInstance,
  StartedProcessInstance,
} from '../../../schemas/camunda/answers/process-instances.ts';
import { z } from 'zod';
import type { FastifyReply, FastifyRequest } from 'fastify';
import {
  DeleteDeploymentQuery,
  HistoryTimeToLive,
  processDefinitionList,
  StatisticsQuery,
} from '../../../schemas/camunda/deployments.ts';
import {
  DefinitionsSuspension,
  DefinitionSuspension,
  StartProcessInstance,
  SubmitStartForm,
} from '../../../schemas/camunda/process-instances.ts';
import { setTtl, suspendDefinition } from '../../usecases/deployment/manage-definition.ts';
import { readDefinitionStatistics, readStatistics } from '../../usecases/deployment/read-statistics.ts';
import { removeDefinitions } from '../../usecases/deployment/remove-definitions.ts';
import { readCalledDefinitions } from '../../usecases/deployment/read-called-definitions.ts';
import { readDefinitionSource, readResourceByName } from '../../usecases/deployment/read-resources.ts';
import type { Engine } from '../../usecases/engine.ts';
import { EngineError, invalidRequest } from '../../usecases/errors.ts';
import { findRow, listRows, queries } from '../../usecases/queries.ts';
import { noSuchDefinition, noSuchKey, startInstance } from '../../usecases/start-instance.ts';
import type { DefinitionChoice } from '../../usecases/start-instance.ts';
import { registerFormRoutes } from '../form/form-routes.ts';
import { linkTo } from '../link-to.ts';
import type { StartedInstance } from '../../usecases/step/create-instance.ts';
import { registerListRoutes } from '../list-routes.ts';
import { sendPicture } from '../send-picture.ts';
import { toInstanceDto } from '../process-instance/process-instance-dto.ts';
import { toWireVariables } from '../wire.ts';
import { BYTES, NOTHING } from '../openapi/answers.ts';
import { ById, OneDefinition } from '../path-parameters.ts';
import { does } from '../rest-app.ts';
import type { RestApp } from '../rest-app.ts';

/** One way to name a definition. */
interface DefinitionResource {
  path: string;
  choose: (params: z.output<typeof OneDefinition>) => DefinitionChoice;
}

/** Serves process definitions: list, read, start. */
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
  registerSuspension(app, engine);
  app.get(
    '/process-definition/statistics',
    does('Counts running instances of each definition', {
      querystring: StatisticsQuery,
      response: { 200: z.array(ProcessDefinitionStatistics) },
    }),
    async ({ query: given }) => {
      const counts = await readDefinitionStatistics(engine, given);
      const definitions = await allDefinitions(engine);
      return counts.map((row) => ({
        '@class': STATISTICS_CLASS.definition,
        ...row,
        definition: definitions.get(row.id) ?? null,
      }));
    },
  );
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

function registerSuspension(app: RestApp, engine: Engine): void {
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

  app.get(
    `${path}/statistics`,
    does('Counts running instances at each activity', {
      params: OneDefinition,
      querystring: StatisticsQuery,
      response: { 200: z.array(ActivityStatistics) },
    }),
    async ({ params, query }) => {
      const { id } = await findDefinition(engine, choose(params));
      const counts = await readStatistics(engine, id, query);
      return counts.map((row) => ({ '@class': STATISTICS_CLASS.activity, ...row }));
    },
  );

  registerStarts(app, engine, { path, choose });
  registerChanges(app, engine, { path, choose });
}

function registerStarts(app: RestApp, engine: Engine, { path, choose }: DefinitionResource): void {
  app.post(
    `${path}/start`,
    does('Starts an instance', {
      params: OneDefinition,
      body: StartProcessInstance,
      response: { 200: StartedProcessInstance },
    }),
    async (request) => {
      const { withVariablesInReturn, ...start } = request.body;
      const started = await startInstance(engine, choose(request.params), start);
      const dto = startedDto(request, started);
      return withVariablesInReturn ? { ...dto, variables: toWireVariables(started.variables) } : dto;
    },
  );

  app.post(
    `${path}/submit-form`,
    does('Starts an instance with what a start form holds', {
      params: OneDefinition,
      body: SubmitStartForm,
      response: { 200: ProcessInstance },
    }),
    async (request) => {
      const form = request.body;
      const started = await startInstance(engine, choose(request.params), { ...form, byForm: true });
      return startedDto(request, started);
    },
  );
  registerFormRoutes(app, engine, {
    path,
    names: { form: 'startForm', deployed: 'deployed-start-form' },
    ownerOf: async (params) => {
      const { id } = await findDefinition(engine, choose(params));
      return { kind: 'definition', id };
    },
  });
}

function registerChanges(app: RestApp, engine: Engine, { path, choose }: DefinitionResource): void {
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

function startedDto(request: FastifyRequest, started: StartedInstance): ProcessInstance {
  return { ...toInstanceDto(started), links: [linkTo(request, `process-instance/${started.id}`)] };
}

function definitionChoice(id: string | null | undefined, key: string | null | undefined): DefinitionChoice {
  if (typeof id === 'string' && typeof key !== 'string') return { id };
  if (typeof key === 'string' && typeof id !== 'string') return { key };
  const given = typeof id === 'string' ? 'Only one of' : 'Either';
  throw invalidRequest(
    `${given} processDefinitionId or processDefinitionKey should be set to update the suspension state.`,
  );
}

async function allDefinitions(engine: Engine): Promise<Map<string, ProcessDefinition>> {
  const everything = { filters: {}, sorting: [], firstResult: 0, maxResults: undefined };
  const rows = await listRows(engine, queries.processDefinitions, everything);
  return new Map(rows.map((row) => [row.id, row]));
}

async function findDefinition(engine: Engine, choice: DefinitionChoice): Promise<ProcessDefinition> {
  const row = await findRow(engine, queries.processDefinitions, filtersOf(choice));
  if (row) return row;
  throw 'id' in choice
    ? noSuchDefinition(choice.id)
    : new EngineError(404, 'RestException', noSuchKey(choice));
}

function filtersOf(choice: DefinitionChoice) {
  if ('id' in choice) return { processDefinitionId: choice.id };
  const { key, tenantId } = choice;
  const tenant = tenantId === undefined ? { withoutTenantId: true } : { tenantIdIn: [tenantId] };
  return { key, latestVersion: true, ...tenant };
}

function noContent(reply: FastifyReply): FastifyReply {
  return reply.status(204).send();
}
