import { describeError } from '../../log.ts';
import { withTransaction } from '../../store/database.ts';
import type { Tx } from '../../store/database.ts';
import { removeExpiredHistory } from '../../store/history-removal.ts';
import type { RemovedHistory } from '../../store/history-removal.ts';
import { removeStandaloneTasks } from '../../store/standalone-tasks.ts';
import type { Engine } from '../engine.ts';

/** How old history is removed. */
export interface CleanerOptions {
  /** Pause between two rounds, in ms. @default 900000: a quarter of an hour */
  everyMs?: number;
  /** Instances removed in one transaction: work in between waits for a short one only. @default 200 */
  batchSize?: number;
  /** Days that tasks without an instance are kept after their end. @default for ever, as in Camunda */
  taskDays?: number | undefined;
}

const DAY_MS = 86_400_000;

/** Removes history whose time to live is over, until stopped; any number of processes may clean one database. */
export interface HistoryCleaner {
  /** Resolves when the batch at work is done. */
  stop: () => Promise<void>;
}

/** Starts to remove old history: one round at once, then one after each pause. */
export function startHistoryCleaner(engine: Engine, options: CleanerOptions = {}): HistoryCleaner {
  const { everyMs = 900_000, batchSize = 200, taskDays } = options;
  const stopping = new AbortController();
  /** Removes batches until one is not full, and adds up what `remove` says it removed. */
  const removeAll = async (
    remove: (tx: Tx, now: Date) => Promise<RemovedHistory>,
  ): Promise<RemovedHistory> => {
    const sum = { records: 0, decisions: 0 };
    for (let last = batchSize; last === batchSize && !stopping.signal.aborted;) {
      const removed = await withTransaction(engine.database, (tx) => remove(tx, engine.clock()));
      last = removed.records;
      sum.records += removed.records;
      sum.decisions += removed.decisions;
    }
    return sum;
  };
  const removeTasks = async (days: number): Promise<number> => {
    const { records } = await removeAll(async (tx, now) => ({
      records: await removeStandaloneTasks(tx, new Date(now.getTime() - days * DAY_MS), batchSize),
      decisions: 0,
    }));
    return records;
  };
  const round = async () => {
    const { records: instances, decisions } = await removeAll((tx, now) =>
      removeExpiredHistory(tx, now, batchSize),
    );
    engine.meters.mark('history-cleanup-removed-process-instances', instances);
    engine.meters.mark('history-cleanup-removed-decision-instances', decisions);
    const tasks = taskDays === undefined ? 0 : await removeTasks(taskDays);
    if (instances + tasks > 0) engine.log('info', 'history-removed', { instances, tasks });
  };
  const loop = async () => {
    while (!stopping.signal.aborted) {
      await round().catch((error: unknown) =>
        engine.log('error', 'history-clean-up-failed', describeError(error)),
      );
      engine.cleanup.nextAt = new Date(engine.clock().getTime() + everyMs);
      await engine.cleanup.bell.wait(everyMs, stopping.signal);
    }
  };
  const running = loop();
  return {
    stop: async () => {
      stopping.abort();
      await running;
    },
  };
}
