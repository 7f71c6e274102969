import type { CallRequest, ExecutorEvent, Variables } from '../../executors/port.ts';
import { withSharedTransaction, withTransaction } from '../../store/database.ts';
import type { Tx } from '../../store/database.ts';
import { DamagedState, isStaleInstance } from '../../store/instances.ts';
import type { InstanceRow, LoadedInstance } from '../../store/instances.ts';
import type { SubscriptionRow } from '../../store/event-subscriptions.ts';
import type { Engine } from '../engine.ts';
import { EngineError, ERROR_CODES } from '../errors.ts';
import type { Cancellation } from './cancellation.ts';
import { offerTasks } from './offer-tasks.ts';
import type { Offers } from './offer-tasks.ts';
import { reportUnreadable, UnreadableState } from './unreadable-state.ts';

/** What one step asks for beyond its own instance; done later in the same transaction. */
export type Pending =
  | { kind: 'advance'; instanceId: string; event: ExecutorEvent }
  | {
      kind: 'deliver';
      subscription: Pick<SubscriptionRow, 'id' | 'executionId'>;
      variables: Variables;
      /** Its instance, when it was read under the lock of its tree. */
      loaded?: LoadedInstance;
    }
  | { kind: 'call'; caller: Caller; superExecutionId: string; call: CallRequest }
  | ({ kind: 'cancel'; instanceId: string } & Cancellation)
  | {
      kind: 'signal';
      name: string;
      tenantId?: string | null | undefined;
      variables: Variables;
      /** An instance that has had it already. */
      exceptInstanceId?: string | undefined;
    };

/** What a called instance takes from the one that calls it. */
export type Caller = Pick<InstanceRow, 'id' | 'rootId' | 'depth' | 'tenantId' | 'deploymentId'>;

/** An external task that a transaction made. */
export interface FreshTask {
  id: string;
  topic: string;
  priority: number;
}

/** One transaction of the engine: what it works with and what is still to do before it commits. */
export interface Work {
  readonly engine: Engine;
  readonly tx: Tx;
  /** One moment for the whole transaction. */
  readonly now: Date;
  readonly pending: Pending[];
  /** Instances that it made, moved or ended. */
  readonly touched: Map<string, 'running' | 'ended'>;
  /** External tasks that were made. */
  readonly freshTasks: FreshTask[];
  /** Topics that have tasks again that were not to be had before. */
  readonly freshTopics: Set<string>;
  /** Jobs were made that are due at once or soon. */
  hasFreshJobs: boolean;
  /** What is told and counted once it has committed: a transaction that lost a race, or failed, has done nothing of the kind. */
  readonly afterCommit: (() => void)[];
  /** Steps taken so far; bounded, so that a model that never waits cannot hold the database for ever. */
  steps: number;
}

/**
 * Runs a use case in one transaction. External tasks that it makes are handed to workers that wait for them here; after the
 * commit, workers wake here and in other processes for the rest, and fresh jobs begin to run. When it throws, nothing has
 * changed.
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
  let offers: Offers | undefined;
  let hasFreshJobs = false;
  let afterCommit: Work['afterCommit'] = [];
  const startedAt = performance.now();
  const measure = (outcome: 'committed' | 'failed') =>
    engine.durations.transactions.observe({ outcome }, (performance.now() - startedAt) / 1_000);
  const result = await begin(engine.database, async (tx) => {
    // Another try: what the last one offered was not kept.
    offers?.withdraw();
    const work: Work = {
      engine,
      tx,
      now: engine.clock(),
      pending: [],
      touched: new Map(),
      freshTasks: [],
      freshTopics: new Set(),
      hasFreshJobs: false,
      afterCommit: [],
      steps: 0,
    };
    const value = await run(work);
    offers = offerTasks(work);
    ({ hasFreshJobs, afterCommit } = work);
    return value;
  }).catch(async (error: unknown) => {
    measure('failed');
    offers?.withdraw();
    const cause = explain(error);
    if (cause instanceof UnreadableState) await reportUnreadable(engine, cause);
    throw cause;
  });
  measure('committed');
  offers?.deliver();
  for (const tell of afterCommit) tell();
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
