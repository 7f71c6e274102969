import {
  findInstanceFacts,
  lockTree,
  setInstancesSuspended,
  setInstanceSuspended,
} from '../../store/instances.ts';
import { deleteHistory, recordProcessState } from '../../store/history.ts';
import { setJobsSuspended } from '../../store/job-suspension.ts';
import type { JobSelection } from '../../store/job-suspension.ts';
import type { Engine } from '../engine.ts';
import { EngineError, invalidRequest } from '../errors.ts';
import { cancelInstance } from '../step/cancel-instance.ts';
import { cancelCaller } from '../step/end-instance.ts';
import { settle } from '../step/settle.ts';
import { inTransaction } from '../step/work.ts';
import type { Work } from '../step/work.ts';
import type { OperationContext } from '../../store/user-operations.ts';
import { recordOperation } from '../history/record-operation.ts';

/** Why an instance is removed. */
export interface Removal {
  reason: string | null;
  /** Listeners in it do not hear of it. @default false */
  skipCustomListeners?: boolean;
}

/**
 * Ends an instance and what it called. When it was called itself, the activity that called it is cancelled, as in Camunda.
 *
 * @throws EngineError 404 when it is not running, unless `failIfNotExists` is false; ExecutionFailed when a listener fails.
 */
export function removeInstance(
  engine: Engine,
  id: string,
  { failIfNotExists = true, ...removal }: Removal & { failIfNotExists?: boolean },
): Promise<void> {
  return inTransaction(engine, async (work) => {
    await lockTree(work.tx, id);
    const instance = await findInstanceFacts(work.tx, id);
    if (!instance) {
      if (failIfNotExists) {
        const message = `No process instance found for id '${id}': processInstance is null`;
        throw new EngineError(404, 'InvalidRequestException', message, { code: 0 });
      }
      return;
    }
    await endInstanceFromOutside(work, id, removal);
    await recordOperation(work, { type: 'Delete', entity: 'ProcessInstance', instanceId: id });
  });
}

/** Ends a running instance, what it called, and tells the one that called it; does nothing when it is not running. */
export async function endInstanceFromOutside(
  work: Work,
  id: string,
  { reason, skipCustomListeners = false }: Removal,
): Promise<void> {
  await lockTree(work.tx, id);
  const instance = await findInstanceFacts(work.tx, id);
  if (!instance) return;
  await cancelInstance(work, id, { reason: reason ?? 'deleted', skipCustomListeners });
  cancelCaller(work, instance);
  await settle(work);
}

/** Suspends an instance (its tasks and timers rest) or lets it go on. */
export function suspendInstance(engine: Engine, id: string, suspended: boolean): Promise<void> {
  return inTransaction(engine, async (work) => {
    const { tx } = work;
    await lockTree(tx, id);
    // As in Camunda, an instance that is not there is not an error here.
    if (!(await setInstanceSuspended(tx, id, suspended))) return;
    await setJobsSuspended(tx, { processInstanceIds: [id] }, suspended);
    await recordProcessState(tx, id, suspended ? 'SUSPENDED' : 'ACTIVE');
    await recordSuspension(work, suspended, { instanceId: id });
  });
}

function recordSuspension(work: Work, suspended: boolean, context: OperationContext): Promise<void> {
  const changes = [{ property: 'suspensionState', to: suspended ? 'suspended' : 'active' }];
  return recordOperation(work, {
    ...context,
    type: suspended ? 'Suspend' : 'Activate',
    entity: 'ProcessInstance',
    changes,
  });
}

/** Which instances are meant: by id, or all of a definition or key. */
export type InstanceSelection = { ids: string[] } | { definitionId: string } | { definitionKey: string };

/** Suspends running instances or lets them go on, all or none. */
export function suspendInstances(
  engine: Engine,
  selection: InstanceSelection,
  suspended: boolean,
): Promise<void> {
  return inTransaction(engine, async (work) => {
    await setInstancesSuspended(work.tx, selection, suspended);
    await setJobsSuspended(work.tx, jobsOf(selection), suspended);
    await recordSuspension(work, suspended, 'ids' in selection ? {} : selection);
  });
}

function jobsOf(selection: InstanceSelection): JobSelection {
  if ('ids' in selection) return { processInstanceIds: selection.ids };
  if ('definitionId' in selection) return { processDefinitionId: selection.definitionId };
  return { processDefinitionKey: selection.definitionKey };
}

/** Deletes the history of an ended instance. @throws EngineError 404 when there is none, 400 when it still runs. */
export function removeHistory(engine: Engine, id: string, failIfNotExists = true): Promise<void> {
  return inTransaction(engine, async (work) => {
    const { tx } = work;
    if (await findInstanceFacts(tx, id)) {
      throw invalidRequest(
        `Process instance is still running, cannot delete historic process instance: ${id}`,
      );
    }
    if (await deleteHistory(tx, id)) {
      const changes = [
        { property: 'nrOfInstances', to: 1 },
        { property: 'async', to: false },
      ];
      await recordOperation(work, { type: 'DeleteHistory', entity: 'ProcessInstance', changes });
    } else if (failIfNotExists) {
      throw new EngineError(
        404,
        'InvalidRequestException',
        `Historic process instance with id ${id} does not exist`,
        { code: 0 },
      );
    }
  });
}

/** 404 as Camunda words it. */
export function noSuchInstance(id: string): EngineError {
  return new EngineError(404, 'InvalidRequestException', `Process instance with id ${id} does not exist`);
}
