import type { Variables } from '../executors/port.ts';
import type { Tx } from './database.ts';
import type { ExternalTaskRow } from './external-tasks.ts';
import { insertOf, insertsOf } from './insert-rows.ts';
import type { NewRow } from './insert-rows.ts';
import type { TaskRow, UserTaskRow } from './user-tasks.ts';
import { writeTogether } from './write-together.ts';
import type { Write } from './write-together.ts';
import { toScopes } from './variables.ts';
import type { StoredVariable } from './variables.ts';

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
  startUserId: string | null;
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

/** The record that an instance started. */
export function processStart(process: ProcessRecord): NewRow {
  return {
    table: 'history_processes',
    row: {
      id: process.id,
      definition_id: process.definitionId,
      definition_key: process.definitionKey,
      business_key: process.businessKey,
      root_id: process.rootId,
      super_id: process.superId,
      start_activity_id: process.startActivityId,
      start_user_id: process.startUserId,
      state: 'ACTIVE',
      started_at: process.startedAt,
    },
  };
}

/** Records the end of an instance; whatever is still open in it counts as cancelled. */
export async function recordProcessEnd(
  tx: Tx,
  instanceId: string,
  end: { state: ProcessState; deleteReason: string | null; at: Date },
): Promise<void> {
  await writeTogether(
    tx,
    {
      sql: `UPDATE engine.history_activities SET canceled = true, ended_at = $2
             WHERE instance_id = $1 AND ended_at IS NULL`,
      values: [instanceId, end.at],
    },
    {
      sql: 'UPDATE engine.history_processes SET state = $2, delete_reason = $3, ended_at = $4 WHERE id = $1',
      values: [instanceId, end.state, end.deleteReason, end.at],
    },
  );
}

/** Records that an instance was suspended or activated. */
export async function recordProcessState(tx: Tx, instanceId: string, state: ProcessState): Promise<void> {
  await tx.query('UPDATE engine.history_processes SET state = $2 WHERE id = $1', [instanceId, state]);
}

/** Records activities of earlier steps that ended in one step, and those that started in it, some of them ended already. */
export async function recordActivities(
  tx: Tx,
  instanceId: string,
  { ended, started }: { ended: { executionId: string; canceled: boolean }[]; started: ActivityRecord[] },
  at: Date,
): Promise<void> {
  const ends = [false, true].flatMap((isCanceled) => {
    const ids = ended.filter(({ canceled }) => canceled === isCanceled).map(({ executionId }) => executionId);
    return ids.length > 0 ? [activityEnds(instanceId, ids, isCanceled, at)] : [];
  });
  const rows = started.map((activity) => activityRow(instanceId, activity));
  const [start, ...starts] = insertsOf('history_activities', rows, KEEP);
  const [first, ...others] = start ? [...ends, start] : ends;
  if (first) await writeTogether(tx, first, ...others);
  for (const write of starts) await writeTogether(tx, write);
}

const KEEP = 'ON CONFLICT (instance_id, execution_id) DO NOTHING';

function activityEnds(instanceId: string, executionIds: string[], canceled: boolean, at: Date): Write {
  return {
    sql: `UPDATE engine.history_activities SET ended_at = $4, canceled = $3
           WHERE instance_id = $1 AND execution_id = ANY($2) AND ended_at IS NULL`,
    values: [instanceId, executionIds, canceled, at],
  };
}

function activityRow(instanceId: string, activity: ActivityRecord) {
  return {
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
  };
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

/** The record of a new user task. */
export function taskRecord(task: UserTaskRow): NewRow {
  return {
    table: 'history_tasks',
    row: {
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
    },
  };
}

/** Notes beside an activity which task it made. */
export function taskOfActivity({ id, instanceId, executionId }: UserTaskRow): Write {
  return {
    sql: 'UPDATE engine.history_activities SET task_id = $3 WHERE instance_id = $1 AND execution_id = $2',
    values: [instanceId, executionId, id],
  };
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

/** The process variables of an instance that has ended, as they were at its end. */
export async function lastVariables(tx: Tx, instanceId: string): Promise<Variables> {
  const { rows } = await tx.query<StoredVariable>(
    `SELECT scope_id AS "scopeId", name, type, value, value_info AS "valueInfo" FROM engine.history_variables
      WHERE instance_id = $1 AND scope_id = $1 AND state <> 'DELETED'`,
    [instanceId],
  );
  return toScopes(instanceId, rows)[instanceId] ?? {};
}

/** What happened to an external task. */
export type ExternalTaskLogEvent = 'creation' | 'failure' | 'success' | 'deletion';

/** The record of what happened to an external task. */
export function externalTaskRecord(
  task: ExternalTaskRow,
  event: ExternalTaskLogEvent,
  { newId, at }: { newId: () => string; at: Date },
): NewRow {
  return {
    table: 'history_external_task_log',
    row: {
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
    },
  };
}

/** Records what happened to an external task. */
export async function recordExternalTask(
  tx: Tx,
  task: ExternalTaskRow,
  event: ExternalTaskLogEvent,
  made: { newId: () => string; at: Date },
): Promise<void> {
  await writeTogether(tx, insertOf(externalTaskRecord(task, event, made)));
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
