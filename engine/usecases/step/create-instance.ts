import type { ModificationInstruction, Variables } from '../../executors/port.ts';
import { insertInstance } from '../../store/instances.ts';
import type { InstanceRow } from '../../store/instances.ts';
import type { ProcessDefinitionRow } from '../../store/process-definitions.ts';
import type { StepChanges } from './collect-changes.ts';
import { moveTokens, persistOutcome } from './advance.ts';
import type { Work } from './work.ts';

/** What a new instance starts with. */
export interface InstanceStart {
  definition: ProcessDefinitionRow;
  businessKey: string | null;
  variables: Variables;
  /** The start event that was reached; left out: the plain one. */
  startActivityId?: string | undefined;
  /** Where tokens start instead of at a start event. */
  instructions?: readonly ModificationInstruction[] | undefined;
  skipIoMappings?: boolean | undefined;
  skipCustomListeners?: boolean | undefined;
  /** @default made up */
  id?: string | undefined;
  /** The call activity that asked for it. */
  caller?: { superId: string; superExecutionId: string; rootId: string; depth: number } | undefined;
}

/** A started instance as it stands after its first step. */
export interface StartedInstance {
  id: string;
  definitionId: string;
  definitionKey: string;
  tenantId: string | null;
  businessKey: string | null;
  /** True when it ran through without waiting. */
  ended: boolean;
  variables: Variables;
}

/** Starts an instance and takes its first step. Call `settle` afterwards: the step may have asked for more. */
export async function createInstance(work: Work, start: InstanceStart): Promise<StartedInstance> {
  const { tx, engine, now } = work;
  const { definition, businessKey, variables, startActivityId, caller } = start;
  const loaded = await engine.models.load(tx, definition);
  const id = start.id ?? engine.newId();
  work.touched.set(id, 'running');
  const instance: InstanceRow = {
    id,
    definitionId: definition.id,
    definitionKey: definition.key,
    definitionVersionTag: definition.versionTag,
    deploymentId: definition.deploymentId,
    tenantId: definition.tenantId,
    executor: definition.executor,
    businessKey,
    rootId: caller?.rootId ?? id,
    superId: caller?.superId ?? null,
    superExecutionId: caller?.superExecutionId ?? null,
    depth: caller?.depth ?? 0,
    revision: 1,
    state: null,
    stateFormat: loaded.executor.stateFormat,
    suspended: false,
    hasCalled: false,
  };
  const event = {
    kind: 'start' as const,
    variables,
    ...(startActivityId ? { startActivityId } : {}),
    ...(start.instructions ? { instructions: start.instructions } : {}),
    skipIoMappings: start.skipIoMappings ?? false,
    skipCustomListeners: start.skipCustomListeners ?? false,
  };
  const scopes = { [id]: {} };
  const { state, changes } = await moveTokens(work, loaded, { instance, scopes, event });
  await insertInstance(
    tx,
    { ...instance, state },
    {
      activityId: startActivityId ?? firstActivity(changes),
      userId: engine.userId ?? null,
      at: now,
    },
  );
  await persistOutcome(work, instance, scopes, changes);
  return {
    id,
    definitionId: definition.id,
    definitionKey: definition.key,
    tenantId: definition.tenantId,
    businessKey,
    ended: changes.ended !== null,
    variables: work.scopes.get(id)?.[id] ?? {},
  };
}

/** Where the instance began; a job may still have to take it there. */
function firstActivity({ startedActivities, openedWaits }: StepChanges): string | null {
  return startedActivities[0]?.activityId ?? openedWaits[0]?.activityId ?? null;
}
