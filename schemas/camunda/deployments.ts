/** Deployments and the definitions they made. */
import { z } from 'zod';
import { flagText } from './address.ts';
import { WireDate } from './dates.ts';
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
    includeDeploymentsWithoutTenantId: 'flag',
  },
  sorts: ['id', 'name', 'deploymentTime', 'tenantId'],
} as const;

/** `DELETE /deployment/{id}`. */
export const DeleteDeploymentQuery = z.looseObject({ cascade: flagText.default(false) });

/** A flag in a form, as Camunda 7 reads it: what does not say `true` is false. */
const formFlag = z
  .string()
  .meta({ type: 'boolean' })
  .transform((text) => text.toLowerCase() === 'true')
  .default(false);

/** A file in a form. */
const formFile = z
  .unknown()
  .meta({ type: 'string', format: 'binary', description: 'Every other part is a file to deploy.' });

/** `POST /deployment/create`: the reserved parts of the form, and files. */
export const DeploymentForm = z
  .object({
    'deployment-name': z.string().optional(),
    'deployment-source': z.string().optional(),
    'tenant-id': z.string().min(1).optional(),
    'enable-duplicate-filtering': formFlag,
    'deploy-changed-only': formFlag,
    /** The processes rest until then. */
    'deployment-activation-time': z.preprocess(
      (text) => (text === '' ? undefined : text),
      WireDate.optional(),
    ),
    /** Ours, not Camunda's: what runs the processes of this deployment. */
    'njia-executor': z.enum(EXECUTOR_NAMES).optional(),
  })
  .catchall(formFile);

/** `GET /process-definition`. */
export const processDefinitionList = {
  filters: {
    processDefinitionId: 'text',
    processDefinitionIdIn: 'texts',
    name: 'text',
    nameLike: 'text',
    category: 'text',
    categoryLike: 'text',
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
    includeProcessDefinitionsWithoutTenantId: 'flag',
  },
  sorts: ['category', 'key', 'id', 'name', 'version', 'deploymentId', 'deployTime', 'tenantId', 'versionTag'],
  ignored: ['startablePermissionCheck'],
} as const;

/** `GET /process-definition/statistics` and of one definition. */
export const StatisticsQuery = z.looseObject({
  failedJobs: flagText.default(false),
  incidents: flagText.default(false),
  /** Only those that have no cause elsewhere. */
  rootIncidents: flagText.default(false),
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
