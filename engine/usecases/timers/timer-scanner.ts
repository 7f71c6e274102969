import { describeError } from '../../log.ts';
import { withConnection, withTransaction } from '../../store/database.ts';
import { claimDueJobs, nextDueDate, releaseJobs } from '../../store/job-leases.ts';
import type { Engine } from '../engine.ts';
import { runLeasedJob } from './run-job.ts';

/** How due timers are looked for. */
export interface ScannerOptions {
  /** Longest pause when nothing is due, in ms: how late a job may begin that another process made. @default 1000 */
  pauseMs?: number;
  /** Timers leased at once. @default 40 */
  batchSize?: number;
  /** How long a lease lasts, in ms: how late a timer fires when this process dies with it. @default 10000 */
  leaseMs?: number;
  /** Whether jobs of high priority go first; if not, the most overdue do, as by Camunda's default. @default false */
  byPriority?: boolean;
}

/** Cases whose jobs run at the same time; they share transactions. */
const CASES_AT_ONCE = 16;

/** Fires due timers and runs jobs until stopped; any number of processes may scan one database. */
export interface TimerScanner {
  /** Resolves when the timer being fired is done and what else was leased is given back. */
  stop: () => Promise<void>;
}

/** Starts to fire due timers. */
export function startTimerScanner(engine: Engine, options: ScannerOptions = {}): TimerScanner {
  const { pauseMs = 1_000, batchSize = 40, leaseMs = 10_000, byPriority = false } = options;
  const owner = engine.newId();
  const stopping = new AbortController();
  const round = async (): Promise<number> => {
    const cases = await withTransaction(engine.database, (tx) =>
      claimDueJobs(tx, { owner, now: engine.clock(), leaseMs, limit: batchSize, byPriority }),
    );
    engine.meters.mark('job-acquisition-attempt');
    engine.meters.mark('job-acquired-success', cases.flat().length);
    const waiting = cases.values();
    const fireOneAfterTheOther = async () => {
      for (const ids of waiting) {
        for (const id of ids) {
          if (stopping.signal.aborted) return;
          await runLeasedJob(engine, id, owner);
        }
      }
    };
    await Promise.all(Array.from({ length: CASES_AT_ONCE }, fireOneAfterTheOther));
    return cases.length;
  };
  const loop = async () => {
    while (!stopping.signal.aborted) {
      const fired = await round().catch((error: unknown) => {
        engine.log('error', 'timer-scan-failed', describeError(error));
        return 0;
      });
      if (fired === 0) await engine.jobBell.wait(await untilNext(engine, pauseMs), stopping.signal);
    }
  };
  const running = loop();
  return {
    stop: async () => {
      stopping.abort();
      await running;
      await withTransaction(engine.database, (tx) => releaseJobs(tx, owner)).catch((error: unknown) =>
        engine.log('warn', 'leases-not-given-back', describeError(error)),
      );
    },
  };
}

/** How long nothing will be due, as far as is known, in ms. */
async function untilNext(engine: Engine, pauseMs: number): Promise<number> {
  const now = engine.clock();
  const next = await withConnection(engine.database, (tx) => nextDueDate(tx, now)).catch(() => undefined);
  return next ? Math.min(pauseMs, next.getTime() - now.getTime()) : pauseMs;
}
