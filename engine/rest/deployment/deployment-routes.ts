import { z } from 'zod';
import {
  Deployment,
  DeploymentResource,
  DeploymentWithDefinitions,
} from '../../../schemas/camunda/answers/deployments.ts';
import type { FastifyRequest } from 'fastify';
import {
  DeleteDeploymentQuery,
  DeploymentForm,
  deploymentList,
  Redeployment,
} from '../../../schemas/camunda/deployments.ts';
import { deploy } from '../../usecases/deploy.ts';
import type { DeployRequest, DeployResult } from '../../usecases/deploy.ts';
import { removeDeployment } from '../../usecases/deployment/remove-deployment.ts';
import { redeploy } from '../../usecases/deployment/redeploy.ts';
import { listRegistered, listResources, readResource } from '../../usecases/deployment/read-resources.ts';
import type { Engine } from '../../usecases/engine.ts';
import { invalidRequest } from '../../usecases/errors.ts';
import { findRow, queries } from '../../usecases/queries.ts';
import { registerShownList } from '../list-routes.ts';
import { linkTo, unlinked } from '../link-to.ts';
import { parseRequest } from '../parse-request.ts';
import { readMultipart } from '../read-multipart.ts';
import { sendDownload } from '../send-download.ts';
import { toDecisionDto, toRequirementsDto } from '../decision/decision-dto.ts';
import { toDefinitionDto } from '../process-definition/process-definition-dto.ts';
import { BYTES, NOTHING } from '../openapi/answers.ts';
import { ById, OneResource } from '../path-parameters.ts';
import { does } from '../rest-app.ts';
import type { RestApp } from '../rest-app.ts';

/** Serves deployments: upload, list, read, delete. */
export function registerDeploymentRoutes(app: RestApp, engine: Engine): void {
  const query = queries.deployments;
  const resource = {
    path: '/deployment',
    what: 'deployments',
    hasBodyInCamunda: false,
    spec: deploymentList,
    row: Deployment,
    query,
  };
  registerShownList(app, engine, resource, (rows) => rows.map(unlinked));
  registerUploads(app, engine);
  app.get(
    '/deployment/registered',
    does('Lists the deployments that the engine works for', { response: { 200: z.array(z.string()) } }),
    () => listRegistered(engine),
  );

  app.get(
    '/deployment/:id',
    does('Reads a deployment', { params: ById, response: { 200: Deployment } }),
    async ({ params }) => {
      const row = await findRow(engine, query, { id: params.id });
      if (!row) throw invalidRequest(`Deployment with id '${params.id}' does not exist`, 404);
      return unlinked(row);
    },
  );

  app.delete(
    '/deployment/:id',
    does('Removes a deployment, with `cascade` and all its instances and history', {
      differs: 'no listener or mapping hears of it: what they set would go with the history.',
      params: ById,
      querystring: DeleteDeploymentQuery,
      response: NOTHING,
    }),
    async ({ params, query: given }, reply) => {
      await removeDeployment(engine, params.id, given.cascade);
      return reply.status(204).send();
    },
  );
  registerResources(app, engine);
}

function registerUploads(app: RestApp, engine: Engine): void {
  app.post(
    '/deployment/create',
    does('Deploys files', {
      form: DeploymentForm,
      differs: '`njia-executor` chooses what runs the processes. What the engine cannot run is refused.',
      response: { 200: DeploymentWithDefinitions },
    }),
    async (request) => {
      const result = await deploy(engine, await readForm(request));
      return deploymentDto(request, result);
    },
  );

  app.post(
    '/deployment/:id/redeploy',
    does('Deploys files of a deployment again', {
      params: ById,
      body: Redeployment,
      response: { 200: DeploymentWithDefinitions },
    }),
    async (request) => {
      const { source, resourceIds, resourceNames } = request.body;
      const result = await redeploy(engine, request.params.id, {
        source: source ?? null,
        resourceIds: resourceIds ?? [],
        resourceNames: resourceNames ?? [],
      });
      return deploymentDto(request, result);
    },
  );
}

function registerResources(app: RestApp, engine: Engine): void {
  app.get(
    '/deployment/:id/resources',
    does('Lists the files of a deployment', { params: ById, response: { 200: z.array(DeploymentResource) } }),
    ({ params }) => listResources(engine, params.id),
  );

  app.get(
    '/deployment/:id/resources/:resourceId',
    does('Names a file of a deployment', { params: OneResource, response: { 200: DeploymentResource } }),
    async ({ params }) => {
      const { id, name, deploymentId } = await readResource(engine, params.id, params.resourceId);
      return { id, name, deploymentId };
    },
  );

  app.get(
    '/deployment/:id/resources/:resourceId/data',
    does('Reads a file of a deployment', { params: OneResource, response: BYTES }),
    async ({ params }, reply) => {
      const { name, bytes } = await readResource(engine, params.id, params.resourceId);
      return sendDownload(reply, {
        bytes,
        filename: name,
        mimeType: 'application/octet-stream',
        encoding: null,
      });
    },
  );
}

async function readForm(request: FastifyRequest): Promise<DeployRequest> {
  if (!request.isMultipart()) throw invalidRequest('A multipart/form-data body is expected.', 415);
  const { fields, files } = await readMultipart(request);
  const known = parseRequest(DeploymentForm, fields);
  const deployChangedOnly = known['deploy-changed-only'];
  return {
    name: known['deployment-name'] ?? null,
    source: known['deployment-source'] ?? null,
    tenantId: known['tenant-id'] ?? null,
    // Camunda: asking for changed files only implies filtering.
    enableDuplicateFiltering: known['enable-duplicate-filtering'] || deployChangedOnly,
    deployChangedOnly,
    activateAt: known['deployment-activation-time'],
    executor: known['njia-executor'],
    files: files.map(({ filename, bytes }) => ({ name: baseName(filename), bytes })),
  };
}

/** Some clients send the path of the file on their machine. */
function baseName(filename = ''): string {
  return filename.split(/[\\/]/).at(-1) || 'unnamed';
}

function deploymentDto(
  request: FastifyRequest,
  { deployment, definitions, decisions }: DeployResult,
): DeploymentWithDefinitions {
  return {
    links: [linkTo(request, `deployment/${deployment.id}`)],
    id: deployment.id,
    name: deployment.name,
    source: deployment.source,
    deploymentTime: deployment.deployedAt,
    tenantId: deployment.tenantId,
    deployedProcessDefinitions: byId((definitions ?? []).map(toDefinitionDto)),
    deployedCaseDefinitions: null,
    deployedDecisionDefinitions: byId(
      decisions.flatMap((file) =>
        file.decisions.map((one) => toDecisionDto(one, file.requirements?.key ?? null)),
      ),
    ),
    deployedDecisionRequirementsDefinitions: byId(
      decisions.flatMap(({ requirements }) => (requirements ? [toRequirementsDto(requirements)] : [])),
    ),
  };
}

/** Camunda writes null when a deployment has none of a kind. */
function byId<Definition extends { id: string }>(rows: Definition[]): Record<string, Definition> | null {
  if (rows.length === 0) return null;
  return Object.fromEntries(rows.map((row) => [row.id, row]));
}
