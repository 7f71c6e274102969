import type { StartEvent } from '../../executors/port.ts';
import { ExpressionError } from '../../expressions/expression-error.ts';
import { deleteStartSubscriptions, insertSubscriptions } from '../../store/event-subscriptions.ts';
import { deleteStartJobs, insertJobs } from '../../store/jobs.ts';
import type { ProcessDefinitionRow } from '../../store/process-definitions.ts';
import type { Schedule } from '../../timers/timer-schedule.ts';
import { EngineError } from '../errors.ts';
import { JOB_RETRIES } from '../step/persist-changes.ts';
import type { Work } from '../step/work.ts';
import { startSchedule } from './start-schedule.ts';

/** Moves the messages, signals and timers that start instances from the older versions of a process to the newest. */
export async function armStartEvents(
  { tx, engine, now }: Work,
  definition: ProcessDefinitionRow,
  startEvents: StartEvent[],
): Promise<void> {
  await deleteStartSubscriptions(tx, definition);
  await deleteStartJobs(tx, definition, now);
  for (const start of startEvents) {
    const row = { id: engine.newId(), instanceId: null, definitionId: definition.id, executionId: null };
    if (start.kind === 'message' || start.kind === 'signal' || start.kind === 'conditional') {
      const { activityId } = start;
      const eventName = start.kind === 'conditional' ? '' : start.eventName;
      await insertSubscriptions(tx, [
        { ...row, activityId, scopePath: [], eventType: start.kind, eventName, createdAt: now },
      ]);
    } else if (start.kind === 'timer') {
      const schedule = scheduleOf(start, definition, now);
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
          priority: start.job?.priority ?? 0,
          retryCycle: start.job?.retryCycle ?? null,
          exceptionMessage: null,
          createdAt: now,
        },
      ]);
    }
  }
}

/** When the timer fires first. @throws EngineError 400 ParseException when the timer does not say when it is due */
function scheduleOf(
  { activityId, timer }: Extract<StartEvent, { kind: 'timer' }>,
  { resourceName }: ProcessDefinitionRow,
  now: Date,
): Schedule | null {
  try {
    return startSchedule(timer, now);
  } catch (error) {
    if (!(error instanceof TypeError || error instanceof ExpressionError)) throw error;
    throw new EngineError(
      400,
      'ParseException',
      `ENGINE-09005 Could not parse BPMN process. Errors: \n* Timer '${activityId}': ${error.message} | resource ${resourceName} | element ${activityId}`,
      { code: 0 },
    );
  }
}
