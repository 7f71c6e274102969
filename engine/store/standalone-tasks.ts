import type { Variables } from '../executors/port.ts';
import type { Tx } from './database.ts';
import { Jsonb, insertRows } from './insert-rows.ts';
import type { StandaloneTaskRow } from './user-tasks.ts';
import { typedValue } from './variables.ts';

/** Stores a new task that belongs to no instance, with its record; false when the id is taken, also by a task that ended. */
export async function insertStandaloneTask(tx: Tx, task: StandaloneTaskRow): Promise<boolean> {
  // The record is there for every task and outlives it; of two at once one waits here for the other.
  const { rowCount } = await tx.query(
    `INSERT INTO engine.history_tasks (id, parent_task_id, tenant_id, name, description, assignee, owner, priority,
            due_at, follow_up_at, started_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) ON CONFLICT (id) DO NOTHING`,
    [
      ...[task.id, task.parentTaskId, task.tenantId, task.name, task.description, task.assignee, task.owner],
      ...[task.priority, task.dueAt, task.followUpAt, task.createdAt],
    ],
  );
  if (rowCount === 0) return false;
  await insertRows(tx, 'user_tasks', [
    {
      id: task.id,
      parent_task_id: task.parentTaskId,
      tenant_id: task.tenantId,
      name: task.name,
      description: task.description,
      assignee: task.assignee,
      owner: task.owner,
      delegation_state: task.delegationState,
      priority: task.priority,
      due_at: task.dueAt,
      follow_up_at: task.followUpAt,
      created_at: task.createdAt,
    },
  ]);
  return true;
}

/** Variables of a task that belongs to no instance. */
export async function taskVariables(tx: Tx, taskId: string): Promise<Variables> {
  const { rows } = await tx.query<{
    name: string;
    type: string;
    value: unknown;
    valueInfo: Record<string, unknown> | null;
  }>(
    `SELECT name, type, value, value_info AS "valueInfo" FROM engine.task_variables
      WHERE task_id = $1 ORDER BY name`,
    [taskId],
  );
  return Object.fromEntries(rows.map((row) => [row.name, typedValue(row)]));
}

/** Creates or replaces variables of a task that belongs to no instance. */
export async function upsertTaskVariables(tx: Tx, taskId: string, variables: Variables): Promise<void> {
  await insertRows(
    tx,
    'task_variables',
    Object.entries(variables).map(([name, { type, value, valueInfo }]) => ({
      task_id: taskId,
      name,
      type,
      value: new Jsonb(value),
      value_info: valueInfo ? new Jsonb(valueInfo) : null,
    })),
    `ON CONFLICT (task_id, name)
     DO UPDATE SET type = excluded.type, value = excluded.value, value_info = excluded.value_info`,
  );
}

/** Removes variables of a task that belongs to no instance. */
export async function deleteTaskVariables(tx: Tx, taskId: string, names: string[]): Promise<void> {
  await tx.query('DELETE FROM engine.task_variables WHERE task_id = $1 AND name = ANY($2)', [taskId, names]);
}
