import type { Tx } from './database.ts';
import { RowInsert } from './row-insert.ts';

/** One activity of an instance, for the record. */
export interface ActivityRecord {
  executionId: string;
  parentExecutionId: string | null;
  activityId: string;
  activityName: string | null;
  activityType: string;
  startedAt: Date;
  endedAt: Date | null;
  canceled: boolean;
  /** A scope that is back so that it can be undone: in the tree, not in the history. */
  isUndone?: true;
}

const STARTS = new RowInsert({
  name: 'history_activities',
  columns: {
    instance_id: 'text',
    execution_id: 'text',
    parent_execution_id: 'text',
    activity_id: 'text',
    activity_name: 'text',
    activity_type: 'text',
    task_id: 'text',
    canceled: 'boolean',
    started_at: 'timestamptz',
    ended_at: 'timestamptz',
    is_undone: 'boolean',
  },
  onConflict: 'ON CONFLICT (instance_id, execution_id) DO NOTHING',
});

/** Executions are told apart within their instance only. */
const PLACE = "instance_id || '/' || execution_id";

const place = (instanceId: string, executionId: string): string => `${instanceId}/${executionId}`;

const ENDS = `UPDATE engine.history_activities
    SET canceled = ($4::boolean[])[array_position($3::text[], ${PLACE})],
        ended_at = ($5::timestamptz[])[array_position($3::text[], ${PLACE})]
  WHERE instance_id = ANY($1) AND execution_id = ANY($2) AND ${PLACE} = ANY($3) AND ended_at IS NULL`;

/**
 * Records activities of earlier steps that ended in one step, and those that started in it, some of them ended already.
 *
 * @param taskIds which task for a person an activity made, by its execution
 */
export async function recordActivities(
  tx: Tx,
  instanceId: string,
  {
    ended,
    started,
    taskIds,
  }: {
    ended: { executionId: string; canceled: boolean }[];
    started: ActivityRecord[];
    taskIds: ReadonlyMap<string, string>;
  },
  at: Date,
): Promise<void> {
  await tx.writeRows(
    ENDS,
    ended.map(({ executionId, canceled }) => [
      instanceId,
      executionId,
      place(instanceId, executionId),
      canceled,
      at,
    ]),
  );
  const rows = started.map((activity) => activityRow(instanceId, activity, taskIds));
  await STARTS.note(
    tx,
    rows.map((row) => [row]),
  );
  const isStarted = new Set(started.map(({ executionId }) => executionId));
  for (const [executionId, taskId] of taskIds) {
    if (!isStarted.has(executionId)) await tx.write(TASK_OF, [instanceId, executionId, taskId]);
  }
}

const TASK_OF = `UPDATE engine.history_activities SET task_id = $3 WHERE instance_id = $1 AND execution_id = $2`;

function activityRow(instanceId: string, activity: ActivityRecord, taskIds: ReadonlyMap<string, string>) {
  return {
    instance_id: instanceId,
    execution_id: activity.executionId,
    parent_execution_id: activity.parentExecutionId,
    activity_id: activity.activityId,
    activity_name: activity.activityName,
    activity_type: activity.activityType,
    task_id: taskIds.get(activity.executionId) ?? null,
    canceled: activity.canceled,
    started_at: activity.startedAt,
    ended_at: activity.endedAt,
    is_undone: activity.isUndone ?? null,
  };
}

/** Records which instance a call activity called. */
export async function recordCall(
  tx: Tx,
  instanceId: string,
  executionId: string,
  calledInstanceId: string,
): Promise<void> {
  await tx.write(
    'UPDATE engine.history_activities SET called_instance_id = $3 WHERE instance_id = $1 AND execution_id = $2',
    [instanceId, executionId, calledInstanceId],
  );
}
