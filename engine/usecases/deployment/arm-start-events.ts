import type { StartEvent } from '../../executors/port.ts';
import { deleteStartSubscriptions, insertSubscriptions } from '../../store/event-subscriptions.ts';
import { deleteStartJobs, insertJobs } from '../../store/jobs.ts';
import type { ProcessDefinitionRow } from '../../store/process-definitions.ts';
import { firstSchedule } from '../../timers/timer-schedule.ts';
import { JOB_RETRIES } from '../step/persist-changes.ts';
import type { Work } from '../step/work.ts';

/** Moves the messages, signals and timers that start instances from the older versions of a process to the newest. */
export async function armStartEvents(
  { tx, engine, now }: Work,
  definition: ProcessDefinitionRow,
  startEvents: StartEvent[],
): Promise<void> {
  await deleteStartSubscriptions(tx, definition);
  await deleteStartJobs(tx, definition);
  for (const start of startEvents) {
    const row = { id: engine.newId(), instanceId: null, definitionId: definition.id, executionId: null };
    if (start.kind === 'message' || start.kind === 'signal') {
      const { activityId, eventName } = start;
      await insertSubscriptions(tx, [
        { ...row, activityId, scopePath: [], eventType: start.kind, eventName, createdAt: now },
      ]);
    } else if (start.kind === 'timer') {
      const schedule = firstSchedule(start.timer.type, start.timer.expression, now);
      // A date or cycle wholly in the past never fires.
      if (!schedule) continue;
      await insertJobs(tx, [
        {
          ...row,
          activityId: start.activityId,
          dueAt: schedule.dueAt,
          cycleExpression: schedule.cycle?.expression ?? null,
          cycleRemaining: schedule.cycle?.remaining ?? null,
          retries: JOB_RETRIES,
          exceptionMessage: null,
          createdAt: now,
        },
      ]);
    }
  }
}
