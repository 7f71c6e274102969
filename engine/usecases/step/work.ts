import type { CallRequest, ExecutorEvent, Variables } from '../../executors/port.ts';
import { withSharedTransaction, withTransaction } from '../../store/database.ts';
import type { Tx } from '../../store/database.ts';
import { DamagedState, isStaleInstance } from '../../store/instances.ts';
import type { Engine } from '../engine.ts';
import { EngineError, ERROR_CODES } from '../errors.ts';
import type { Cancellation } from './cancellation.ts';
import { reportUnreadable, UnreadableState } from './unreadable-state.ts';

/** What one step asks for beyond its own instance; done later in the same transaction. */
export type Pending =
  | { kind: 'advance'; instanceId: string; event: ExecutorEvent }
  | { kind: 'deliver'; subscriptionId: string; variables: Variables }
  | { kind: 'call'; superId: string; superExecutionId: string; call: CallRequest }
  | ({ kind: 'cancel'; instanceId: string } & Cancellation)
  | {
      kind: 'signal';
      name: string;
      tenantId?: string | null | undefined;
      variables: Variables;
      /** An instance that has had it already. */
      exceptInstanceId?: string | undefined;
    };

/** One transaction of the engine: what it works with and what is still to do before it commits. */
export interface Work {
  readonly engine: Engine;
  readonly tx: Tx;
  /** One moment for the whole transaction. */
  readonly now: Date;
  readonly pending: Pending[];
  /** Topics that got tasks or freed ones. */
  readonly freshTopics: Set<string>;
  /** Jobs were made that are due at once or soon. */
  hasFreshJobs: boolean;
  /** Steps taken so far; bounded, so that a model that never waits cannot hold the database for ever. */
  steps: number;
}

/**
 * Runs a use case in one transaction; after the commit, fetchers waiting for fresh tasks wake here and in other
 * processes, and fresh jobs begin to run. When it throws, nothing has changed.
 */
export function inTransaction<T>(engine: Engine, run: (work: Work) => Promise<T>): Promise<T> {
  return transact(engine, run, withTransaction);
}

/** As `inTransaction`, in a transaction that other steps may share: for the steps that there are most of. */
export function inSharedTransaction<T>(engine: Engine, run: (work: Work) => Promise<T>): Promise<T> {
  return transact(engine, run, withSharedTransaction);
}

async function transact<T>(
  engine: Engine,
  run: (work: Work) => Promise<T>,
  begin: typeof withTransaction,
): Promise<T> {
  let freshTopics: ReadonlySet<string> = new Set();
  let hasFreshJobs = false;
  const startedAt = performance.now();
  const measure = (outcome: 'committed' | 'failed') =>
    engine.durations.transactions.observe({ outcome }, (performance.now() - startedAt) / 1_000);
  const result = await begin(engine.database, async (tx) => {
    const work: Work = {
      engine,
      tx,
      now: engine.clock(),
      pending: [],
      freshTopics: new Set(),
      hasFreshJobs: false,
      steps: 0,
    };
    const value = await run(work);
    freshTopics = work.freshTopics;
    hasFreshJobs = work.hasFreshJobs;
    return value;
  }).catch(async (error: unknown) => {
    measure('failed');
    const cause = explain(error);
    if (cause instanceof UnreadableState) await reportUnreadable(engine, cause);
    throw cause;
  });
  measure('committed');
  if (freshTopics.size > 0) engine.wakeups.announce(freshTopics);
  if (hasFreshJobs) engine.jobBell.ring();
  return result;
}

/** What clients are told of an instance that changed meanwhile (they may try again) or that cannot be read. */
function explain(error: unknown): unknown {
  if (error instanceof DamagedState) return new UnreadableState(error.instanceId, error.message, error);
  if (!(error instanceof Error) || !isStaleInstance(error)) return error;
  return new EngineError(500, 'OptimisticLockingException', error.message, {
    code: ERROR_CODES.optimisticLocking,
    cause: error,
  });
}
