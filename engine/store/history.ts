import type { Tx } from './database.ts';
import type { ExternalTaskRow } from './external-tasks.ts';
import { Jsonb, insertRows } from './insert-rows.ts';
import type { TaskRow, UserTaskRow } from './user-tasks.ts';
import type { VariableChange } from './variables.ts';

/** How an instance stands or ended, in Camunda's words. */
export type ProcessState =
  'ACTIVE' | 'SUSPENDED' | 'COMPLETED' | 'EXTERNALLY_TERMINATED' | 'INTERNALLY_TERMINATED';

/** The start of an instance, for the record. */
export interface ProcessRecord {
  id: string;
  definitionId: string;
  definitionKey: string;
  businessKey: string | null;
  rootId: string;
  superId: string | null;
  startActivityId: string | null;
  startedAt: Date;
}

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

/** Records that an instance started. */
export async function recordProcessStart(tx: Tx, process: ProcessRecord): Promise<void> {
  await insertRows(tx, 'history_processes', [
    {
      id: process.id,
      definition_id: process.definitionId,
      definition_key: process.definitionKey,
      business_key: process.businessKey,
      root_id: process.rootId,
      super_id: process.superId,
      start_activity_id: process.startActivityId,
      state: 'ACTIVE',
      started_at: process.startedAt,
    },
  ]);
}

/** Records the end of an instance; whatever is still open in it counts as cancelled. */
export async function recordProcessEnd(
  tx: Tx,
  instanceId: string,
  end: { state: ProcessState; deleteReason: string | null; at: Date },
): Promise<void> {
  await tx.write(
    'UPDATE engine.history_processes SET state = $2, delete_reason = $3, ended_at = $4 WHERE id = $1',
    [instanceId, end.state, end.deleteReason, end.at],
  );
  await tx.write(
    `UPDATE engine.history_activities SET canceled = true, ended_at = $2
      WHERE instance_id = $1 AND ended_at IS NULL`,
    [instanceId, end.at],
  );
}

/** Records that an instance was suspended or activated. */
export async function recordProcessState(tx: Tx, instanceId: string, state: ProcessState): Promise<void> {
  await tx.query('UPDATE engine.history_processes SET state = $2 WHERE id = $1', [instanceId, state]);
}

/** Records activities that started in one step, some of them ended already. */
export async function recordActivities(
  tx: Tx,
  instanceId: string,
  activities: ActivityRecord[],
): Promise<void> {
  await insertRows(
    tx,
    'history_activities',
    activities.map((activity) => ({
      instance_id: instanceId,
      execution_id: activity.executionId,
      parent_execution_id: activity.parentExecutionId,
      activity_id: activity.activityId,
      activity_name: activity.activityName,
      activity_type: activity.activityType,
      canceled: activity.canceled,
      started_at: activity.startedAt,
      ended_at: activity.endedAt,
      is_undone: activity.isUndone ?? null,
    })),
    'ON CONFLICT (instance_id, execution_id) DO NOTHING',
  );
}

/** Records the end of activities that started in an earlier step. */
export async function recordActivityEnds(
  tx: Tx,
  instanceId: string,
  ended: { executionId: string; canceled: boolean }[],
  at: Date,
): Promise<void> {
  for (const isCanceled of [false, true]) {
    const ids = ended.filter(({ canceled }) => canceled === isCanceled).map(({ executionId }) => executionId);
    if (ids.length === 0) continue;
    await tx.write(
      `UPDATE engine.history_activities SET ended_at = $4, canceled = $3
        WHERE instance_id = $1 AND execution_id = ANY($2) AND ended_at IS NULL`,
      [instanceId, ids, isCanceled, at],
    );
  }
}

/** Records which instance a call activity called. */
export async function recordCall(
  tx: Tx,
  instanceId: string,
  executionId: string,
  calledInstanceId: string,
): Promise<void> {
  await tx.query(
    'UPDATE engine.history_activities SET called_instance_id = $3 WHERE instance_id = $1 AND execution_id = $2',
    [instanceId, executionId, calledInstanceId],
  );
}

/** Records new user tasks. */
export async function recordTasks(tx: Tx, tasks: UserTaskRow[]): Promise<void> {
  await insertRows(
    tx,
    'history_tasks',
    tasks.map((task) => ({
      id: task.id,
      instance_id: task.instanceId,
      execution_id: task.executionId,
      activity_id: task.activityId,
      name: task.name,
      description: task.description,
      assignee: task.assignee,
      owner: task.owner,
      priority: task.priority,
      due_at: task.dueAt,
      follow_up_at: task.followUpAt,
      started_at: task.createdAt,
    })),
  );
  for (const { id, instanceId, executionId } of tasks) {
    await tx.write(
      'UPDATE engine.history_activities SET task_id = $3 WHERE instance_id = $1 AND execution_id = $2',
      [instanceId, executionId, id],
    );
  }
}

/** Records what people changed on a task. */
export async function recordTaskChange(tx: Tx, task: TaskRow): Promise<void> {
  await tx.query(
    `UPDATE engine.history_tasks SET name = $2, description = $3, assignee = $4, owner = $5, priority = $6,
            due_at = $7, follow_up_at = $8, parent_task_id = $9 WHERE id = $1`,
    [
      task.id,
      task.name,
      task.description,
      task.assignee,
      task.owner,
      task.priority,
      task.dueAt,
      task.followUpAt,
      task.parentTaskId,
    ],
  );
}

/** Records the end of tasks: `completed`, `deleted`, or why the instance was deleted. */
export async function recordTaskEnds(tx: Tx, ids: string[], deleteReason: string, at: Date): Promise<void> {
  await tx.write('UPDATE engine.history_tasks SET delete_reason = $2, ended_at = $3 WHERE id = ANY($1)', [
    ids,
    deleteReason,
    at,
  ]);
}

/** Records the newest values of variables. */
export async function recordVariables(
  tx: Tx,
  instanceId: string,
  changes: VariableChange[],
  { newId, at }: { newId: () => string; at: Date },
): Promise<void> {
  await insertRows(
    tx,
    'history_variables',
    changes.map(({ scopeId, name, value }) => ({
      id: newId(),
      instance_id: instanceId,
      scope_id: scopeId,
      name,
      type: value.type,
      value: new Jsonb(value.value),
      value_info: value.valueInfo ? new Jsonb(value.valueInfo) : null,
      state: 'CREATED',
      created_at: at,
      updated_at: at,
    })),
    `ON CONFLICT (instance_id, scope_id, name) DO UPDATE
     SET type = excluded.type, value = excluded.value, value_info = excluded.value_info,
         state = 'CREATED', updated_at = excluded.updated_at`,
  );
}

/** Records that single variables were removed. */
export async function recordVariableRemovals(
  tx: Tx,
  instanceId: string,
  removed: { scopeId: string; name: string }[],
  at: Date,
): Promise<void> {
  for (const { scopeId, name } of removed) {
    await tx.write(
      `UPDATE engine.history_variables SET state = 'DELETED', value = NULL, updated_at = $4
        WHERE instance_id = $1 AND scope_id = $2 AND name = $3`,
      [instanceId, scopeId, name, at],
    );
  }
}

/** Whether there is or was such a task or instance. */
export async function hasHistory(tx: Tx, of: 'task' | 'instance', id: string): Promise<boolean> {
  const table = of === 'task' ? 'history_tasks' : 'history_processes';
  const { rowCount } = await tx.query(`SELECT 1 FROM engine.${table} WHERE id = $1`, [id]);
  return rowCount === 1;
}

/** What happened to an external task. */
export type ExternalTaskLogEvent = 'creation' | 'failure' | 'success' | 'deletion';

/** Records what happened to external tasks. */
export async function recordExternalTaskLog(
  tx: Tx,
  tasks: ExternalTaskRow[],
  event: ExternalTaskLogEvent,
  { newId, at }: { newId: () => string; at: Date },
): Promise<void> {
  await insertRows(
    tx,
    'history_external_task_log',
    tasks.map((task) => ({
      id: newId(),
      external_task_id: task.id,
      instance_id: task.instanceId,
      execution_id: task.executionId,
      activity_id: task.activityId,
      topic: task.topic,
      priority: task.priority,
      event,
      worker_id: task.workerId,
      retries: task.retries,
      error_message: task.errorMessage,
      error_details: task.errorDetails,
      at,
    })),
  );
}

/** Deletes the history of an ended instance and its file contents; false when there is no ended one of this id. */
export async function deleteHistory(tx: Tx, instanceId: string): Promise<boolean> {
  const { rowCount } = await tx.query(
    'DELETE FROM engine.history_processes WHERE id = $1 AND ended_at IS NOT NULL',
    [instanceId],
  );
  await tx.query('DELETE FROM engine.contents WHERE root_instance_id = $1', [instanceId]);
  return rowCount === 1;
}

/** Deletes the history of all ended instances of definitions. */
export async function deleteHistoryOf(tx: Tx, definitionIds: string[]): Promise<void> {
  const { rows } = await tx.query<{ id: string }>(
    'SELECT id FROM engine.history_processes WHERE definition_id = ANY($1) AND ended_at IS NOT NULL',
    [definitionIds],
  );
  for (const { id } of rows) await deleteHistory(tx, id);
}
