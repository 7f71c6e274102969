import type { Engine } from '../engine.ts';
import { JobBell } from '../timers/job-bell.ts';
import { inTransaction } from '../step/work.ts';
import { recordOperation } from './record-operation.ts';

/** When the clean-up of this process runs next. */
export class CleanupSchedule {
  readonly bell = new JobBell();
  nextAt: Date | null = null;
}

/** Lets old history be removed at once by this process, or leaves that to the next round. */
export function requestCleanup(engine: Engine, immediately: boolean): Promise<void> {
  return inTransaction(engine, async (work) => {
    await recordOperation(work, {
      type: 'CreateHistoryCleanupJobs',
      entity: 'Job',
      changes: [{ property: 'immediatelyDue', to: immediately }],
    });
    if (!immediately) return;
    engine.cleanup.nextAt = work.now;
    engine.cleanup.bell.ring();
  });
}
