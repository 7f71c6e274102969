import type { CallRequest, ExecutorEvent, VariableScopes, Variables } from '../../executors/port.ts';
import { withSharedTransaction, withTransaction } from '../../store/database.ts';
import type { Tx } from '../../store/database.ts';
import { isStaleInstance } from '../../store/instances.ts';
import { DamagedState } from '../../store/load-instances.ts';
import type { InstanceRow } from '../../store/instances.ts';
import type { LoadedInstance } from '../../store/load-instances.ts';
import type { SubscriptionRow } from '../../store/event-subscriptions.ts';
import type { Engine } from '../engine.ts';
import { EngineError, ERROR_CODES } from '../errors.ts';
import type { Cancellation } from './cancellation.ts';
import { cancelOffers, deliverOffers } from './offer-tasks.ts';
import type { Offer } from './offer-tasks.ts';
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

/** One transaction of the engine: what it works with and what is still to do before it commits. */
export interface Work {
  readonly engine: Engine;
  readonly tx: Tx;
  /** One moment for the whole transaction. */
  readonly now: Date;
  readonly pending: Pending[];
  /** Instances that it made, moved or ended. */
  readonly touched: Map<string, 'running' | 'ended'>;
  /** Variables of the instances that it made or moved. */
  readonly scopes: Map<string, VariableScopes>;
  /** External tasks that it made for workers which waited for them. */
  readonly offers: Offer[];
  /** Topics that have tasks which were not to be had before, and for which nobody waits in this process. */
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
  let work: Work | undefined;
  const startedAt = performance.now();
  const measure = (outcome: 'committed' | 'failed') =>
    engine.durations.transactions.observe({ outcome }, (performance.now() - startedAt) / 1_000);
  const result = await begin(engine.database, async (tx) => {
    // Another try: what the last one offered was not kept.
    if (work) cancelOffers(work);
    work = {
      engine,
      tx,
      now: engine.clock(),
      pending: [],
      touched: new Map(),
      scopes: new Map(),
      offers: [],
      freshTopics: new Set(),
      hasFreshJobs: false,
      afterCommit: [],
      steps: 0,
    };
    return run(work);
  }).catch(async (error: unknown) => {
    measure('failed');
    if (work) cancelOffers(work);
    const cause = explain(error);
    if (cause instanceof UnreadableState) await reportUnreadable(engine, cause);
    throw cause;
  });
  measure('committed');
  if (work) afterCommit(work);
  return result;
}

function afterCommit(work: Work): void {
  deliverOffers(work);
  for (const tell of work.afterCommit) tell();
  if (work.hasFreshJobs) work.engine.jobBell.ring();
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
