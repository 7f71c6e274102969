import { abandonBatch, deleteBatch, failedItems, setBatchSuspended } from '../../store/batches.ts';
import { closeIncidents } from '../../store/incidents.ts';
import type { Engine } from '../engine.ts';
import { EngineError } from '../errors.ts';
import { inTransaction } from '../step/work.ts';
import { recordOperation } from '../history/record-operation.ts';

/** Lets a batch rest or go on. @throws EngineError 400 when there is none that is not done */
export function suspendBatch(engine: Engine, id: string, suspended: boolean): Promise<void> {
  return inTransaction(engine, async (work) => {
    if (await setBatchSuspended(work.tx, id, suspended)) {
      return recordOperation(work, {
        batchId: id,
        type: `${suspended ? 'Suspend' : 'Activate'}Batch`,
        entity: 'Batch',
        changes: [{ property: 'suspensionState', to: suspended ? 'suspended' : 'active' }],
      });
    }
    throw new EngineError(400, 'BadUserRequestException', `Batch for id '${id}' cannot be found`, {
      code: 0,
    });
  });
}

/** Gives up what is left of a batch; with `cascade` its record goes as well. @throws EngineError 400 when none is left */
export function removeBatch(engine: Engine, id: string, cascade: boolean): Promise<void> {
  return inTransaction(engine, async (work) => {
    const { tx, now } = work;
    await closeIncidents(tx, await failedItems(tx, id), 'deleted', now);
    const isGone = (await abandonBatch(tx, id, now)) && (!cascade || (await deleteBatch(tx, id)));
    if (!isGone) throw cannotDelete(`Unable to delete batch with id '${id}'`);
    await recordOperation(work, {
      batchId: id,
      type: 'Delete',
      entity: 'Batch',
      changes: [{ property: 'cascadeToHistory', to: cascade }],
    });
  });
}

/** Removes the record of a batch. @throws EngineError 400 when there is none */
export function removeHistoricBatch(engine: Engine, id: string): Promise<void> {
  return inTransaction(engine, async (work) => {
    const { tx, now } = work;
    await closeIncidents(tx, await failedItems(tx, id), 'deleted', now);
    if (await deleteBatch(tx, id)) {
      return recordOperation(work, { batchId: id, type: 'DeleteHistory', entity: 'Batch' });
    }
    throw cannotDelete(`Unable to delete historic batch with id '${id}'`);
  });
}

/** Camunda answers 400 here, as its documentation does not say. */
function cannotDelete(message: string): EngineError {
  return new EngineError(400, 'InvalidRequestException', message, { code: 0 });
}
