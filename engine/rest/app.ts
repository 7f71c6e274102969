import multipart from '@fastify/multipart';
import fastify from 'fastify';
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { ProcessEngine } from '../../schemas/camunda/answers/engine.ts';
import type { Engine } from '../usecases/engine.ts';
import { invalidRequest } from '../usecases/errors.ts';
import { registerBatchRoutes } from './batch/batch-routes.ts';
import { registerBatchStarts } from './batch/batch-starts.ts';
import { registerDecisionInstanceRoutes } from './decision/decision-instance-routes.ts';
import { registerDecisionRequirementsRoutes } from './decision/decision-requirements-routes.ts';
import { registerDecisionRoutes } from './decision/decision-routes.ts';
import { registerDeploymentRoutes } from './deployment/deployment-routes.ts';
import { registerEngineInfoRoutes } from './engine-info/engine-info-routes.ts';
import { createErrorHandler, refuseAddress } from './error-handler.ts';
import { registerEventRoutes } from './events/event-routes.ts';
import { registerExecutionRoutes } from './execution/execution-routes.ts';
import { registerExternalTaskRoutes } from './external-task/external-task-routes.ts';
import { registerHealthRoutes } from './health/health-routes.ts';
import { registerHistoryRoutes } from './history/history-routes.ts';
import { registerIdentityRoutes } from './identity/identity-routes.ts';
import { registerUserRoutes } from './identity/user-routes.ts';
import { registerIncidentRoutes } from './incident/incident-routes.ts';
import { registerJobRoutes } from './job/job-routes.ts';
import { registerJobDefinitionRoutes } from './job-definition/job-definition-routes.ts';
import { limitRequests } from './limit-requests.ts';
import type { RequestLimits } from './limit-requests.ts';
import { registerCountedMetrics } from './metrics/counted-metrics-routes.ts';
import { registerMetricsRoutes } from './metrics/metrics-routes.ts';
import { registerMigrationRoutes } from './migration/migration-routes.ts';
import { registerModificationRoutes } from './modification/modification-routes.ts';
import { registerOpenApi } from './openapi/openapi-routes.ts';
import { registerProcessDefinitionRoutes } from './process-definition/process-definition-routes.ts';
import { registerProcessInstanceRoutes } from './process-instance/process-instance-routes.ts';
import { does, parseBySchemas } from './rest-app.ts';
import type { RestApp } from './rest-app.ts';
import { readJson } from './read-json.ts';
import { refuseMethod } from './refuse-method.ts';
import { requireCredentials } from './require-credentials.ts';
import type { Credentials } from './require-credentials.ts';
import { registerAttachmentRoutes } from './task/attachment-routes.ts';
import { registerCommentRoutes } from './task/comment-routes.ts';
import { registerTaskRoutes } from './task/task-routes.ts';
import { registerVariableInstanceRoutes } from './variable-instance/variable-instance-routes.ts';
import { toWireJson } from './wire.ts';

/** What the HTTP face needs. */
export interface EngineAppOptions {
  engine: Engine;
  /** Largest body of a request and largest uploaded file, in bytes. @default 10 MiB: a scanned document fits. */
  bodyLimit?: number;
  /** @default anyone may use it */
  credentials?: Credentials | undefined;
  /** How much clients may ask for. */
  limits?: RequestLimits | undefined;
}

/** What no other route of an engine that the address names takes. */
const CATCH_ALL = '/engine-rest/engine/:name/*';

/** The only engine there is; Camunda's clients may name it in the path. */
const ENGINE_NAME = 'default';

/** Builds the HTTP face of the engine; it listens to nothing until `listen` is called. */
export async function buildEngineApp(options: EngineAppOptions): Promise<RestApp> {
  const { engine, bodyLimit = 10 * 1024 * 1024, credentials, limits = {} } = options;
  // What a proxy on this machine says of whom it asks for is believed.
  const app = parseBySchemas(
    fastify({
      logger: false,
      bodyLimit,
      trustProxy: 'loopback',
      routerOptions: { maxParamLength: 1_000 },
      frameworkErrors: refuseAddress,
    }),
  );
  // For answers with a schema and without one: nothing is parsed on the way out.
  app.setSerializerCompiler(() => toWireJson);
  app.setReplySerializer(toWireJson);
  app.setErrorHandler(createErrorHandler(engine.log));
  app.setNotFoundHandler(() => {
    throw invalidRequest('There is no such resource.', 404);
  });
  readJsonBodies(app);
  sendExactContentType(app);
  reportRequests(app, engine);
  refuseNul(app);
  if (credentials) requireCredentials(app, credentials, await limitRequests(app, limits));
  refuseMethod(app, CATCH_ALL);
  // A worker that waits for tasks is answered before the server stops listening.
  app.addHook('preClose', () => Promise.resolve(engine.waitingWorkers.close()));
  closeConnectionsWhenStopping(app, engine);
  await app.register(multipart, { limits: { fileSize: bodyLimit, files: 100, parts: 200 } });

  registerOpenApi(app);
  registerHealthRoutes(app, engine);
  registerMetricsRoutes(app, engine);
  app.get(
    '/engine-rest/engine',
    does('Names the engines: `default` is the only one', { response: { 200: z.array(ProcessEngine) } }),
    () => Promise.resolve([{ name: ENGINE_NAME }]),
  );
  for (const prefix of ['/engine-rest', `/engine-rest/engine/${ENGINE_NAME}`]) {
    await app.register(
      (scope, _options, done) => {
        registerResources(scope, engine, limits);
        registerIdentityRoutes(scope, credentials);
        registerUserRoutes(scope, credentials);
        done();
      },
      { prefix },
    );
  }
  app.all<{ Params: { name: string } }>(CATCH_ALL, ({ params }) => {
    const known = params.name === ENGINE_NAME;
    throw invalidRequest(
      known ? 'There is no such resource.' : `Process engine ${params.name} not available`,
      404,
    );
  });
  return app;
}

function registerResources(app: RestApp, engine: Engine, limits: RequestLimits): void {
  registerEngineInfoRoutes(app);
  registerCountedMetrics(app, engine);
  registerDeploymentRoutes(app, engine);
  registerProcessDefinitionRoutes(app, engine);
  registerProcessInstanceRoutes(app, engine);
  registerExecutionRoutes(app, engine);
  registerExternalTaskRoutes(app, engine, limits.waitingWorkers);
  registerTaskRoutes(app, engine);
  registerCommentRoutes(app, engine);
  registerAttachmentRoutes(app, engine);
  registerEventRoutes(app, engine);
  registerJobRoutes(app, engine);
  registerJobDefinitionRoutes(app, engine);
  registerDecisionRoutes(app, engine);
  registerDecisionRequirementsRoutes(app, engine);
  registerDecisionInstanceRoutes(app, engine);
  registerIncidentRoutes(app, engine);
  registerVariableInstanceRoutes(app, engine);
  registerHistoryRoutes(app, engine);
  registerMigrationRoutes(app, engine);
  registerModificationRoutes(app, engine);
  registerBatchRoutes(app, engine);
  registerBatchStarts(app, engine);
}

function readJsonBodies(app: FastifyInstance): void {
  app.removeContentTypeParser('application/json');
  app.addContentTypeParser(
    'application/json',
    { parseAs: 'string' },
    async (_request: unknown, body: string) => Promise.resolve(readJson(body)),
  );
}

/**
 * The stock worker client compares the content type with exactly `application/json`; given a charset, as Fastify adds
 * one, it takes the answer for a file and never works the tasks it locked.
 */
function sendExactContentType(app: FastifyInstance): void {
  app.addHook('onSend', async (_request, reply, payload) => {
    if (String(reply.getHeader('content-type') ?? '').startsWith('application/json')) {
      reply.header('content-type', 'application/json');
    }
    return payload;
  });
}

/** A connection kept open for a next request would keep the process from ending. */
function closeConnectionsWhenStopping(app: FastifyInstance, engine: Engine): void {
  app.addHook('onSend', async (_request, reply, payload) => {
    if (engine.waitingWorkers.isClosed) reply.header('connection', 'close');
    return payload;
  });
}

/** No id holds the character NUL, and PostgreSQL would fail at it in the middle of a step. */
function refuseNul(app: FastifyInstance): void {
  app.addHook('onRequest', ({ params }, _reply, done) => {
    const values = Object.values((params ?? {}) as Record<string, string>);
    const hasNul = values.some((value) => value.includes('\u0000'));
    done(hasNul ? invalidRequest('The address holds the character NUL.') : undefined);
  });
}

/** The route's pattern, never the address: that may hold names and values. */
function reportRequests(app: FastifyInstance, engine: Engine): void {
  app.addHook('onResponse', async (request, reply) => {
    const { method } = request;
    const { statusCode: status, elapsedTime } = reply;
    const route = request.routeOptions.url;
    engine.log('debug', 'request', { method, route, status, ms: Math.round(elapsedTime) });
    engine.durations.requests.observe({ method, route: route ?? 'none', status }, elapsedTime / 1_000);
  });
}
