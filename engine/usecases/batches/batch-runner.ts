import { setTimeout as sleep } from 'node:timers/promises';
import { describeError } from '../../log.ts';
import {
  beginBatches,
  endFinishedBatches,
  failBatchItem,
  finishBatchItem,
  takeBatchItem,
} from '../../store/batches.ts';
import type { BatchItem } from '../../store/batches.ts';
import { transientFailure, withTransaction } from '../../store/database.ts';
import { insertIncident } from '../../store/incidents.ts';
import type { Engine } from '../engine.ts';
import { inTransaction } from '../step/work.ts';
import { doBatchWork } from './batch-work.ts';
import type { BatchWork } from './batch-work.ts';

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

/** Camunda cuts exception messages at this length. */
const MAX_MESSAGE = 4_000;

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

/**
 * Does the work of one item and marks it as done in one transaction: a process that dies leaves it as it was, for another
 * one. False when nothing is left to do.
 */
async function workOnNext(engine: Engine): Promise<boolean> {
  let taken: BatchItem | undefined;
  try {
    await inTransaction(engine, async (work) => {
      taken = await takeBatchItem(work.tx);
      if (!taken) return;
      const { batchId, targetId, type, configuration } = taken;
      await doBatchWork(work, batchId, targetId, { ...(configuration as object), type } as BatchWork);
      await finishBatchItem(work.tx, taken);
    });
    return taken !== undefined;
  } catch (error) {
    // The database was the reason: the item is tried again, in the next round.
    if (!taken || transientFailure(error)) throw error;
    await recordFailure(engine, taken, error);
    return true;
  }
}

async function recordFailure(engine: Engine, item: BatchItem, error: unknown): Promise<void> {
  const { batchId, targetId } = item;
  engine.log('warn', 'batch-item-failed', { batchId, targetId, ...describeError(error) });
  const message = error instanceof Error ? error.message.slice(0, MAX_MESSAGE) : 'unknown';
  await inTransaction(engine, async ({ tx, now }) => {
    const id = await failBatchItem(tx, item, message);
    if (id === undefined) return;
    await insertIncident(tx, {
      id: engine.newId(),
      instanceId: null,
      definitionId: null,
      executionId: null,
      activityId: null,
      type: 'failedJob',
      configuration: id,
      message,
      createdAt: now,
    });
  });
}
