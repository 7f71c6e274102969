import { v7 as timeOrderedId } from 'uuid';
import type { Executor } from '../executors/port.ts';
import type { Log } from '../log.ts';
import type { Database } from '../store/database.ts';
import { DecisionCache } from './decisions/decision-cache.ts';
import { CleanupSchedule } from './history/cleanup-schedule.ts';
import { FormCache } from './forms/form-cache.ts';
import { Histogram } from './metrics/histogram.ts';
import { Meters } from './metrics/meters.ts';
import { ModelCache } from './model-cache.ts';
import { JobBell } from './timers/job-bell.ts';
import { WaitingWorkers } from './waiting-workers.ts';

/** What every use case works with. */
export interface Engine {
  readonly database: Database;
  readonly models: ModelCache;
  readonly decisions: DecisionCache;
  readonly forms: FormCache;
  /** Those that run new deployments: each file goes to the first of them that can run it. */
  readonly deployTo: readonly Executor[];
  readonly waitingWorkers: WaitingWorkers;
  /** Rings when jobs are to run at once. */
  readonly jobBell: JobBell;
  /** When old history is removed. */
  readonly cleanup: CleanupSchedule;
  /** Refuse deployments whose processes have no history time to live, as Camunda 7 does. */
  readonly enforceTtl: boolean;
  /** Who asks; left out: nobody had to say, or the engine works by itself. */
  readonly userId?: string;
  readonly clock: () => Date;
  /** Ids that begin with the time: rows made together lie together in every index (`docs/decisions/0010-*.md`). */
  readonly newId: () => string;
  readonly log: Log;
  /** What this process counts, for Camunda's metrics. */
  readonly meters: Meters;
  /** How long things took in this process, for `/metrics`. */
  readonly durations: { readonly transactions: Histogram; readonly requests: Histogram };
}

/** The parts an engine is put together from. */
export interface EngineOptions {
  database: Database;
  /** Every executor that definitions in the database may name; what one cannot run, those after it may. */
  executors: readonly Executor[];
  /** The first one that new deployments are offered. */
  defaultExecutor: Executor['name'];
  /** @default true */
  enforceTtl?: boolean;
  log: Log;
  /** Lock and due times of several processes compare: all must tell the same time. */
  clock: () => Date;
}

/** Puts an engine together; it does nothing until a use case is called. */
export function createEngine(options: EngineOptions): Engine {
  const models = new ModelCache(options.executors);
  return {
    database: options.database,
    models,
    decisions: new DecisionCache(),
    forms: new FormCache(),
    deployTo: options.executors.slice(options.executors.indexOf(models.executor(options.defaultExecutor))),
    waitingWorkers: new WaitingWorkers(),
    jobBell: new JobBell(),
    cleanup: new CleanupSchedule(),
    enforceTtl: options.enforceTtl ?? true,
    clock: options.clock,
    newId: () => timeOrderedId(),
    log: options.log,
    meters: new Meters(),
    durations: { transactions: new Histogram(), requests: new Histogram() },
  };
}
