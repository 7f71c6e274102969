import { findInstanceFacts, lockTree } from '../../store/load-instances.ts';
import { deleteHistory } from '../../store/history.ts';
import type { Engine } from '../engine.ts';
import { EngineError, invalidRequest } from '../errors.ts';
import { cancelInstance } from '../step/cancel-instance.ts';
import { cancelCaller } from '../step/end-instance.ts';
import { settle } from '../step/settle.ts';
import { inTransaction } from '../step/work.ts';
import type { Work } from '../step/work.ts';
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

/** Deletes the history of an ended instance. @throws EngineError 404 when there is none, 400 when it still runs. */
export function removeHistory(engine: Engine, id: string, failIfNotExists = true): Promise<void> {
  return inTransaction(engine, async (work) => {
    if (await forgetInstance(work, id)) {
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

/** As `removeHistory`, within a transaction; false when there is none. @throws EngineError 400 when it still runs */
export async function forgetInstance({ tx }: Work, id: string): Promise<boolean> {
  if (await findInstanceFacts(tx, id)) {
    throw invalidRequest(`Process instance is still running, cannot delete historic process instance: ${id}`);
  }
  return deleteHistory(tx, id);
}

/** 404 as Camunda words it. */
export function noSuchInstance(id: string): EngineError {
  return new EngineError(404, 'InvalidRequestException', `Process instance with id ${id} does not exist`);
}
