import { abandonBatch, deleteBatch, failedItems, setBatchSuspended } from '../../store/batches.ts';
import { closeIncidents } from '../../store/incidents.ts';
import type { Engine } from '../engine.ts';
import { EngineError } from '../errors.ts';
import { inTransaction } from '../step/work.ts';

/** Lets a batch rest or go on. @throws EngineError 400 when there is none that is not done */
export function suspendBatch(engine: Engine, id: string, suspended: boolean): Promise<void> {
  return inTransaction(engine, async ({ tx }) => {
    if (await setBatchSuspended(tx, id, suspended)) return;
    throw new EngineError(400, 'BadUserRequestException', `Batch for id '${id}' cannot be found`, {
      code: 0,
    });
  });
}

/** Gives up what is left of a batch; with `cascade` its record goes as well. @throws EngineError 400 when none is left */
export function removeBatch(engine: Engine, id: string, cascade: boolean): Promise<void> {
  return inTransaction(engine, async ({ tx, now }) => {
    await closeIncidents(tx, await failedItems(tx, id), 'deleted', now);
    const isGone = (await abandonBatch(tx, id, now)) && (!cascade || (await deleteBatch(tx, id)));
    if (!isGone) throw cannotDelete(`Unable to delete batch with id '${id}'`);
  });
}

/** Removes the record of a batch. @throws EngineError 400 when there is none */
export function removeHistoricBatch(engine: Engine, id: string): Promise<void> {
  return inTransaction(engine, async ({ tx, now }) => {
    await closeIncidents(tx, await failedItems(tx, id), 'deleted', now);
    if (await deleteBatch(tx, id)) return;
    throw cannotDelete(`Unable to delete historic batch with id '${id}'`);
  });
}

/** Camunda answers 400 here, as its documentation does not say. */
function cannotDelete(message: string): EngineError {
  return new EngineError(400, 'InvalidRequestException', message, { code: 0 });
}
