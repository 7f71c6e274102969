import { describeError } from '../../log.ts';
import { withTransaction } from '../../store/database.ts';
import { removeExpiredHistory } from '../../store/history-removal.ts';
import type { Engine } from '../engine.ts';

/** How old history is removed. */
export interface CleanerOptions {
  /** Pause between two rounds, in ms. @default 900000: a quarter of an hour */
  everyMs?: number;
  /** Instances removed in one transaction: work in between waits for a short one only. @default 200 */
  batchSize?: number;
}

/** Removes history whose time to live is over, until stopped; any number of processes may clean one database. */
export interface HistoryCleaner {
  /** Resolves when the batch at work is done. */
  stop: () => Promise<void>;
}

/** Starts to remove old history: one round at once, then one after each pause. */
export function startHistoryCleaner(engine: Engine, options: CleanerOptions = {}): HistoryCleaner {
  const { everyMs = 900_000, batchSize = 200 } = options;
  const stopping = new AbortController();
  const round = async () => {
    let removed = 0;
    for (let last = batchSize; last === batchSize && !stopping.signal.aborted; removed += last) {
      last = await withTransaction(engine.database, (tx) =>
        removeExpiredHistory(tx, engine.clock(), batchSize),
      );
    }
    if (removed > 0) engine.log('info', 'history-removed', { instances: removed });
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
