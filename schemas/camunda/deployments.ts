/** Deployments and the definitions they made. */
import { z } from 'zod';
import { EXECUTOR_NAMES } from '../executors.ts';

/** `GET /deployment`. */
export const deploymentList = {
  filters: {
    id: 'text',
    name: 'text',
    nameLike: 'text',
    source: 'text',
    withoutSource: 'flag',
    after: 'date',
    before: 'date',
    tenantIdIn: 'texts',
    withoutTenantId: 'flag',
  },
  sorts: ['id', 'name', 'deploymentTime', 'tenantId'],
  ignored: ['includeDeploymentsWithoutTenantId'],
} as const;

const flag = z.enum(['true', 'false']).transform((text) => text === 'true');

/** `DELETE /deployment/{id}`. */
export const DeleteDeploymentQuery = z.looseObject({ cascade: flag.default(false) });

/** Reserved parts of the multipart form; every other part with a file name is a file to deploy. */
export const DeploymentFields = z.object({
  'deployment-name': z.string().optional(),
  'deployment-source': z.string().optional(),
  'tenant-id': z.string().min(1).optional(),
  'enable-duplicate-filtering': flag.default(false),
  'deploy-changed-only': flag.default(false),
  /** Ours, not Camunda's: what runs the processes of this deployment. */
  'njia-executor': z.enum(EXECUTOR_NAMES).optional(),
});

/** `GET /process-definition`. */
export const processDefinitionList = {
  filters: {
    processDefinitionId: 'text',
    processDefinitionIdIn: 'texts',
    name: 'text',
    nameLike: 'text',
    deploymentId: 'text',
    deployedAfter: 'date',
    deployedAt: 'date',
    key: 'text',
    keysIn: 'texts',
    keyLike: 'text',
    version: 'number',
    latestVersion: 'flag',
    resourceName: 'text',
    resourceNameLike: 'text',
    active: 'flag',
    suspended: 'flag',
    versionTag: 'text',
    versionTagLike: 'text',
    withoutVersionTag: 'flag',
    startableInTasklist: 'flag',
    notStartableInTasklist: 'flag',
    incidentId: 'text',
    incidentType: 'text',
    incidentMessage: 'text',
    incidentMessageLike: 'text',
    tenantIdIn: 'texts',
    withoutTenantId: 'flag',
  },
  sorts: ['category', 'key', 'id', 'name', 'version', 'deploymentId', 'deployTime', 'tenantId', 'versionTag'],
  ignored: ['includeProcessDefinitionsWithoutTenantId', 'startablePermissionCheck'],
} as const;

/** `GET /process-definition/statistics` and of one definition. */
export const StatisticsQuery = z.looseObject({
  failedJobs: flag.default(false),
  incidents: flag.default(false),
  incidentsForType: z.string().optional(),
});

/** `PUT /process-definition/{id}/history-time-to-live`: days; null for ever. */
export const HistoryTimeToLive = z.object({ historyTimeToLive: z.int().min(0).nullable() });

/** `POST /deployment/{id}/redeploy`. */
export const Redeployment = z.object({
  source: z.string().nullish(),
  resourceIds: z.array(z.string()).nullish(),
  resourceNames: z.array(z.string()).nullish(),
});
