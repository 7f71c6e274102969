import type { Variables } from '../executors/port.ts';
import type { Tx } from './database.ts';
import type { Table } from './row-insert.ts';
import type { TaskRow, UserTaskRow } from './user-tasks.ts';
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

/** Where instances are recorded. */
export const PROCESS_RECORDS: Table = {
  name: 'history_processes',
  columns: {
    id: 'text',
    definition_id: 'text',
    definition_key: 'text',
    business_key: 'text',
    root_id: 'text',
    super_id: 'text',
    start_activity_id: 'text',
    start_user_id: 'text',
    state: 'text',
    started_at: 'timestamptz',
  },
};

/** The record that an instance started. */
export function processStart(process: ProcessRecord): Record<string, unknown> {
  return {
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
  };
}

/** Records that an instance was suspended or activated. */
export async function recordProcessState(tx: Tx, instanceId: string, state: ProcessState): Promise<void> {
  await tx.query('UPDATE engine.history_processes SET state = $2 WHERE id = $1', [instanceId, state]);
}

/** Where tasks of people are recorded. */
export const TASK_RECORDS: Table = {
  name: 'history_tasks',
  columns: {
    id: 'text',
    instance_id: 'text',
    execution_id: 'text',
    activity_id: 'text',
    name: 'text',
    description: 'text',
    assignee: 'text',
    owner: 'text',
    priority: 'integer',
    due_at: 'timestamptz',
    follow_up_at: 'timestamptz',
    started_at: 'timestamptz',
  },
};

/** The record of a new user task. */
export function taskRecord(task: UserTaskRow): Record<string, unknown> {
  return {
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
