import type { Variables } from '../executors/port.ts';
import type { Tx } from './database.ts';
import { Jsonb, insertRows } from './insert-rows.ts';
import type { StandaloneTaskRow } from './user-tasks.ts';
import { typedValue } from './variables.ts';

/** Stores a new task that belongs to no instance, with its record; false when the id is taken, also by a task that ended. */
export async function insertStandaloneTask(tx: Tx, task: StandaloneTaskRow): Promise<boolean> {
  const { rowCount } = await tx.query('SELECT 1 FROM engine.history_tasks WHERE id = $1', [task.id]);
  if (rowCount !== 0) return false;
  const fields = {
    id: task.id,
    parent_task_id: task.parentTaskId,
    tenant_id: task.tenantId,
    name: task.name,
    description: task.description,
    assignee: task.assignee,
    owner: task.owner,
    priority: task.priority,
    due_at: task.dueAt,
    follow_up_at: task.followUpAt,
  };
  const { delegationState: delegation_state, createdAt } = task;
  await insertRows(tx, 'user_tasks', [{ ...fields, delegation_state, created_at: createdAt }]);
  await insertRows(tx, 'history_tasks', [{ ...fields, started_at: createdAt }]);
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
