import { insertBatch } from '../../store/batches.ts';
import { batchQuery } from '../../store/queries/batch-query.ts';
import type { Batch } from '../../../schemas/camunda/answers/batches.ts';
import type { Engine } from '../engine.ts';
import { EngineError } from '../errors.ts';
import { inTransaction } from '../step/work.ts';
import type { Work } from '../step/work.ts';
import type { BatchWork } from './batch-work.ts';
import { recordOperation } from '../history/record-operation.ts';

/** What Camunda calls it when somebody asks for a batch, and what it is done to. */
const OPERATIONS = {
  'instance-migration': ['Migrate', 'ProcessInstance'],
  'instance-modification': ['ModifyProcessInstance', 'ProcessInstance'],
  'instance-restart': ['RestartProcessInstance', 'ProcessInstance'],
  'instance-deletion': ['Delete', 'ProcessInstance'],
  'set-external-task-retries': ['SetExternalTaskRetries', 'ExternalTask'],
  'set-job-retries': ['SetJobRetries', 'Job'],
} as const satisfies Record<BatchWork['type'], readonly [string, string]>;

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
    await insertBatch(work.tx, { id, type, configuration, createdAt: work.now }, targetIds);
    const [operation, entity] = OPERATIONS[type];
    await recordOperation(work, {
      batchId: id,
      type: operation,
      entity,
      changes: [
        { property: 'nrOfInstances', to: targetIds.length },
        { property: 'async', to: true },
      ],
    });
    const request = { filters: { batchId: id }, sorting: [], firstResult: 0, maxResults: 1 };
    const [row] = await batchQuery.list(work.tx, request, work.now);
    if (!row) throw new Error('A batch was not stored.');
    return row;
  });
}
