import { insertBatch } from '../../store/batches.ts';
import { batchQuery } from '../../store/queries/batch-query.ts';
import type { Batch } from '../../../schemas/camunda/answers/batches.ts';
import type { Engine } from '../engine.ts';
import { EngineError } from '../errors.ts';
import { inTransaction } from '../step/work.ts';
import type { Work } from '../step/work.ts';
import type { BatchWork } from './batch-work.ts';
import {
  migrationOperation,
  operationOnMany,
  retriesOperation,
  suspensionOperation,
} from '../history/operations-on-many.ts';
import { recordOperation } from '../history/record-operation.ts';
import { removalTimeOperation } from '../history/set-removal-time.ts';
import type { Operation } from '../history/record-operation.ts';

/**
 * Leaves work on many things to the background; any engine process does it, one transaction for each.
 *
 * @param choose gives the ids of what is worked on, and refuses what is wrong with the request as a whole.
 * @throws EngineError 400 when there is nothing to work on
 */
export function createBatch(
  engine: Engine,
  what: BatchWork,
  choose: (work: Work) => Promise<readonly string[]>,
): Promise<Batch> {
  return inTransaction(engine, async (work) => {
    const targetIds = [...new Set(await choose(work))];
    if (targetIds.length === 0) {
      throw new EngineError(
        400,
        'BadUserRequestException',
        'There is nothing to work on: no id was given or found',
        {
          code: 0,
        },
      );
    }
    const id = engine.newId();
    const { type, ...configuration } = what;
    const createdBy = engine.userId ?? null;
    await insertBatch(work.tx, { id, type, configuration, createdAt: work.now, createdBy }, targetIds);
    await recordOperation(work, { ...operationOf(what, targetIds.length), batchId: id });
    const request = { filters: { batchId: id }, sorting: [], firstResult: 0, maxResults: 1 };
    const [row] = await batchQuery.list(work.tx, request, work.now);
    if (!row) throw new Error('A batch was not stored.');
    return row;
  });
}

/** What Camunda notes when somebody asks for a batch. */
function operationOf(what: BatchWork, count: number): Operation {
  const extent = { count, isAsync: true };
  switch (what.type) {
    case 'instance-migration':
      return migrationOperation(what.plan, extent);
    case 'instance-modification': {
      const { definitionId, modification } = what;
      const { annotation = null } = modification;
      return operationOnMany('ModifyProcessInstance', extent, { definitionId, annotation });
    }
    case 'instance-restart':
      return operationOnMany('RestartProcessInstance', extent, { definitionId: what.restart.definitionId });
    case 'instance-deletion':
      return operationOnMany('Delete', extent, { changes: [{ property: 'deleteReason', to: what.reason }] });
    case 'instance-update-suspension-state':
      return suspensionOperation(extent, what.suspended);
    case 'set-variables':
      return operationOnMany('SetVariables', extent, { changes: [nrOfVariables(what.variables)] });
    case 'correlate-message':
      return operationOnMany('CorrelateMessage', extent, {
        changes: [{ property: 'messageName', to: what.messageName }, nrOfVariables(what.variables)],
      });
    case 'historic-instance-deletion':
      return operationOnMany('DeleteHistory', extent, {
        changes: [{ property: 'deleteReason', to: what.reason }],
      });
    case 'process-set-removal-time':
      return removalTimeOperation(what.removal, count);
    case 'set-external-task-retries':
      return retriesOperation('ExternalTask', extent, what.retries);
    case 'set-job-retries':
      return retriesOperation('Job', extent, what.retries);
  }
}

const nrOfVariables = (variables: object) => ({
  property: 'nrOfVariables',
  to: Object.keys(variables).length,
});
