import { setTimeout as sleep } from 'node:timers/promises';
import { describeError } from '../../log.ts';
import { beginBatches, endFinishedBatches, takeBatchItem } from '../../store/batches.ts';
import { withTransaction } from '../../store/database.ts';
import type { Engine } from '../engine.ts';
import { workOnItem } from './work-on-item.ts';

/** How batches are worked on. */
export interface BatchRunnerOptions {
  /** Pause when nothing is to do, in ms: how late a batch may begin. @default 1000 */
  pauseMs?: number;
}

/** Works on batches until stopped; any number of processes may share one database. */
export interface BatchRunner {
  /** Resolves when the items being worked on are done. */
  stop: () => Promise<void>;
}

/** More would take connections from requests: the pool has 16. */
const ITEMS_AT_ONCE = 2;

/** Counted as the job that clients know an item as. */
async function workOnNext(engine: Engine): Promise<boolean> {
  const { kind } = await workOnItem(engine, ({ tx }) => takeBatchItem(tx));
  if (kind !== 'none') engine.meters.mark('job-acquired-success');
  return kind !== 'none';
}

/** Starts to work on batches. */
export function startBatchRunner(engine: Engine, { pauseMs = 1_000 }: BatchRunnerOptions = {}): BatchRunner {
  const stopping = new AbortController();
  const round = async (): Promise<void> => {
    const { database } = engine;
    await withTransaction(database, (tx) => beginBatches(tx, engine.clock()));
    await Promise.all(
      Array.from({ length: ITEMS_AT_ONCE }, async () => {
        while (!stopping.signal.aborted && (await workOnNext(engine)));
      }),
    );
    await withTransaction(database, (tx) => endFinishedBatches(tx, engine.clock()));
  };
  const loop = async () => {
    while (!stopping.signal.aborted) {
      await round().catch((error: unknown) =>
        engine.log('error', 'batch-round-failed', describeError(error)),
      );
      await sleep(pauseMs, undefined, { signal: stopping.signal }).catch(() => undefined);
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
