import { countFailedReport, updateExternalTask } from '../../store/external-tasks.ts';
import { recordExternalTask } from '../../store/external-task-log.ts';
import { describeError } from '../../log.ts';
import type { Engine } from '../engine.ts';
import { EngineError, ERROR_CODES, toEngineError } from '../errors.ts';
import { UnreadableState } from '../step/unreadable-state.ts';
import { inSharedTransaction, inTransaction } from '../step/work.ts';
import type { Work } from '../step/work.ts';
import { followRetries } from './fail-external-task.ts';
import { takeTask } from './take-task.ts';

/**
 * How often a report of a task may fail because of what follows it in the model. In Camunda the task is handed out for ever;
 * here somebody is told.
 */
const MAX_FAILED_REPORTS = 3;

/**
 * Runs a worker's report of a task. When what follows fails, the task stays as it was: its worker may report it again, and others
 * get it when its lock runs out; after three failures it has no tries left and an incident says why.
 */
export async function countingFailures(
  engine: Engine,
  taskId: string,
  run: (work: Work) => Promise<void>,
): Promise<void> {
  try {
    await inSharedTransaction(engine, run);
  } catch (error) {
    const failure = toEngineError(error);
    if (isFailureOfTheModel(failure)) {
      // The worker must learn what failed first, whatever happens to the count.
      await count(engine, taskId, failure.message).catch((uncounted: unknown) =>
        engine.log('warn', 'failed-report-not-counted', describeError(uncounted)),
      );
    }
    throw error;
  }
}

/** Neither the worker's mistake (4xx, or a report without a worker) nor the database's state; and not told elsewhere. */
function isFailureOfTheModel(failure: EngineError): boolean {
  return (
    failure.status === 500 &&
    failure.code === ERROR_CODES.engine &&
    failure.type !== 'NullValueException' &&
    !(failure instanceof UnreadableState)
  );
}

function count(engine: Engine, taskId: string, reason: string): Promise<void> {
  return inTransaction(engine, async (work) => {
    const { task } = await takeTask(work, taskId);
    if ((await countFailedReport(work.tx, taskId)) < MAX_FAILED_REPORTS) return;
    const failed = { ...task, retries: 0, errorMessage: reason };
    await updateExternalTask(work.tx, failed);
    await recordExternalTask(work.tx, failed, 'failure', { newId: engine.newId, at: work.now });
    await followRetries(work, failed);
  });
}
