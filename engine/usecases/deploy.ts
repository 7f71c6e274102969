import { createHash } from 'node:crypto';
import type { ExecutableModel, Executor } from '../executors/port.ts';
import { findDeployment, insertDeployment, latestResources, lockDeployments } from '../store/deployments.ts';
import type { DeploymentRow } from '../store/deployments.ts';
import { insertJobDefinitions } from '../store/job-definitions.ts';
import { highestVersion, insertProcessDefinition } from '../store/process-definitions.ts';
import type { ProcessDefinitionRow } from '../store/process-definitions.ts';
import { deployDecisions } from './decisions/deploy-decisions.ts';
import type { DeployedDecisions } from './decisions/deploy-decisions.ts';
import { readDecisionFiles } from './decisions/read-decision-files.ts';
import type { Engine } from './engine.ts';
import { invalidRequest } from './errors.ts';
import { suspendUntil } from './deployment/manage-definition.ts';
import { readModels } from './deployment/read-models.ts';
import { armStartEvents } from './deployment/arm-start-events.ts';
import { inTransaction } from './step/work.ts';
import type { Work } from './step/work.ts';
import { recordOperation } from './history/record-operation.ts';

/** One uploaded file. */
export interface DeployedFile {
  name: string;
  bytes: Buffer;
}

/** An upload of files. */
export interface DeployRequest {
  name: string | null;
  source: string | null;
  /** Whose the processes are; null for nobody's in particular. */
  tenantId: string | null;
  /** Files that did not change since the last deployment of this name do not make new versions. */
  enableDuplicateFiltering: boolean;
  /** With filtering: deploy only the changed files; else one changed file deploys them all again. */
  deployChangedOnly: boolean;
  /** When the processes may be started; they rest until then. @default at once */
  activateAt?: Date | undefined;
  /** What runs the processes. @default the first of the engine's executors that can */
  executor?: Executor['name'] | undefined;
  files: DeployedFile[];
}

/** What an upload led to. */
export interface DeployResult {
  deployment: DeploymentRow;
  /** null when nothing was new: `deployment` is then the existing one. */
  definitions: ProcessDefinitionRow[] | null;
  decisions: DeployedDecisions[];
}

/**
 * Stores files and makes a new version of every executable process and decision in them.
 *
 * @throws EngineError 400 ParseException naming file, element and line when a process cannot be run here.
 */
export async function deploy(engine: Engine, request: DeployRequest): Promise<DeployResult> {
  if (request.files.length === 0)
    throw invalidRequest('No deployment resources contained in the form upload.');
  const executors =
    request.executor === undefined ? engine.deployTo : [engine.models.executor(request.executor)];
  const models = await readModels(executors, request.files, engine.enforceTtl);
  const decisionFiles = await readDecisionFiles(request.files);
  return inTransaction(engine, async (work) => {
    await lockDeployments(work.tx);
    const { files, existing } = request.enableDuplicateFiltering
      ? await withoutDuplicates(work, request)
      : { files: request.files, existing: undefined };
    if (files.length === 0 && existing) {
      return { deployment: existing, definitions: null, decisions: [] };
    }
    const deployment = await store(work, request, files);
    const definitions: ProcessDefinitionRow[] = [];
    const decisions: DeployedDecisions[] = [];
    for (const file of files) {
      const dmn = decisionFiles.get(file.name);
      const { id: deploymentId, tenantId } = deployment;
      const origin = { deploymentId, tenantId, resourceName: file.name };
      if (dmn) decisions.push(await deployDecisions(work, origin, dmn));
      const read = models.get(file.name);
      if (!read) continue;
      const { executor } = read;
      for (const model of read.models) {
        const definition = await newVersion(work, { ...origin, executor }, model);
        definitions.push(await restingUntil(work, definition, request.activateAt));
      }
    }
    await recordDeployment(work, deployment.id, request);
    return { deployment, definitions, decisions };
  });
}

async function restingUntil(
  work: Work,
  definition: ProcessDefinitionRow,
  at: Date | undefined,
): Promise<ProcessDefinitionRow> {
  if (!at) return definition;
  await suspendUntil(work, definition.id, at);
  return { ...definition, suspended: true };
}

function recordDeployment(
  work: Work,
  deploymentId: string,
  { enableDuplicateFiltering, deployChangedOnly }: DeployRequest,
): Promise<void> {
  return recordOperation(work, {
    deploymentId,
    type: 'Create',
    entity: 'Deployment',
    changes: [
      { property: 'duplicateFilterEnabled', to: enableDuplicateFiltering },
      ...(enableDuplicateFiltering ? [{ property: 'deployChangedOnly', to: deployChangedOnly }] : []),
    ],
  });
}

async function withoutDuplicates(
  work: Work,
  request: DeployRequest,
): Promise<{ files: DeployedFile[]; existing: DeploymentRow | undefined }> {
  const known = new Map(
    (await latestResources(work.tx, request)).map((resource) => [resource.name, resource]),
  );
  const changed = request.files.filter((file) => {
    const before = known.get(file.name);
    return !before || digest(before.bytes) !== digest(file.bytes);
  });
  if (changed.length > 0) {
    return { files: request.deployChangedOnly ? changed : request.files, existing: undefined };
  }
  const [first] = request.files;
  const existingId = first && known.get(first.name)?.deploymentId;
  return {
    files: [],
    existing: existingId === undefined ? undefined : await findDeployment(work.tx, existingId),
  };
}

function digest(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('hex');
}

async function store(work: Work, request: DeployRequest, files: DeployedFile[]): Promise<DeploymentRow> {
  const { engine, tx, now } = work;
  const id = engine.newId();
  const { name, source, tenantId } = request;
  const deployment = { id, name, source, tenantId, deployedAt: now };
  const resources = files.map((file) => ({ id: engine.newId(), deploymentId: id, ...file }));
  await insertDeployment(tx, deployment, resources);
  return deployment;
}

async function newVersion(
  work: Work,
  origin: { deploymentId: string; tenantId: string | null; resourceName: string; executor: Executor },
  model: ExecutableModel,
): Promise<ProcessDefinitionRow> {
  const { engine, tx } = work;
  const { deploymentId, tenantId, resourceName, executor } = origin;
  const version = (await highestVersion(tx, { key: model.processId, tenantId })) + 1;
  const fullId = `${model.processId}:${version}:${engine.newId()}`;
  const definition: ProcessDefinitionRow = {
    // Camunda leaves key and version out of ids that would be longer than 64 characters.
    id: fullId.length <= 64 ? fullId : engine.newId(),
    key: model.processId,
    tenantId,
    version,
    name: model.processName,
    versionTag: model.versionTag,
    category: model.category,
    resourceName,
    deploymentId,
    executor: executor.name,
    historyTtlDays: model.historyTimeToLiveDays,
    startableInTasklist: model.startableInTasklist,
    suspended: false,
  };
  await insertProcessDefinition(tx, definition);
  await insertJobDefinitions(tx, definition.id, model.jobs);
  await armStartEvents(work, definition, model.startEvents);
  return definition;
}
