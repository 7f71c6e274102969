import { describeError } from '../../log.ts';
import { failBatchItem, findBatchItem, finishBatchItem } from '../../store/batches.ts';
import type { BatchItem } from '../../store/batches.ts';
import { transientFailure } from '../../store/database.ts';
import { closeIncidents } from '../../store/incidents.ts';
import type { Engine } from '../engine.ts';
import { recordOperation } from '../history/record-operation.ts';
import { inTransaction } from '../step/work.ts';
import type { Work } from '../step/work.ts';
import { itemAsJob } from '../timers/change-job.ts';
import { openJobIncident } from '../timers/record-job-failure.ts';
import { doBatchWork } from './batch-work.ts';
import type { BatchWork } from './batch-work.ts';

/** What became of working on an item. */
export type Attempt = { kind: 'none' } | { kind: 'done' } | { kind: 'failed'; error: unknown };

/** Camunda cuts exception messages at this length. */
const MAX_MESSAGE = 4_000;

/**
 * Does the work of the item that `take` locks and marks it as done in one transaction: a process that dies leaves it as it was,
 * for another one. A failure costs one try.
 *
 * @throws what the database fails with, which costs none
 */
export async function workOnItem(
  engine: Engine,
  take: (work: Work) => Promise<BatchItem | undefined>,
): Promise<Attempt> {
  let taken: BatchItem | undefined;
  try {
    await inTransaction(engine, async (work) => {
      taken = await take(work);
      if (!taken) return;
      const { batchId, targetId, type, configuration } = taken;
      await doBatchWork(work, batchId, targetId, { ...(configuration as object), type } as BatchWork);
      await finishBatchItem(work.tx, taken);
    });
    return { kind: taken ? 'done' : 'none' };
  } catch (error) {
    if (!taken || transientFailure(error)) throw error;
    await recordFailure(engine, taken, error);
    return { kind: 'failed', error };
  }
}

/**
 * Does the work of an item now that clients know as a job; false when there is none of that id that is not done.
 *
 * @throws what the work fails with, after one try was taken from the item
 */
export async function executeBatchItem(engine: Engine, id: string): Promise<boolean> {
  const attempt = await workOnItem(engine, async (work) => {
    const item = await findBatchItem(work.tx, id);
    if (!item) return undefined;
    await recordOperation(work, { jobId: id, type: 'Execute', entity: 'Job' });
    await closeIncidents(work.tx, [id], 'resolved', work.now);
    return item;
  });
  if (attempt.kind === 'failed') throw attempt.error;
  return attempt.kind === 'done';
}

async function recordFailure(engine: Engine, item: BatchItem, error: unknown): Promise<void> {
  const { batchId, targetId } = item;
  engine.log('warn', 'batch-item-failed', { batchId, targetId, ...describeError(error) });
  const message = error instanceof Error ? error.message.slice(0, MAX_MESSAGE) : 'unknown';
  await inTransaction(engine, async (work) => {
    const id = await failBatchItem(work.tx, item, message);
    if (id !== undefined) await openJobIncident(work, { ...itemAsJob(id), exceptionMessage: message });
  });
}
